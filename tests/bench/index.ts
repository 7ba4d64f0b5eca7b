import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import pg from 'pg';
import { benchImport } from './import.ts';
import { benchJavaScript } from './javascript.ts';
import { benchJobs } from './jobs.ts';
import { benchList } from './list.ts';
import { benchPdf } from './pdf.ts';
import { benchReview } from './review.ts';
import type { Row } from './rows.ts';
import { onServer } from './server.ts';
import { benchStart } from './start.ts';

const parts = {
	import: () => benchImport(),
	list: benchList,
	review: benchReview,
	pdf: benchPdf,
	jobs: benchJobs,
	javascript: benchJavaScript,
	start: benchStart
};
const page = resolve(import.meta.dirname, '../../docs/performance.md');
const [begin, end] = ['<!-- measured -->', '<!-- /measured -->'];

/** Runs the parts named, or all; only a whole run is kept in docs/performance.md. */
async function bench(names: string[]) {
	const unknown = names.filter((name) => !(name in parts));
	if (unknown.length) throw new Error(`${unknown} is not one of ${Object.keys(parts)}`);
	const chosen = (names.length ? names : Object.keys(parts)) as (keyof typeof parts)[];
	const rows: Row[] = [];
	for (const name of chosen) {
		console.error(`${name} …`);
		rows.push(...(await parts[name]()));
	}
	console.table(rows);
	if (!names.length) keep(`${await machine()}\n\n${markdown(rows)}`);
	if (rows.some(({ ok }) => !ok)) process.exitCode = 1;
}

function keep(text: string) {
	const before = readFileSync(page, 'utf8');
	const head = before.slice(0, before.indexOf(begin) + begin.length);
	writeFileSync(page, `${head}\n\n${text}\n\n${before.slice(before.indexOf(end))}`);
}

function markdown(rows: Row[]) {
	const lines = rows.map(
		({ path, must, measured, ok }) =>
			`| ${path} | ${must} | ${measured} | ${ok ? 'yes' : '**no**'} |`
	);
	return ['| path | must | measured | ok |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

async function machine() {
	const postgres = await onServer(async (url) => {
		const client = new pg.Client({ connectionString: url });
		await client.connect();
		const { rows } = await client.query('show server_version');
		await client.end();
		return rows[0].server_version;
	});
	const memory = Math.round(totalmem() / 1024 ** 3);
	return `${cpus()[0].model}, ${cpus().length} cores, ${memory} GiB; Node ${process.version}, PostgreSQL ${postgres}, ${new Date().toISOString().slice(0, 10)}.`;
}

await bench(process.argv.slice(2));
