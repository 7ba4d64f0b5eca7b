import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';

/** Stands before several apps, as nginx would: in turns, and past one that does not answer. */
export async function openProxy(port: number, origins: string[]) {
	const served = new Map<string, string>();
	let turn = 0;
	const server = createServer((from, to) => void pass(from, to, origins.length));
	server.listen(port, 'localhost');
	await once(server, 'listening');
	const close = () => {
		server.close();
		server.closeAllConnections();
	};
	return { close, servedBy: (path: string) => served.get(path) };

	function pass(from: IncomingMessage, to: ServerResponse, attempts: number) {
		const origin = origins[turn++ % origins.length];
		const on = request(origin + from.url, { method: from.method, headers: from.headers });
		on.on('response', (answer) => {
			served.set(new URL(from.url!, origin).pathname, origin);
			to.writeHead(answer.statusCode!, answer.headers);
			answer.pipe(to);
			answer.on('error', () => to.destroy());
		});
		on.on('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'ECONNREFUSED' && attempts > 1) return pass(from, to, attempts - 1);
			to.destroy();
		});
		from.on('close', () => from.complete || on.destroy());
		to.on('close', () => on.destroy());
		from.pipe(on);
	}
}
