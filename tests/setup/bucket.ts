import S3rver from 's3rver';
import { onTestFinished } from 'vitest';

/** A server of the S3 protocol on loopback with one empty bucket; the address of the bucket. */
export async function startBucket(directory: string): Promise<string> {
	const server = new S3rver({
		port: 0,
		address: '127.0.0.1',
		silent: true,
		directory,
		configureBuckets: [{ name: 'calls', configs: [] }]
	});
	const { port } = await server.run();
	onTestFinished(() => server.close());
	return `http://S3RVER:S3RVER@127.0.0.1:${port}/calls`;
}
