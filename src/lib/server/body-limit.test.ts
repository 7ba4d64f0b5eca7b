import { expect, test } from 'vitest';
import { bytesOf } from './body-limit.ts';

test('who stops reading in the middle does not close the line: the answer still gets through', async () => {
	let isCancelled = false;
	const body = new ReadableStream<Uint8Array>({
		pull: (controller) => controller.enqueue(new Uint8Array(10)),
		cancel: () => void (isCancelled = true)
	});
	const request = new Request('http://house/', {
		method: 'POST',
		body,
		duplex: 'half'
	} as RequestInit);
	for await (const bytes of bytesOf(request)!) {
		expect(bytes.length).toBe(10);
		break;
	}
	expect(isCancelled).toBe(false);
	expect(bytesOf(new Request('http://house/'))).toBeUndefined();
});
