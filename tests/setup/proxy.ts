import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';

/** Stands before several apps, as nginx would: in turns, and on to the next when one does not answer a GET. */
export async function openProxy(port: number, origins: string[]) {
	const served = new Map<string, string>();
	let turn = 0;
	const server = createServer((from, to) => pass(from, to, turn++, origins.length));
	server.listen(port, 'localhost');
	await once(server, 'listening');
	const close = () => {
		server.close();
		server.closeAllConnections();
	};
	return { close, servedBy: (path: string) => served.get(path) };

	function pass(from: IncomingMessage, to: ServerResponse, which: number, attempts: number) {
		const origin = origins[which % origins.length];
		const on = request(origin + from.url, { method: from.method, headers: from.headers });
		let isAnswered = false;
		on.on('response', (answer) => {
			isAnswered = true;
			served.set(new URL(from.url!, origin).pathname, origin);
			to.writeHead(answer.statusCode!, answer.headers);
			answer.pipe(to);
			answer.on('error', () => to.destroy());
		});
		on.on('error', (error: NodeJS.ErrnoException) => {
			const isUnheard = error.code === 'ECONNREFUSED' || from.method === 'GET';
			if (!isAnswered && isUnheard && attempts > 1) return pass(from, to, which + 1, attempts - 1);
			to.destroy();
		});
		from.on('close', () => from.complete || on.destroy());
		to.on('close', () => on.destroy());
		from.pipe(on);
	}
}
