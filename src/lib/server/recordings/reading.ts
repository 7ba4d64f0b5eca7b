import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { and, asc, eq, isNull, notInArray, sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Refusal } from '../../recording.ts';
import type { Db } from '../db/database.ts';
import { conversations, recordingRules, recordings } from '../db/schema/index.ts';
import type { Files } from '../files/files.ts';
import { readInWorker } from './sound/in-worker.ts';
import { RefusedSound } from './sound/kinds.ts';
import type { Reading } from './sound/read.ts';

/** Measures the file of a recording and makes it ready, or says why not. Done twice it is the same. */
export async function readRecording(db: Db, files: Files, id: string) {
	const [recording] = await db
		.select({ fileKey: recordings.fileKey, bytes: recordings.bytes })
		.from(recordings)
		.where(and(eq(recordings.id, id), unread));
	if (!recording?.fileKey) return;
	const { fileKey, bytes } = recording;
	const copy = join(tmpdir(), `plumbline-${id}.copy`);
	try {
		const reading = await files.locally(fileKey, (path) => readInWorker(path, copy, bytes));
		const copyKey = reading.copyBytes === null ? null : `${fileKey}.copy`;
		if (copyKey) await files.moveIn(copy, copyKey);
		await markReady(db, id, reading, copyKey);
	} catch (error) {
		if (!(error instanceof RefusedSound)) throw error;
		await markRefused(db, id, error.reason, error.detail);
		await files.remove(fileKey);
	}
}

const unread = and(isNull(recordings.readAt), isNull(recordings.deletedAt));

async function markReady(db: Db, id: string, reading: Reading, copyKey: string | null) {
	await db.transaction(async (db) => {
		const { peaks, ...rest } = reading;
		const [ready] = await db
			.update(recordings)
			.set({
				...rest,
				peaks: Buffer.from(peaks),
				copyKey,
				readAt: new Date(),
				employeeChannel: reading.channels === 2 ? byRule : null
			})
			.where(and(eq(recordings.id, id), unread))
			.returning({ conversationId: recordings.conversationId });
		if (!ready) return;
		await db
			.update(conversations)
			.set({ durationMs: reading.durationMs })
			.where(and(eq(conversations.id, ready.conversationId), isNull(conversations.durationMs)));
	});
}

/** As the sender said, else as agreed for the source, else for all sources, else the right one. */
const byRule = sql<number>`coalesce(${recordings.employeeChannel}, (
	select ${recordingRules.employeeChannel} from ${recordingRules}
	where ${recordingRules.source} in ('', (select ${conversations.source} from ${conversations}
		where ${conversations.id} = recordings.conversation_id))
	order by ${recordingRules.source} desc limit 1), 1)`;

async function markRefused(db: Db, id: string, reason: Refusal, detail: string) {
	await db
		.update(recordings)
		.set({ refusedReason: reason, refusedDetail: detail, fileKey: null, readAt: new Date() })
		.where(and(eq(recordings.id, id), unread));
}

/** A store that is away is asked again after so long, in ms. */
const pause = 30_000;

/**
 * Reads what was uploaded, one file after the other, in this process. What a killed process left unread is
 * found at the start of the next.
 */
export function createReader(db: Db, getFiles: () => Promise<Files>, log: Pick<Logger, 'error'>) {
	let isRunning = false;
	let isAskedAgain = false;
	let timer: NodeJS.Timeout | undefined;
	return { wake, close: () => clearTimeout(timer) };

	/** There is something to read. */
	async function wake(): Promise<void> {
		isAskedAgain = isRunning;
		if (isRunning) return;
		isRunning = true;
		const failed = await readAll().finally(() => (isRunning = false));
		if (isAskedAgain) return wake();
		clearTimeout(timer);
		if (failed) timer = setTimeout(wake, pause).unref();
	}

	/** Whether some could not be read for now. */
	async function readAll() {
		const failed: string[] = [];
		try {
			for (let id = await next(failed); id; id = await next(failed))
				try {
					await readRecording(db, await getFiles(), id);
				} catch (error) {
					failed.push(id);
					log.error({ err: error, recording: id }, 'a recording could not be read');
				}
		} catch (error) {
			log.error({ err: error }, 'recordings could not be read');
			return true;
		}
		return failed.length > 0;
	}

	async function next(failed: string[]) {
		const [row] = await db
			.select({ id: recordings.id })
			.from(recordings)
			.where(and(unread, notInArray(recordings.id, failed)))
			.orderBy(asc(recordings.id))
			.limit(1);
		return row?.id;
	}
}
