import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

/** Ends TLS on loopback, with a certificate that nobody signed, and passes everything on. */
export async function startTlsProxy() {
	const folder = 'tests/fixtures/localhost-tls';
	const key = readFileSync(`${folder}/key.pem`);
	const cert = readFileSync(`${folder}/cert.pem`);
	let target = '';
	const server = createServer({ key, cert }, (incoming, outgoing) => {
		const { method, headers, url = '/' } = incoming;
		const passed = request(target + url, { method, headers }, (answer) => {
			outgoing.writeHead(answer.statusCode!, answer.headers);
			answer.pipe(outgoing);
		});
		passed.on('error', () => outgoing.destroy());
		incoming.pipe(passed);
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		origin: `https://localhost:${(server.address() as AddressInfo).port}`,
		passTo: (origin: string) => (target = origin),
		stop: () => {
			server.closeAllConnections();
			server.close();
		}
	};
}
