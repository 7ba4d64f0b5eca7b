import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { seededRandom } from '../../src/lib/bootstrap.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A bad network before the app: it cuts each upload at every tenth of its bytes, drops answers, delays, and repeats
 * requests at once or after later ones. `origin` is known once the app is there.
 */
export async function openCuttingProxy(seed: number) {
	const random = seededRandom(seed);
	const uploads = new Map<string, number>();
	const count = { bytes: 0, cuts: 0, dropped: 0, repeated: 0 };
	let origin = '';
	let isBad = false;
	const server = createServer((from, to) => void pass(from, to).catch(() => to.destroy()));
	server.listen(0, 'localhost');
	await once(server, 'listening');
	return {
		port: (server.address() as AddressInfo).port,
		count,
		serve: (at: string) => (origin = at),
		turnBad: (bad: boolean) => (isBad = bad),
		async close() {
			server.close();
			server.closeAllConnections();
		}
	};

	async function pass(from: IncomingMessage, to: ServerResponse) {
		const isApi = from.url!.startsWith('/api/');
		if (!isBad || !isApi) return forward(from, to, await buffer(from));
		await pause(random() * 30);
		if (from.method === 'PATCH') return passBytes(from, to);
		const body = await buffer(from);
		const mayRepeat = from.method !== 'GET' && from.method !== 'HEAD';
		if (mayRepeat && random() < 0.5) {
			count.repeated++;
			void pause(random() * 300).then(() => send(from, body).catch(() => undefined));
		}
		return forward(from, to, body);
	}

	/** Bytes go on as they come; at each tenth of the whole, what has come is delivered and the line cut. */
	async function passBytes(from: IncomingMessage, to: ServerResponse) {
		const begun = Number(from.headers['upload-offset']);
		const left = Number(from.headers['content-length']);
		const whole = uploads.get(from.url!) ?? begun + left;
		uploads.set(from.url!, whole);
		const tenth = Math.max(1, Math.ceil(whole / 10));
		const cutAt = (Math.floor(begun / tenth) + 1) * tenth - begun;
		const on = request(origin + from.url, { method: 'PATCH', headers: from.headers });
		const answered = once(on, 'response') as Promise<[IncomingMessage]>;
		answered.catch(() => undefined);
		let passed = 0;
		for await (const piece of from as AsyncIterable<Buffer>) {
			const wanted = left > cutAt ? piece.subarray(0, cutAt - passed) : piece;
			passed += wanted.length;
			count.bytes += wanted.length;
			await new Promise((resolve) => on.write(wanted, resolve));
			if (left > cutAt && passed >= cutAt) {
				count.cuts++;
				await pause(40);
				on.destroy();
				to.destroy();
				from.destroy();
				return;
			}
		}
		on.end();
		const [answer] = await answered;
		return reply(to, answer, await buffer(answer), random() < 0.5);
	}

	async function forward(from: IncomingMessage, to: ServerResponse, body: Buffer) {
		const answer = await send(from, body);
		return reply(to, answer.head, answer.body, from.url!.startsWith('/api/'));
	}

	async function send(from: IncomingMessage, body: Buffer) {
		const { 'transfer-encoding': _, ...headers } = from.headers;
		const on = request(origin + from.url, { method: from.method, headers });
		on.end(body);
		const [head] = (await once(on, 'response')) as [IncomingMessage];
		return { head, body: await buffer(head) };
	}

	function reply(to: ServerResponse, head: IncomingMessage, body: Buffer, mayDrop = true) {
		if (isBad && mayDrop && random() < 0.2) {
			count.dropped++;
			return to.destroy();
		}
		to.writeHead(head.statusCode!, head.headers);
		return to.end(body);
	}
}
