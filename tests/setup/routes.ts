import { glob, readFile } from 'node:fs/promises';
import { basename, dirname, relative } from 'node:path';

/** A way into the app: "GET /(app)/employees" or "POST /(app)/employees/new?/save". */
export type Entry = {
	key: string;
	method: string;
	route: string;
	action?: string;
	/** Something that a person looks at. */
	isPage: boolean;
};

/** Every load, action and endpoint that the files under src/routes offer. */
export async function listEntries(): Promise<Entry[]> {
	const entries = new Map<string, Entry>();
	for await (const file of glob('src/routes/**/+{page.svelte,page.server.ts,page.ts,server.ts}')) {
		const route = `/${relative('src/routes', dirname(file))}`.replace(/\/$/, '') || '/';
		const source = await readFile(file, 'utf8');
		for (const [method, action] of entriesOf(basename(file), source)) {
			const key = `${method} ${route}${action ? `?/${action}` : ''}`;
			const isPage = method === 'GET' && basename(file) !== '+server.ts';
			entries.set(key, { key, method, route, action, isPage });
		}
	}
	return [...entries.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function entriesOf(file: string, source: string): [method: string, action?: string][] {
	if (file === '+server.ts') return methodsOf(source);
	const page: [string, string?][] = [['GET']];
	return file === '+page.server.ts' ? [...page, ...actionsOf(source)] : page;
}

function methodsOf(source: string): [string][] {
	const exported = source.matchAll(
		/^export (?:const|(?:async )?function) (GET|POST|PUT|PATCH|DELETE|OPTIONS|HEAD|fallback)\b/gm
	);
	const methods = [...exported].map(([, method]): [string] => [method]);
	if (!methods.length) throw new Error(`no method found in an endpoint:\n${source}`);
	return methods;
}

/** The names stand one tab in, between `export const actions` and the brace that closes it. */
function actionsOf(source: string): [string, string][] {
	if (!/^export const actions/m.test(source)) return [];
	const block = source.match(/^export const actions[^\n]*\{\n([\s\S]*?)^\}/m)?.[1];
	const names = [...(block ?? '').matchAll(/^\t(?:async )?(\w+)[:(]/gm)].map(([, name]) => name);
	if (!names.length) throw new Error(`no action found in:\n${source}`);
	return names.map((name) => ['POST', name]);
}
