import { Dexie, type Table } from 'dexie';

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

export class JournalDatabase extends Dexie {
	visits!: Table<VisitRow, string>;
	changes!: Table<ChangeRow, number>;
	photos!: Table<PhotoRow, string>;
	keys!: Table<KeyRow, string>;

	constructor() {
		// strict: what the screen calls saved is on the disk, not on its way there
		super('plumbline-visits', { chromeTransactionDurability: 'strict' });
		this.version(1).stores({
			visits: 'key, userId',
			changes: '++seq, filingId',
			photos: 'id, filingId',
			keys: 'userId'
		});
	}
}

let opened: JournalDatabase | undefined;

/** Runs a task on the journal. Browsers close it under memory pressure: then it is opened again. */
export async function withJournal<T>(task: (db: JournalDatabase) => Promise<T>): Promise<T> {
	try {
		return await task((opened ??= new JournalDatabase()));
	} catch (error) {
		if (!isClosed(error)) throw error;
		opened?.close();
		opened = new JournalDatabase();
		return task(opened);
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
