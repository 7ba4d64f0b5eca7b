import type { Format, ReadOptions } from '#lib/server/conversations/import/formats.ts';
import type { Parsed } from '#lib/server/conversations/import/record.ts';

/** A file as it comes over the network: in pieces that end in the middle of lines and characters. */
export async function* pieces(content: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
	const bytes = Buffer.from(content as Uint8Array);
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Everything that a format makes of a file. */
export async function readAll(
	format: Format,
	content: string | Uint8Array,
	options: Partial<ReadOptions> = {}
): Promise<Parsed[]> {
	const size = content.length > 10_000 ? 4096 : 7;
	return Array.fromAsync(
		format.read(pieces(content, size), { fileName: 'test', timeZone: 'UTC', ...options })
	);
}
