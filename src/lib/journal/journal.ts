import { v7 } from 'uuid';
import type { ManifestFile } from '../photo.ts';
import { sealBytes, sealJson, unsealBytes, unsealJson } from '../sealing.ts';
import { readJournal, type Change, type Opened } from '../visit-journal.ts';
import type { JournalDatabase } from './dexie-journal.ts';
import { withJournal, type PhotoRow, type VisitRow } from './database.ts';

/** What else is known of a photo; kept only where the shopper agreed. */
export type PhotoDetails = {
	agreed: boolean;
	takenAt?: string;
	latitude?: number;
	longitude?: number;
	accuracy?: number;
};

const tab = crypto.randomUUID();
let channel: BroadcastChannel | undefined;
const open = () => (channel ??= new BroadcastChannel('plumbline-visits'));

/** Other tabs look again when one of them has written. */
export const tellOthers = () => open().postMessage(tab);

/** Calls when another tab wrote; the result ends it. */
export function onOthers(call: () => void) {
	const hear = ({ data }: MessageEvent) => data !== tab && call();
	open().addEventListener('message', hear);
	return () => open().removeEventListener('message', hear);
}

/** The journal of one visit on this phone. */
export class Journal {
	readonly row: VisitRow;
	readonly opened: Opened;
	private readonly key: CryptoKey;

	private constructor(row: VisitRow, opened: Opened, key: CryptoKey) {
		this.row = row;
		this.opened = opened;
		this.key = key;
	}

	/** The journal of this visit, as it was begun; made when there is none. */
	static async open(key: CryptoKey, userId: string, form: Omit<Opened, 'filingId'>) {
		const id = `${userId}/${form.visitId}`;
		const there = await withJournal((db) => db.visits.get(id));
		if (there) return Journal.of(key, there);
		const opened: Opened = { ...form, filingId: v7() };
		const row: VisitRow = {
			...{ key: id, userId, visitId: form.visitId, filingId: opened.filingId },
			begunAt: Date.now(),
			sealed: await sealJson(key, opened)
		};
		const standing = await withJournal((db) =>
			db.transaction('rw', db.visits, async () => {
				const other = await db.visits.get(id);
				if (!other) await db.visits.add(row);
				return other;
			})
		);
		return standing ? Journal.of(key, standing) : new Journal(row, opened, key);
	}

	/** The journal of this visit on this phone; null when nothing was written yet. */
	static async find(key: CryptoKey, userId: string, visitId: string) {
		const there = await withJournal((db) => db.visits.get(`${userId}/${visitId}`));
		return there ? Journal.of(key, there) : null;
	}

	static async of(key: CryptoKey, row: VisitRow) {
		return new Journal(row, await unsealJson<Opened>(key, row.sealed), key);
	}

	get filingId() {
		return this.opened.filingId;
	}

	async read() {
		const rows = await withJournal((db) =>
			db.changes.where('filingId').equals(this.filingId).sortBy('seq')
		);
		const changes = rows.map(({ sealed }) => unsealJson<Change>(this.key, sealed));
		return { ...readJournal(this.opened, await Promise.all(changes)), lines: rows.length };
	}

	/** Adds lines; when it resolves they are on the disk. */
	async add(changes: Change[]) {
		const rows = await Promise.all(
			changes.map(async (change) => ({
				filingId: this.filingId,
				sealed: await sealJson(this.key, change)
			}))
		);
		await withJournal((db) =>
			db.transaction('rw', db.visits, db.changes, async () => {
				await this.requireHere(db);
				await db.changes.bulkAdd(rows);
			})
		);
		tellOthers();
	}

	/** A tab left open may write in a visit that was sent meanwhile: nobody would ever send those lines. */
	private async requireHere(db: JournalDatabase) {
		const there = await db.visits.get(this.row.key);
		if (there?.filingId !== this.filingId)
			throw new Error('the visit is not on this phone any more');
	}

	/** Keeps a photo; when it resolves it is on the disk. */
	async addPhoto(photo: Blob, details: PhotoDetails): Promise<ManifestFile & { id: string }> {
		const bytes = new Uint8Array(await photo.arrayBuffer());
		const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
		const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
		const id = v7();
		const file = { name: `${id}.jpg`, bytes: bytes.length, sha256 };
		const row: PhotoRow = {
			...{ id, filingId: this.filingId, ...file },
			details: await sealJson(this.key, details),
			sealed: await sealBytes(this.key, bytes)
		};
		await withJournal((db) =>
			db.transaction('rw', db.visits, db.photos, async () => {
				await this.requireHere(db);
				await db.photos.add(row);
			})
		);
		tellOthers();
		return { id, ...file };
	}

	/** The photos on this phone, without their bytes. */
	async listPhotos(): Promise<(ManifestFile & { id: string })[]> {
		const rows = await withJournal((db) =>
			db.photos.where('filingId').equals(this.filingId).toArray()
		);
		return rows.map(({ id, name, bytes, sha256 }) => ({ id, name, bytes, sha256 }));
	}

	async openPhoto(id: string): Promise<{ blob: Blob; details: PhotoDetails }> {
		const row = await withJournal((db) => db.photos.get(id));
		if (!row) throw new Error(`photo ${id} is not on this phone`);
		const [bytes, details] = await Promise.all([
			unsealBytes(this.key, row.sealed),
			unsealJson<PhotoDetails>(this.key, row.details)
		]);
		return { blob: new Blob([bytes], { type: 'image/jpeg' }), details };
	}

	/** The server has it all: nothing of the visit stays on this phone. false: another tab wrote more meanwhile. */
	async forget(lines: number): Promise<boolean> {
		const { filingId } = this;
		const isForgotten = await withJournal((db) =>
			db.transaction('rw', db.visits, db.changes, db.photos, async () => {
				const changes = db.changes.where('filingId').equals(filingId);
				if ((await changes.count()) > lines) return false;
				await changes.delete();
				await db.photos.where('filingId').equals(filingId).delete();
				await db.visits.delete(this.row.key);
				return true;
			})
		);
		tellOthers();
		return isForgotten;
	}
}

/** Visits that are on this phone and nowhere else, the oldest first. */
export const listUnsent = () =>
	withJournal((db) => db.visits.toArray()).then((rows) =>
		rows.sort((a, b) => a.begunAt - b.begunAt)
	);
