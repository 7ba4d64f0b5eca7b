import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { isNull } from 'drizzle-orm';
import { connectDatabase, type Db } from '../../src/lib/server/db/database.ts';
import {
	conversations,
	suggestionBatches,
	suggestionBatchItems,
	suggestionRuns,
	suggestions
} from '../../src/lib/server/db/schema/index.ts';
import { runBatch } from '../../src/lib/server/ai/batch-run.ts';
import { turnAiOn } from '../setup/ai.ts';
import { addConversation, addEmployee, addScorecard, addUser } from '../setup/factories.ts';
import { atMost, timeOf, type Row } from './rows.ts';
import { onNewDatabase, onServer } from './server.ts';

const count = 320;
const atOnce = 16;
/** Issue 3, section 5: suggestions for 320 conversations, 16 at a time, to the time that the service alone takes. */
export const benchAi = () => onServer((server) => onNewDatabase(server, measure));

async function measure(url: string): Promise<Row[]> {
	const { db, pool } = connectDatabase(url, { max: 20 });
	const { versionId } = await addScorecard(db);
	const user = await addUser(db);
	const employee = await addEmployee(db);
	for (let i = 0; i < count; i++) await addConversation(db, { employeeId: employee.id });
	const begin = () => addBatch(db, user.id, versionId);
	await read(db, await begin(), 1);
	const rows: Row[] = [];
	for (const [ms, limit] of [
		[500, 1.03],
		[200, 1.1],
		[50, 1.35]
	]) {
		const { ratio, calls, peak } = await read(db, await begin(), ms);
		rows.push(atMost(`AI suggestions, ${count} of ${ms} ms, to ideal`, limit, ratio, ' ×'));
		rows.push({
			path: `AI suggestions of ${ms} ms, calls and peak`,
			must: `${count}, ${atOnce}`,
			measured: `${calls}, ${peak}`,
			ok: calls === count && peak === atOnce
		});
	}
	const faulty = await read(db, await begin(), 500, true);
	rows.push(
		atMost('the same at 500 ms with 10 % 429 and 5 % resets, to ideal', 1.5, faulty.ratio, ' ×'),
		atMost('the same, conversations without suggestions', 0, count - faulty.suggested)
	);
	await pool.end();
	return rows;
}

async function read(db: Db, batchId: string, ms: number, isFaulty = false) {
	await using service = await startService(ms, isFaulty);
	const place = await turnAiOn(db, { baseUrl: service.baseUrl, concurrency: atOnce });
	const spent = await timeOf(() => runBatch(db, place, batchId));
	const suggested = await db.$count(suggestionRuns, isNull(suggestionRuns.failure));
	const ratio = spent / (Math.ceil(count / atOnce) * ms);
	return { ratio, ...(await service.counts()), suggested };
}

/** In a process of its own: what it does is not what is measured. */
async function startService(ms: number, isFaulty: boolean) {
	const script = resolve(import.meta.dirname, 'ai-service.ts');
	const child = spawn(process.execPath, [script, String(ms), isFaulty ? 'faulty' : 'good'], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const [line] = await once(child.stdout, 'data');
	const baseUrl = String(line).trim();
	return {
		baseUrl,
		async counts(): Promise<{ calls: number; peak: number }> {
			return (await fetch(`${baseUrl}/counts`)).json();
		},
		async [Symbol.asyncDispose]() {
			child.kill();
			await once(child, 'exit');
		}
	};
}

/** All conversations, as if nobody had read them. */
async function addBatch(db: Db, userId: string, scorecardVersionId: string) {
	for (const table of [suggestionBatchItems, suggestionBatches, suggestions, suggestionRuns])
		await db.delete(table);
	const days = { dayFrom: '2026-09-01', dayTo: '2026-09-30' };
	const [{ id }] = await db
		.insert(suggestionBatches)
		.values({ userId, locale: 'en', ...days })
		.returning();
	const rows = await db.select({ conversationId: conversations.id }).from(conversations);
	const items = rows.map((row) => ({ ...row, scorecardVersionId, batchId: id }));
	await db.insert(suggestionBatchItems).values(items);
	return id;
}
