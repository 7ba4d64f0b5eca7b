import { open } from 'node:fs/promises';

type Kind = { mediaType: string; is: (head: Buffer) => boolean };

const startsWith = (hex: string) => (head: Buffer) => head.toString('hex').startsWith(hex);
const heifBrands = ['heic', 'heix', 'heim', 'mif1', 'msf1', 'avif'];

const kinds: Kind[] = [
	{ mediaType: 'image/jpeg', is: startsWith('ffd8ff') },
	{ mediaType: 'image/png', is: startsWith('89504e470d0a1a0a') },
	{
		mediaType: 'image/webp',
		is: (head) =>
			head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP'
	},
	{
		mediaType: 'image/heif',
		is: (head) =>
			head.toString('latin1', 4, 8) === 'ftyp' &&
			heifBrands.includes(head.toString('latin1', 8, 12))
	}
];

/** What a file is by its first bytes, whatever it is called; null: no photo. */
export async function readPhotoKind(path: string): Promise<string | null> {
	const file = await open(path);
	try {
		const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
		const head = buffer.subarray(0, bytesRead);
		return kinds.find(({ is }) => is(head))?.mediaType ?? null;
	} finally {
		await file.close();
	}
}
