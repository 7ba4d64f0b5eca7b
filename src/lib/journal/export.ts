import { withJournal } from './database.ts';

/** Everything that is on this phone only, sealed as it lies here: the house can open it, nobody else. */
export async function exportUnsent(): Promise<Blob> {
	const parts = await withJournal(async (db) => ({
		visits: await db.visits.toArray(),
		changes: await db.changes.orderBy('seq').toArray(),
		photos: await db.photos.toArray()
	}));
	const asText = (_key: string, value: unknown) =>
		value instanceof Uint8Array ? base64(value) : value;
	return new Blob([JSON.stringify({ plumbline: 'visits', version: 1, ...parts }, asText)], {
		type: 'application/json'
	});
}

function base64(bytes: Uint8Array) {
	let text = '';
	for (let from = 0; from < bytes.length; from += 32_768)
		text += String.fromCharCode(...bytes.subarray(from, from + 32_768));
	return btoa(text);
}
