import { Dexie, type Table } from 'dexie';
import type { ChangeRow, KeyRow, PhotoRow, VisitRow } from './database.ts';

/** The stores of the journal on this phone. */
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
