import { importSealingKey } from '../sealing.ts';
import { withJournal } from './database.ts';

/** Pages kept by the service worker. */
export const pagesCache = 'plumbline-pages';

let asking: Promise<CryptoKey | null> | null = null;

/** The shopper's key: kept on this phone while they are signed in, given by the server otherwise. null: neither. */
export const findKey = (userId: string) =>
	(asking ??= askKey(userId).finally(() => (asking = null)));

async function askKey(userId: string): Promise<CryptoKey | null> {
	const kept = await withJournal((db) => db.keys.get(userId));
	if (kept) return kept.key;
	const response = await fetch('/visits/key', { headers: { accept: 'application/json' } }).catch(
		() => null
	);
	if (!response?.ok || response.redirected) return null;
	const { userId: given, key } = (await response.json()) as { userId: string; key: string };
	if (given !== userId) return null;
	const bytes = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
	const imported = await importSealingKey(bytes);
	await forgetKeys();
	await withJournal((db) => db.keys.put({ userId, key: imported }));
	return imported;
}

/** A visit that was sent is not written a second time in its form as it was kept. */
export async function forgetVisit(visitId: string) {
	const cache = await caches.open(pagesCache);
	const page = `/visits/${visitId}`;
	const paths = [page, `${page}/form`].flatMap((path) => [path, `${path}/__data.json`]);
	await Promise.all(paths.map((path) => cache.delete(path)));
}

/** Whoever signs in next on this phone reads nothing of this shopper; what is unsent stays, sealed. */
export async function forgetKeys() {
	await withJournal((db) => db.keys.clear());
	await caches.delete(pagesCache);
}
