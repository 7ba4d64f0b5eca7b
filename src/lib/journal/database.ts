import type { JournalDatabase } from './dexie-journal.ts';

/** `sealed` is what only the shopper's key opens: see sealing.ts. */
export type VisitRow = {
	/** User and visit: two tabs that begin the same visit begin one. */
	key: string;
	userId: string;
	visitId: string;
	filingId: string;
	begunAt: number;
	/** `Opened`. */
	sealed: Uint8Array<ArrayBuffer>;
};
export type ChangeRow = { seq?: number; filingId: string; sealed: Uint8Array<ArrayBuffer> };
export type PhotoRow = {
	id: string;
	filingId: string;
	name: string;
	bytes: number;
	sha256: string;
	/** `PhotoDetails`. */
	details: Uint8Array<ArrayBuffer>;
	sealed: Uint8Array<ArrayBuffer>;
};
export type KeyRow = { userId: string; key: CryptoKey };

let opened: JournalDatabase | undefined;

/** Comes after the page that writes in it has been drawn. */
async function openJournal() {
	const { JournalDatabase } = await import('./dexie-journal.ts');
	return (opened ??= new JournalDatabase());
}

/** Runs a task on the journal. Browsers close it under memory pressure: then it is opened again. */
export async function withJournal<T>(task: (db: JournalDatabase) => Promise<T>): Promise<T> {
	const journal = opened ?? (await openJournal());
	try {
		return await task(journal);
	} catch (error) {
		if (!isClosed(error)) throw error;
		journal.close();
		// Another task may have opened it again meanwhile
		if (opened === journal) opened = undefined;
		return task(await openJournal());
	}
}

const isClosed = (error: unknown) =>
	[
		'DatabaseClosedError',
		'InvalidStateError',
		'UnknownError',
		'AbortError',
		'OpenFailedError'
	].some((name) => namesOf(error).includes(name)) && !isFull(error);

/** The phone has no room left. */
export const isFull = (error: unknown) => namesOf(error).includes('QuotaExceededError');

function namesOf(error: unknown): string[] {
	const {
		name = '',
		inner,
		failures
	} = (error ?? {}) as {
		name?: string;
		inner?: unknown;
		failures?: unknown[];
	};
	return [
		name,
		...(inner ? namesOf(inner) : []),
		...(failures?.length ? namesOf(failures[0]) : [])
	];
}
