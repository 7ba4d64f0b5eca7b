import { dev } from '$app/environment';

/** What the service worker is asked: keep these pages with all that they load. */
export type Keep = { keep: string[]; assets: string[] };
/** Whether they are kept, and whether the page that asked is shown as it was kept before. */
export type Kept = { isKept: boolean; wasOld: boolean };

/** Lets the pages of visits open without a network from now on. */
export async function startOffline() {
	await navigator.serviceWorker?.register('/service-worker.js', {
		type: dev ? 'module' : 'classic'
	});
}

/** Keeps pages on this phone, with what they load later. */
export async function keepPages(pages: string[]): Promise<Kept> {
	if (!navigator.serviceWorker) return { isKept: false, wasOld: false };
	const { active } = await navigator.serviceWorker.ready;
	await Promise.all([import('./dexie-journal.ts'), import('./send-photo.ts'), import('exifr')]);
	const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
	const assets = loaded
		.filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/_app/'))
		.map(({ pathname }) => pathname);
	const { port1, port2 } = new MessageChannel();
	const answer = new Promise<Kept>((resolve) => {
		port1.onmessage = ({ data }) => resolve(data as Kept);
	});
	active!.postMessage({ keep: pages, assets } satisfies Keep, [port2]);
	return answer;
}
