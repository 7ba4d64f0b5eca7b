import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import pg from 'pg';
import { format, resolveConfig } from 'prettier';
import { benchAi } from './ai.ts';
import { benchImport } from './import.ts';
import { benchJavaScript } from './javascript.ts';
import { benchJobs } from './jobs.ts';
import { benchList } from './list.ts';
import { benchPdf } from './pdf.ts';
import { benchRecordings } from './recordings.ts';
import { benchReview } from './review.ts';
import type { Row } from './rows.ts';
import { onServer } from './server.ts';
import { benchStart } from './start.ts';
import { benchVisits } from './visits.ts';

const parts = {
	import: () => benchImport(),
	list: benchList,
	review: benchReview,
	pdf: benchPdf,
	jobs: benchJobs,
	recordings: benchRecordings,
	javascript: benchJavaScript,
	start: benchStart,
	visits: benchVisits,
	ai: benchAi
};
const page = resolve(import.meta.dirname, '../../docs/performance.md');
const [begin, end] = ['<!-- measured -->', '<!-- /measured -->'];

/** Runs the parts named, or all. Their rows in docs/performance.md are replaced. */
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
	await keep(await machine(), rows, names.length === 0);
	if (rows.some(({ ok }) => !ok)) process.exitCode = 1;
}

async function keep(machine: string, rows: Row[], isWhole: boolean) {
	const before = readFileSync(page, 'utf8');
	const [from, to] = [before.indexOf(begin) + begin.length, before.indexOf(end)];
	const measured = new Map(rows.map((row) => [row.path, markdown(row)]));
	const old = isWhole ? [] : before.slice(from, to).split('\n').filter(isMeasured);
	const lines = old.map((line) => {
		const path = line.split('|')[1].trim();
		const now = measured.get(path);
		measured.delete(path);
		return now ?? line;
	});
	const head = ['| path | must | measured | ok |', '| --- | --- | --- | --- |'];
	const table = [...head, ...lines, ...measured.values()].join('\n');
	const text = `${before.slice(0, from)}\n\n${machine}\n\n${table}\n\n${before.slice(to)}`;
	writeFileSync(page, await format(text, { ...(await resolveConfig(page)), filepath: page }));
}

const isMeasured = (line: string) => /^\| (?!path|---)/.test(line);

const markdown = ({ path, must, measured, ok }: Row) =>
	`| ${path} | ${must} | ${measured} | ${ok ? 'yes' : '**no**'} |`;

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
