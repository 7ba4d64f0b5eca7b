import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { v7 } from 'uuid';
import {
	createStaging,
	incoming,
	stagingLine,
	takeInSql
} from '../../src/lib/server/conversations/import-rows.ts';
import { formats } from '../../src/lib/server/conversations/import/formats.ts';
import { writeConversations, writeCsv } from './conversations.ts';
import { atMost, timeOf, type Row } from './rows.ts';
import { memoryOf, nodeArguments, root } from './scripts.ts';
import { onNewDatabase, onServer } from './server.ts';

/** Issue 2, section 8: the import against plain COPY and insert of the very same rows, in turns. */
export async function benchImport(count = 100_000, rounds = 3): Promise<Row[]> {
	return onServer(async (server, folder) => {
		const file = join(folder, 'conversations.jsonl');
		const lines = join(folder, 'rows.copy');
		await writeConversations(file, count);
		await writeRows(file, lines);
		const plain: number[] = [];
		const ours: Awaited<ReturnType<typeof importTwice>>[] = [];
		for (let round = 0; round < rounds; round++) {
			plain.push(await onNewDatabase(server, (url) => storePlainly(url, lines)));
			ours.push(await onNewDatabase(server, (url) => importTwice(url, file)));
		}
		const [first, second] = [ours.map(({ first }) => first), ours.map(({ second }) => second)];
		const least = (runs: { ms: number }[]) => Math.min(...runs.map(({ ms }) => ms));
		const peak = Math.max(...[...first, ...second].map(({ peak }) => peak));
		const added = Math.max(...second.map(({ added }) => added));
		const path = `import of ${count.toLocaleString('en')} conversations × 12`;
		return [
			atMost(`${path}, to plain COPY`, 1.25, least(first) / Math.min(...plain), ' ×'),
			atMost(`${path}, peak RSS`, 350, peak, ' MB'),
			atMost('the same file again, rows added', 0, added),
			atMost('the same file again, to the first time', 1.1, least(second) / least(first), ' ×'),
			...(await csvMemory(server, folder))
		];
	});
}

/** Memory must not grow with the file. */
async function csvMemory(server: string, folder: string): Promise<Row[]> {
	const peaks: number[] = [];
	for (const count of [5_000, 50_000]) {
		const file = join(folder, `${count}.csv`);
		await writeCsv(file, count);
		const { peak } = await onNewDatabase(server, async (url) => {
			await addAdministrator(url);
			return importFile(url, file);
		});
		peaks.push(peak);
	}
	return [
		atMost('CSV of 600,000 rows, peak RSS to that of 60,000', 1.2, peaks[1] / peaks[0], ' ×')
	];
}

/** What the import makes of the file, ready for COPY: the reference reads, checks and masks nothing. */
async function writeRows(file: string, lines: string) {
	const out = createWriteStream(lines);
	for await (const parsed of formats.jsonl.read(createReadStream(file), {
		fileName: '',
		timeZone: 'UTC'
	})) {
		if ('problem' in parsed) throw new Error(parsed.problem.code);
		if (!out.write(stagingLine(incoming(parsed.line, parsed.record), null)))
			await once(out, 'drain');
	}
	out.end();
	await once(out, 'close');
}

/** Milliseconds. */
async function storePlainly(url: string, lines: string) {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	const ms = await timeOf(async () => {
		await client.query('begin');
		await client.query(createStaging);
		await pipeline(createReadStream(lines), client.query(copyFrom('copy import_rows from stdin')));
		await client.query(takeInSql, [null]);
		await client.query('commit');
	});
	await client.end();
	return ms;
}

async function importTwice(url: string, file: string) {
	await addAdministrator(url);
	return { first: await importFile(url, file), second: await importFile(url, file) };
}

async function addAdministrator(url: string) {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	await client.query(
		`insert into users (id, email, name, role) values ($1, 'bench', 'bench', 'admin')`,
		[v7()]
	);
	await client.end();
}

/** `npm run plumbline -- import FILE`, from its start to its end. */
async function importFile(url: string, file: string) {
	const start = performance.now();
	const child = spawn(process.execPath, [...nodeArguments('plumbline'), 'import', file, '--json'], {
		cwd: root,
		env: { ...process.env, DATABASE_URL: url },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	let peak = 0;
	const watch = setInterval(() => (peak = Math.max(peak, memoryOf(child.pid!, 'VmHWM'))), 20);
	const printed = await text(child.stdout);
	clearInterval(watch);
	return { ms: performance.now() - start, added: JSON.parse(printed).added as number, peak };
}
