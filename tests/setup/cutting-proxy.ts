import { once } from 'node:events';
import {
	createServer,
	request,
	type ClientRequest,
	type IncomingMessage,
	type ServerResponse
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { seededRandom } from '../../src/lib/bootstrap.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const bytesPerMs = 2000;

/**
 * A bad network before the app: it cuts each upload at every tenth of its bytes, drops answers, delays, and repeats
 * requests at once or after later ones. `serve` says where the app is.
 */
export async function openCuttingProxy(seed: number) {
	const random = seededRandom(seed);
	const uploads = new Map<string, { bytes: number; cuts: Set<number> }>();
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
		turnBad: () => (isBad = true),
		close() {
			server.close();
			server.closeAllConnections();
		}
	};

	async function pass(from: IncomingMessage, to: ServerResponse) {
		if (!isBad || !from.url!.startsWith('/api/'))
			return reply(to, await send(from, await buffer(from)));
		await pause(random() < 0.02 ? 200 : random() * 10);
		const isUpload = from.method === 'PATCH';
		const body = isUpload ? null : await buffer(from);
		const answer = body ? await send(from, body) : await upload(from);
		if (!answer) return;
		const { location } = answer.headers;
		if (location)
			uploads.set(location, { bytes: Number(from.headers['upload-length']), cuts: new Set() });
		if (body && from.method !== 'GET' && from.method !== 'HEAD' && random() < 0.5) {
			count.repeated++;
			void pause(random() * 100).then(() => send(from, body).catch(() => undefined));
		}
		if (random() > (isUpload ? 0.02 : 0.2)) return reply(to, answer);
		count.dropped++;
		to.destroy();
	}

	/** Bytes go on as they come, at the speed of a phone; at a tenth of the whole the line is gone: null. */
	async function upload(from: IncomingMessage) {
		const { bytes, cuts } = uploads.get(from.url!)!;
		const begun = Number(from.headers['upload-offset']);
		const tenths = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => Math.round((tenth * bytes) / 10));
		const cutAt = tenths.find((place) => place > begun && !cuts.has(place)) ?? Infinity;
		const on = request(origin + from.url, { method: 'PATCH', headers: from.headers });
		let at = begun;
		from.on('data', async (piece: Buffer) => {
			from.pause();
			count.bytes += piece.length;
			on.write(piece.subarray(0, cutAt - at));
			at += piece.length;
			await pause(piece.length / bytesPerMs);
			if (at < cutAt) return from.resume();
			cuts.add(cutAt);
			count.cuts++;
			// The app has what came before
			await pause(30);
			on.destroy();
			server.closeAllConnections();
		});
		from.on('end', () => on.end());
		return answerTo(on).catch(() => null);
	}

	async function send(from: IncomingMessage, body: Buffer) {
		const on = request(origin + from.url, { method: from.method, headers: from.headers });
		on.end(body);
		return answerTo(on);
	}

	async function answerTo(on: ClientRequest) {
		const [answer] = (await once(on, 'response')) as [IncomingMessage];
		return { status: answer.statusCode!, headers: answer.headers, body: await buffer(answer) };
	}

	function reply(to: ServerResponse, { status, headers, body }: Awaited<ReturnType<typeof send>>) {
		to.writeHead(status, headers);
		to.end(body);
	}
}
