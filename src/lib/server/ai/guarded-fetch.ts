import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { hostProblem } from './address.ts';
import { AiError } from './failures.ts';

export type FetchLimits = {
	/** For the whole answer, not only its beginning. */
	timeoutMs: number;
	maxBytes: number;
};

type Resolve = (
	host: string,
	options: { all: true },
	done: (error: Error | null, addresses: LookupAddress[]) => void
) => void;

/**
 * A fetch that connects to allowed addresses only (checked after the name is resolved, on the address that
 * is then used), follows no redirect, unpacks nothing, and reads no more than `maxBytes` in `timeoutMs`.
 */
export function guardedFetch(
	allowsPrivate: boolean,
	{ timeoutMs, maxBytes }: FetchLimits,
	resolve: Resolve = systemLookup
): typeof fetch {
	const lookup = checkedLookup(allowsPrivate, resolve);
	return async (input, init) => {
		const request = new Request(input, init);
		const url = new URL(request.url);
		if (hostProblem(url.hostname.replace(/^\[|\]$/g, ''), allowsPrivate))
			throw new AiError('address_refused');
		const body = Buffer.from(await request.arrayBuffer());
		const headers = Object.fromEntries(request.headers);
		const { method, signal } = request;
		const isTls = url.protocol === 'https:';
		const options = {
			method,
			headers: { ...headers, 'accept-encoding': 'identity', 'content-length': body.length },
			agent: agents[isTls ? 'https' : 'http'][allowsPrivate ? 'any' : 'public'],
			lookup
		};
		return new Promise<Response>((resolve, reject) => {
			const sent = (isTls ? https : http).request(url, options);
			const fail = (error: Error) => {
				clearTimeout(timer);
				sent.destroy();
				reject(error instanceof AiError ? error : new AiError('unreachable'));
			};
			const timer = setTimeout(() => fail(new AiError('timeout')), timeoutMs);
			signal?.addEventListener('abort', () => fail(new AiError('interrupted')), { once: true });
			sent.on('error', fail);
			sent.on('response', (answer) => {
				readAnswer(answer, maxBytes, fail).then((response) => {
					clearTimeout(timer);
					resolve(response);
				}, fail);
			});
			sent.end(body);
		});
	};
}

const agent = (made: typeof http | typeof https) => ({
	any: new made.Agent({ keepAlive: true }),
	// Apart, so that a connection made with the switch on is not used with it off.
	public: new made.Agent({ keepAlive: true })
});
const agents = { http: agent(http), https: agent(https as unknown as typeof http) };

function checkedLookup(allowsPrivate: boolean, resolve: Resolve): LookupFunction {
	return (host, options, done) => {
		resolve(host, { all: true }, (error, addresses) => {
			if (error) return done(error, '', 0);
			const isBad = addresses.some(({ address }) => hostProblem(address, allowsPrivate));
			if (isBad || !addresses.length) return done(new AiError('address_refused'), '', 0);
			if (options.all) return done(null, addresses);
			done(null, addresses[0].address, addresses[0].family);
		});
	};
}

async function readAnswer(
	answer: IncomingMessage,
	maxBytes: number,
	fail: (error: AiError) => void
): Promise<Response> {
	const status = answer.statusCode ?? 0;
	if (status >= 300 && status < 400) throw new AiError('redirect');
	if (Number(answer.headers['content-length']) > maxBytes) throw new AiError('too_big');
	if (answer.headers['content-encoding']) throw new AiError('not_json');
	const parts: Buffer[] = [];
	let length = 0;
	for await (const part of answer as AsyncIterable<Buffer>) {
		length += part.length;
		// Said before the loop ends: ending it destroys the connection, and that error would come first.
		if (length > maxBytes) fail(new AiError('too_big'));
		if (length > maxBytes) break;
		parts.push(part);
	}
	const headers = new Headers();
	for (const name of ['content-type', 'retry-after', 'retry-after-ms'])
		if (answer.headers[name]) headers.set(name, String(answer.headers[name]));
	const isBodiless = status < 200 || status === 204 || status > 599;
	if (isBodiless || (status < 300 && !length)) throw new AiError('empty');
	return new Response(Buffer.concat(parts), { status, headers });
}
