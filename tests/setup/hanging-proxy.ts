import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A network before the app. While it hangs it takes every request and answers none, until it goes on. */
export async function openHangingProxy(origin: string) {
	let waiting: (() => void)[] | null = null;
	const server = createServer((from, to) => {
		const pass = () => {
			const on = request(origin + from.url, { method: from.method, headers: from.headers });
			on.on('response', (answer) => {
				to.writeHead(answer.statusCode!, answer.headers);
				answer.pipe(to);
			});
			on.on('error', () => to.destroy());
			to.on('close', () => on.destroy());
			from.pipe(on);
		};
		if (waiting) waiting.push(pass);
		else pass();
	});
	server.listen(0, 'localhost');
	await once(server, 'listening');
	return {
		origin: `http://localhost:${(server.address() as AddressInfo).port}`,
		hang: () => (waiting = []),
		goOn() {
			waiting?.forEach((pass) => pass());
			waiting = null;
		},
		close() {
			server.close();
			server.closeAllConnections();
		}
	};
}
