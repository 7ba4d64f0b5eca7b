import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { atMost, type Row } from './rows.ts';

const output = resolve(import.meta.dirname, '../../.svelte-kit/output');
const budgets = [
	['/(app)/conversations', 80],
	['/(app)/reviews/[id]', 130],
	['/(app)/visits/[id]/form', 90]
] as const;

type Route = { id: string; page?: { layouts: (number | undefined)[]; leaf: number } };

/** Issues 2 (section 8) and 4 (section 5): all JavaScript that the HTML of a page asks for, gzip. Needs a build. */
export async function benchJavaScript(): Promise<Row[]> {
	const { manifest } = await import(`${output}/server/manifest.js`);
	const { routes, client } = manifest._ as { routes: Route[]; client: { imports: string[] } };
	return Promise.all(
		budgets.map(async ([id, limit]) => {
			const page = routes.find((route) => route.id === id)?.page;
			if (!page) throw new Error(`the build has no page ${id}`);
			const nodes = [...page.layouts, page.leaf].filter((node) => node !== undefined);
			const loaded = await Promise.all(nodes.map(importsOf));
			const files = new Set([...client.imports, ...loaded.flat()]);
			const bytes = [...files].map(
				(file) => gzipSync(readFileSync(`${output}/client/${file}`)).length
			);
			const total = bytes.reduce((sum, size) => sum + size, 0) / 1024;
			return atMost(`first-load JavaScript of ${id.replace('/(app)', '')}`, limit, total, ' KB');
		})
	);
}

async function importsOf(node: number): Promise<string[]> {
	return (await import(`${output}/server/nodes/${node}.js`)).imports;
}
