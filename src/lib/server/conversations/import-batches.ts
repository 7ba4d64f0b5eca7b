import type { Problem } from '../../import-problem.ts';
import type { Parsed } from './import/record.ts';
import { incoming, type Incoming } from './import-rows.ts';

export type Refused = { line: number; problem: Problem; excerpt: string };

/** What goes to the database at once; no conversation is in it twice. */
export type Batch = {
	rows: Incoming[];
	refused: Refused[];
	/** Records read, the refused ones too. */
	read: number;
	/** Repetitions of a row, letter for letter. */
	unchanged: number;
	/** Came in with an earlier batch and must not stay. */
	retracted: Identity[];
	/** What the format has told, whatever of it is a record: its place in the file. */
	told: number;
};

export type Identity = { source: string; id: string };

const mostRows = 500;
/** UTF-16 units of transcripts: bounds the memory, whatever the conversations look like. */
const mostText = 4_000_000;

/** Groups what a format reads from beyond `skip`. What was read before an error still comes out. */
export async function* batches(parsed: AsyncIterable<Parsed>, skip = 0): AsyncGenerator<Batch> {
	let batch = emptyBatch();
	let text = 0;
	const hashes = new Map<string, string>();
	const take = () => {
		const full = batch;
		batch = emptyBatch();
		text = 0;
		hashes.clear();
		return full;
	};
	try {
		let place = 0;
		for await (const one of parsed) {
			if (place++ < skip) continue;
			batch.told++;
			if ('problem' in one) {
				batch.refused.push(one);
				if (one.retracts) retract(batch, hashes, one.retracts);
			} else {
				const row = incoming(one.line, one.record);
				const key = keyOf(row.record);
				const before = hashes.get(key);
				if (before === row.contentHash) batch.unchanged++;
				else {
					if (before !== undefined) yield take();
					hashes.set(key, row.contentHash);
					batch.rows.push(row);
					text += row.segmentsJson.length;
				}
			}
			batch.read++;
			if (sizeOf(batch) >= mostRows || text >= mostText) yield take();
		}
	} catch (error) {
		if (sizeOf(batch) > 0) yield take();
		throw error;
	}
	if (sizeOf(batch) > 0) yield take();
}

const emptyBatch = (): Batch => ({
	rows: [],
	refused: [],
	read: 0,
	unchanged: 0,
	retracted: [],
	told: 0
});

/** What makes a conversation the same one. */
export const keyOf = ({ source, id }: Identity) => `${source}\0${id}`;

/** Also the empty ones count, so that a file of repetitions or of refusals shows its progress. */
const sizeOf = (batch: Batch) => Math.max(batch.read, batch.refused.length);

function retract(batch: Batch, hashes: Map<string, string>, identity: Identity) {
	batch.read--;
	if (hashes.delete(keyOf(identity)))
		batch.rows = batch.rows.filter(({ record }) => keyOf(record) !== keyOf(identity));
	else batch.retracted.push(identity);
}
