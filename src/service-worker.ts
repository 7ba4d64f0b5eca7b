/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { files, prerendered } from '$service-worker';
import type { Keep, Kept } from './lib/journal/offline.ts';

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

/** Pages of the signed-in shopper; gone at sign-out. */
const pages = 'plumbline-pages';
/** Nothing personal, each under a name that tells its content. */
const assets = 'plumbline-assets';
const mostAssets = 400;
/** A page that does not come within this is shown as it was kept, in ms, and brought up to date when the network answers. */
const patience = 1200;
/** For what a page fetches after something was done in it: what was kept is of before. */
const longPatience = 4000;
/** The network took the last request and did not answer. */
let isSilent = false;
/** Tabs that show a page as it was kept. */
const shownOld = new Set<string>();

const isKeptPage = (path: string) => /^\/visits(\/unsent|\/[0-9a-f-]{36}(\/form)?)?$/.test(path);
/** What a link to a page fetches instead of the page, kept with it. */
const dataOf = (path: string) => `${path}/__data.json`;
const isKeptData = (path: string) =>
	path.endsWith(dataOf('')) && isKeptPage(path.slice(0, -dataOf('').length));
const isAsset = (path: string) => path.startsWith('/_app/immutable/');
/** Photos of a briefing, kept with its page. */
const isBriefingPhoto = (path: string) => /^\/visits\/briefings\/[0-9a-f-]{36}$/.test(path);
const isStatic = (path: string) => files.includes(path) || prerendered.includes(path);

worker.addEventListener('install', () => void worker.skipWaiting());
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const { origin, pathname } = new URL(request.url);
	if (request.method !== 'GET' || origin !== worker.location.origin) return;
	if (isAsset(pathname) || isStatic(pathname)) event.respondWith(keptAsset(request, pathname));
	else if (isBriefingPhoto(pathname)) event.respondWith(keptPhoto(request, pathname));
	else if (request.mode === 'navigate' ? isKeptPage(pathname) : isKeptData(pathname))
		event.respondWith(freshPage(event, pathname));
});

worker.addEventListener('message', (event) => {
	const [port] = event.ports;
	const { id } = event.source as Client;
	event.waitUntil(
		keep(event.data as Keep).then(
			(isKept) => port?.postMessage({ isKept, wasOld: shownOld.delete(id) } satisfies Kept),
			() => port?.postMessage({ isKept: false, wasOld: false } satisfies Kept)
		)
	);
});

async function keptAsset(request: Request, path: string) {
	const cache = await caches.open(assets);
	const kept = await cache.match(path);
	if (kept) return kept;
	const response = await fetch(request);
	if (response.ok && response.status === 200) await cache.put(path, response.clone());
	return response;
}

/** A photo never changes under its name. */
async function keptPhoto(request: Request, path: string) {
	return (await (await caches.open(pages)).match(path)) ?? fetch(request);
}

/** From the server, so that it is never older than it must be; without one as it was kept. */
async function freshPage(event: FetchEvent, path: string): Promise<Response> {
	const cache = await caches.open(pages);
	const kept = await cache.match(path);
	const isPage = event.request.mode === 'navigate';
	const limit = isPage || isSilent ? patience : longPatience;
	const asked = answer(event.request);
	const response = await (kept ? within(limit, asked) : asked);
	if (response === 'late' && !isPage)
		event.waitUntil(asked.then((answer) => answer && catchUp(path, event)));
	// A visit that went to somebody else meanwhile is still written to its end on this phone
	const isNone = !response || response === 'late';
	if (kept && (isNone || (await isRefusal(response)))) {
		if (isPage && isNone) shownOld.add(event.resultingClientId);
		return kept;
	}
	if (!isNone) return response;
	const isToList = isPage && (await cache.match('/visits'));
	return isToList ? Response.redirect('/visits') : Response.error();
}

/** What a link fetches says so in a body whose status is 200. */
const isError = (body: string) => body.includes('{"type":"error"');
const isRefusal = async (response: Response) =>
	response.status >= 400 ||
	(new URL(response.url || worker.location.origin).pathname.endsWith(dataOf('')) &&
		isError(await response.clone().text()));

/** null: there is no network. */
async function answer(request: Request) {
	const response = await fetch(request).catch(() => null);
	isSilent = false;
	return response;
}

/** The answer, or that none came in so many ms. */
async function within(ms: number, asked: Promise<Response | null>) {
	const late = new Promise<'late'>((resolve) => setTimeout(resolve, ms, 'late'));
	const response = await Promise.race([asked, late]);
	if (response === 'late') isSilent = true;
	return response;
}

/** A network that answers after all: the page that shows what was kept is told where it has changed. */
async function catchUp(path: string, { clientId }: FetchEvent) {
	const cache = await caches.open(pages);
	const text = async () => (await cache.match(path))?.text();
	const before = await text();
	await keep({ keep: [path.slice(0, -dataOf('').length)], assets: [] });
	if ((await text()) !== before) (await worker.clients.get(clientId))?.postMessage('newer');
}

/** What a page loads comes before the page: it is never kept without it. */
async function keep({ keep, assets: loaded }: Keep): Promise<boolean> {
	const paths = keep.flatMap((path) => [path, dataOf(path)]);
	const found = await Promise.all(paths.map(findPage));
	const cache = await caches.open(assets);
	const named = found.flatMap((page) => page?.loads ?? []);
	const needed = new Set([...loaded, ...named].filter(isAsset));
	await Promise.all(
		[...needed].map(async (path) => {
			if (!(await cache.match(path))) await cache.add(path);
		})
	);
	const kept = await caches.open(pages);
	const photos = found.flatMap((page) => page?.photos ?? []);
	for (const path of new Set(photos)) if (!(await kept.match(path))) await kept.add(path);
	for (const page of found) if (page) await kept.put(page.path, page.response);
	const others = (await cache.keys()).filter(({ url }) => !needed.has(new URL(url).pathname));
	await Promise.all(others.slice(0, -mostAssets).map((old) => cache.delete(old)));
	return (await Promise.all(keep.map((path) => kept.match(path)))).every(Boolean);
}

async function findPage(path: string) {
	const accept = isKeptData(path) ? 'application/json' : 'text/html';
	const response = await fetch(path, { headers: { accept } });
	if (response.status !== 200 || response.redirected) return null;
	const body = await response.clone().text();
	// Of somebody who is signed out they lead to the sign-in
	if (isKeptData(path) && (!body.startsWith('{"type":"data"') || isError(body))) return null;
	// What the page loads is named in its head and in this header
	const text = body + (response.headers.get('link') ?? '');
	const loads = [...text.matchAll(/_app\/immutable\/[\w./-]+/g)].map(([name]) => `/${name}`);
	const photos = text.match(/\/visits\/briefings\/[0-9a-f-]{36}/g) ?? [];
	return { path, response, loads, photos };
}
