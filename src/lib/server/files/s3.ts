import { createReadStream } from 'node:fs';
import { stat, unlink } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Disk } from 'flydrive';
import { S3Driver } from 'flydrive/drivers/s3';
import { common, type Files } from './files.ts';

/** A bucket by its address: `https://KEY:SECRET@HOST/BUCKET?region=REGION`. */
export function openBucket(address: string): Files {
	const url = new URL(address);
	const bucket = decodeURIComponent(url.pathname.slice(1));
	const client = new S3Client({
		endpoint: url.origin,
		region: url.searchParams.get('region') ?? 'us-east-1',
		// Services other than Amazon's know no buckets as host names
		forcePathStyle: !url.hostname.endsWith('.amazonaws.com'),
		requestChecksumCalculation: 'WHEN_REQUIRED',
		responseChecksumValidation: 'WHEN_REQUIRED',
		credentials: {
			accessKeyId: decodeURIComponent(url.username),
			secretAccessKey: decodeURIComponent(url.password)
		}
	});
	const disk = new Disk(
		new S3Driver({ client, bucket, visibility: 'private', supportsACL: false })
	);
	return {
		...common(disk),
		async moveIn(path, key) {
			const { size } = await stat(path);
			await client.send(
				new PutObjectCommand({
					Bucket: bucket,
					Key: key,
					Body: createReadStream(path),
					ContentLength: size
				})
			);
			await unlink(path);
		},
		async read(key, range) {
			const Range = range && `bytes=${range.start}-${range.end}`;
			const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range }));
			return Body as Readable;
		}
	};
}
