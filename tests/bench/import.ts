import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, chmod, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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
import { connectDatabase, migrateDatabase } from '../../src/lib/server/db/database.ts';
import { startEmbedded } from '../../src/lib/server/db/embedded.ts';
import { withDatabase } from '../setup/postgres.ts';
import { writeConversations } from './conversations.ts';

/**
 * The import against plain COPY and insert of the very same rows, on databases of their own, in turns.
 * `node tests/bench/import.ts [conversations] [rounds]`
 */
async function bench(count: number, rounds: number) {
	const dir = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
	await chmod(dir, 0o755);
	const server = await startEmbedded(dir);
	try {
		const file = join(dir, 'conversations.jsonl');
		const lines = join(dir, 'rows.copy');
		await writeConversations(file, count);
		await writeRows(file, lines);
		console.log(`${count} conversations, ${Math.round((await stat(file)).size / 1e6)} MB`);
		const results = [];
		for (let round = 0; round < rounds; round++) {
			const plain = await onNewDatabase(server.url, (url) => storePlainly(url, lines));
			const ours = await onNewDatabase(server.url, (url) => inOwnProcess(url, file));
			const result = {
				'plain s': seconds(plain.first),
				'import s': seconds(ours.first),
				ratio: ratio(ours.first, plain.first),
				'second plain s': seconds(plain.second),
				'second import s': seconds(ours.second),
				'second / first': ratio(ours.second, ours.first),
				'second / second plain': ratio(ours.second, plain.second),
				'added by second': ours.addedBySecond,
				'import CPU s': seconds(ours.cpu),
				'peak RSS MB': Math.round(ours.peak / 1e6)
			};
			console.log(result);
			results.push(result);
		}
		console.table(results);
	} finally {
		await server.stop();
		await rm(dir, { recursive: true });
	}
}

const seconds = (ms: number) => Number((ms / 1000).toFixed(2));
const ratio = (a: number, b: number) => Number((a / b).toFixed(2));

async function onNewDatabase<T>(server: string, what: (url: string) => Promise<T>): Promise<T> {
	const name = `bench_${v7().replaceAll('-', '')}`;
	const admin = new pg.Client({ connectionString: server });
	await admin.connect();
	try {
		await admin.query(`create database ${name} template template0 encoding 'UTF8'`);
		const url = withDatabase(server, name);
		await migrateDatabase(url);
		await admin.query('checkpoint');
		return await what(url);
	} finally {
		await admin.query(`drop database if exists ${name} with (force)`);
		await admin.end();
	}
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

const [mode, ...rest] = process.argv.slice(2);
if (mode === 'child') process.send!(await measureImport(rest[0], rest[1]));
else await bench(Number(mode ?? 100_000), Number(rest[0] ?? 3));
