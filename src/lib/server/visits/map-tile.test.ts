import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { readMapTile } from './map-tile.ts';

async function startMap(type: string, status = 200) {
	const asked: string[] = [];
	const server = createServer((request, response) => {
		asked.push(request.url!);
		response.writeHead(status, { 'content-type': type }).end('bytes');
	}).listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	onTestFinished(() => void server.close());
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}/{z}/{x}/{y}.png?key=k`, asked, server };
}

test('a tile comes from the server that is set, and only as a picture', async () => {
	const { url, asked } = await startMap('image/png');
	expect(await readMapTile(url, 3, 4, 2)).toEqual({
		type: 'image/png',
		bytes: Buffer.from('bytes')
	});
	expect(asked).toEqual(['/3/4/2.png?key=k']);
	expect(await readMapTile((await startMap('text/html')).url, 3, 4, 2)).toBeNull();
	expect(await readMapTile((await startMap('image/svg+xml')).url, 3, 4, 2)).toBeNull();
	expect(await readMapTile((await startMap('image/png', 404)).url, 3, 4, 2)).toBeNull();
	expect(await readMapTile('http://127.0.0.1:1/{z}/{x}/{y}', 3, 4, 2)).toBeNull();
});

test.each([
	[undefined, 3, 4, 2],
	['http://127.0.0.1:1/{z}/{x}/{y}', 3, 8, 2],
	['http://127.0.0.1:1/{z}/{x}/{y}', 20, 8, 2],
	['http://127.0.0.1:1/{z}/{x}/{y}', 3, -1, 2],
	['http://127.0.0.1:1/{z}/{x}/{y}', 3, NaN, 2]
])('%s has no tile %d/%d/%d', async (server, z, x, y) => {
	await expect(readMapTile(server, z, x, y)).rejects.toMatchObject({ status: 404 });
});
