import { dev } from '$app/environment';

/** What the service worker is asked: keep these pages with all that they load. */
export type Keep = { keep: string[]; assets: string[] };

/** Lets the pages of visits open without a network from now on. */
export async function startOffline() {
	await navigator.serviceWorker?.register('/service-worker.js', {
		type: dev ? 'module' : 'classic'
	});
}

/** Keeps pages on this phone; true when they and what they load later are there. */
export async function keepPages(pages: string[]): Promise<boolean> {
	if (!navigator.serviceWorker) return false;
	const { active } = await navigator.serviceWorker.ready;
	await Promise.all([import('./dexie-journal.ts'), import('tus-js-client'), import('exifr')]);
	const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
	const assets = loaded
		.filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/_app/'))
		.map(({ pathname }) => pathname);
	const { port1, port2 } = new MessageChannel();
	const answer = new Promise<boolean>((resolve) => {
		port1.onmessage = ({ data }) => resolve(data === true);
	});
	active!.postMessage({ keep: pages, assets } satisfies Keep, [port2]);
	return answer;
}
