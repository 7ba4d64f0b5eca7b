/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { files, prerendered } from '$service-worker';
import type { Keep } from './lib/journal/offline.ts';

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

/** Pages of the signed-in shopper; gone at sign-out. */
const pages = 'plumbline-pages';
/** Nothing personal, each under a name that tells its content. */
const assets = 'plumbline-assets';
const mostAssets = 400;
/** A network that does not answer within this is none, in ms. */
const patience = 4000;

const isKeptPage = (path: string) => /^\/visits(\/unsent|\/[0-9a-f-]{36}(\/form)?)?$/.test(path);
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
	else if (request.mode === 'navigate' && isKeptPage(pathname))
		event.respondWith(freshPage(request, pathname));
});

worker.addEventListener('message', (event) => {
	const [port] = event.ports;
	event.waitUntil(
		keep(event.data as Keep).then(
			() => port?.postMessage(true),
			() => port?.postMessage(false)
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
async function freshPage(request: Request, path: string): Promise<Response> {
	const cache = await caches.open(pages);
	const kept = await cache.match(path);
	const late = new Promise<null>((resolve) => kept && setTimeout(() => resolve(null), patience));
	const response = await Promise.race([fetch(request), late]).catch(() => null);
	// A visit that went to somebody else meanwhile is still written to its end on this phone
	if (kept && (!response || response.status >= 400)) return kept;
	if (response) return response;
	return (await cache.match('/visits')) ? Response.redirect('/visits') : Response.error();
}

/** What a page loads comes before the page: it is never kept without it. */
async function keep({ keep, assets: loaded }: Keep) {
	const found = await Promise.all(keep.map(findPage));
	const cache = await caches.open(assets);
	const named = found.flatMap((page) => page?.loads ?? []);
	await Promise.all(
		[...new Set([...loaded, ...named])].filter(isAsset).map(async (path) => {
			if (!(await cache.match(path))) await cache.add(path);
		})
	);
	const kept = await caches.open(pages);
	const photos = found.flatMap((page) => page?.photos ?? []);
	for (const path of new Set(photos)) if (!(await kept.match(path))) await kept.add(path);
	for (const page of found) if (page) await kept.put(page.path, page.response);
	const all = await cache.keys();
	await Promise.all(all.slice(0, -mostAssets).map((old) => cache.delete(old)));
}

async function findPage(path: string) {
	const response = await fetch(path, { headers: { accept: 'text/html' } });
	if (response.status !== 200 || response.redirected) return null;
	// What the page loads is named in its head and in this header
	const text = (await response.clone().text()) + (response.headers.get('link') ?? '');
	const loads = [...text.matchAll(/_app\/immutable\/[\w./-]+/g)].map(([name]) => `/${name}`);
	const photos = text.match(/\/visits\/briefings\/[0-9a-f-]{36}/g) ?? [];
	return { path, response, loads, photos };
}
