import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
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
import { importConversations } from '../../src/lib/server/conversations/importing.ts';
import { connectDatabase } from '../../src/lib/server/db/database.ts';
import { writeConversations } from './conversations.ts';
import { atMost, median, type Row } from './rows.ts';
import { onNewDatabase, onServer } from './server.ts';

/** Issue 2, section 8: the import against plain COPY and insert of the very same rows, in turns. */
export async function benchImport(count = 100_000, rounds = 3): Promise<Row[]> {
	return onServer(async (server, folder) => {
		const file = join(folder, 'conversations.jsonl');
		const lines = join(folder, 'rows.copy');
		await writeConversations(file, count);
		await writeRows(file, lines);
		const plain: Stored[] = [];
		const ours: Measured[] = [];
		for (let round = 0; round < rounds; round++) {
			plain.push(await onNewDatabase(server, (url) => storePlainly(url, lines)));
			ours.push(await onNewDatabase(server, (url) => inOwnProcess(url, file)));
		}
		const of = (pick: (one: Measured) => number) => median(ours.map(pick));
		const path = `import of ${count.toLocaleString('en')} conversations × 12`;
		return [
			atMost(
				`${path}, to plain COPY`,
				1.25,
				of((one) => one.first) / median(plain.map((one) => one.first)),
				' ×'
			),
			atMost(`${path}, peak RSS`, 350, Math.max(...ours.map(({ peak }) => peak)) / 1e6, ' MB'),
			atMost(
				'the same file again, rows added',
				0,
				Math.max(...ours.map((one) => one.addedBySecond))
			),
			atMost(
				'the same file again, to the first time',
				1.1,
				of((one) => one.second) / of((one) => one.first),
				' ×'
			)
		];
	});
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

async function storePlainly(url: string, lines: string) {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	const store = async () => {
		const start = performance.now();
		await client.query('begin');
		await client.query(createStaging);
		await pipeline(createReadStream(lines), client.query(copyFrom('copy import_rows from stdin')));
		await client.query(takeInSql, [null]);
		await client.query('commit');
		await client.query('drop table import_rows');
		return performance.now() - start;
	};
	const [first, second] = [await store(), await store()];
	await client.end();
	return { first, second };
}

type Stored = { first: number; second: number };
type Measured = { first: number; second: number; addedBySecond: number; cpu: number; peak: number };

async function inOwnProcess(url: string, file: string): Promise<Measured> {
	const child = fork(import.meta.filename, ['child', url, file], {
		execArgv: ['--max-semi-space-size=16']
	});
	const [message] = await once(child, 'message');
	return message as Measured;
}

async function measureImport(url: string, file: string): Promise<Measured> {
	const { db, pool } = connectDatabase(url);
	const viewer = { id: v7(), name: 'bench', email: '', role: 'admin', employeeId: null } as const;
	await db.execute(
		`insert into users (id, email, name, role) values ('${viewer.id}', 'bench', 'bench', 'admin')`
	);
	let peak = 0;
	const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
	const store = async () => {
		const start = performance.now();
		const { added } = await importConversations(
			pool,
			{ ...viewer, locale: 'en', address: '' },
			{ fileName: 'bench.jsonl', format: 'jsonl', stream: createReadStream(file) }
		);
		return { ms: performance.now() - start, added };
	};
	const before = process.cpuUsage();
	const first = await store();
	const { user, system } = process.cpuUsage(before);
	const second = await store();
	clearInterval(watch);
	await pool.end();
	const cpu = (user + system) / 1000;
	return { first: first.ms, second: second.ms, addedBySecond: second.added, cpu, peak };
}

const [mode, url, file] = process.argv.slice(2);
if (import.meta.main && mode === 'child') process.send!(await measureImport(url, file));
