const blockSize = 512;
const padding = (size: number) => (blockSize - (size % blockSize)) % blockSize;

/** The file is not a backup, or not a whole one; says what to do. */
export class BackupError extends Error {
	override name = 'BackupError';
}

export type Entry = { name: string; bytes: Buffer };

/** One file of a tar (ustar) archive: any tar program can list and unpack it. */
export function tarEntry(name: string, bytes: Uint8Array, modified: Date): Buffer {
	const header = Buffer.alloc(blockSize);
	const octal = (value: number, length: number) => value.toString(8).padStart(length - 1, '0');
	if (Buffer.byteLength(name) > 100) throw new Error(`${name} is too long a name for the archive`);
	header.write(name, 0, 100);
	header.write(octal(0o600, 8), 100);
	header.write(octal(0, 8), 108);
	header.write(octal(0, 8), 116);
	header.write(octal(bytes.length, 12), 124);
	header.write(octal(Math.floor(modified.getTime() / 1000), 12), 136);
	header.write('        0', 148);
	header.write('ustar\u000000', 257);
	header.write(octal(sumOf(header), 7), 148);
	header[154] = 0;
	return Buffer.concat([header, bytes, Buffer.alloc(padding(bytes.length))]);
}

/** Two empty blocks end an archive. */
export const tarEnd = Buffer.alloc(2 * blockSize);

/** The files of an archive, one after the other. Throws a BackupError when it is not whole. */
export async function* readTar(input: AsyncIterable<Buffer>): AsyncGenerator<Entry> {
	const read = reader(input);
	for (;;) {
		const header = await read(blockSize);
		if (header.every((byte) => byte === 0)) return;
		const size = sizeIn(header);
		const name = header.toString('utf8', 0, header.indexOf(0));
		const bytes = await read(size);
		await read(padding(size));
		yield { name, bytes };
	}
}

function sizeIn(header: Buffer) {
	const size = Number.parseInt(header.toString('latin1', 124, 135), 8);
	const sum = Number.parseInt(header.toString('latin1', 148, 154), 8);
	const unsummed = Buffer.from(header);
	unsummed.fill(' ', 148, 156);
	if (sum !== sumOf(unsummed) || !(size >= 0 && size < 2 ** 30))
		throw new BackupError('This is not a Plumbline backup, or it is damaged.');
	return size;
}

const sumOf = (header: Buffer) => header.reduce((sum, byte) => sum + byte, 0);

/** Takes exactly as many bytes as are asked for. */
function reader(input: AsyncIterable<Buffer>) {
	const source = input[Symbol.asyncIterator]();
	let kept: Buffer[] = [];
	let length = 0;
	return async function read(size: number): Promise<Buffer> {
		while (length < size) {
			const { done, value } = await source.next();
			if (done) throw new BackupError('The backup is cut off: its end is missing.');
			kept.push(value);
			length += value.length;
		}
		const all = kept.length === 1 ? kept[0] : Buffer.concat(kept, length);
		kept = [all.subarray(size)];
		length -= size;
		return all.subarray(0, size);
	};
}
