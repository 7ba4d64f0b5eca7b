import { crc32, deflateSync } from 'node:zlib';
import { readShared, sharedFiles } from '../shared-data.ts';
import { photoOf } from './photos.ts';

/** A page that would run. */
export const html = Buffer.from('<!doctype html><script>alert(1)</script>');
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
const jpeg = () => photoOf(9).toBuffer();
/** A PNG of one bit a pixel, all zeros: 50 MB of rows in 50 KB. */
function bomb() {
	const side = 20_000;
	const head = Buffer.alloc(13);
	head.writeUInt32BE(side, 0);
	head.writeUInt32BE(side, 4);
	head[8] = 1;
	const chunk = (type: string, data: Buffer) => {
		const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
		const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
		length.writeUInt32BE(data.length);
		check.writeUInt32BE(crc32(body));
		return Buffer.concat([length, body, check]);
	};
	const rows = deflateSync(Buffer.alloc(side * (side / 8 + 1)), { level: 1 });
	const chunks = [chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))];
	return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]);
}

export type HostilePhoto = { name: string; read: () => Buffer | Promise<Buffer>; refused?: true };
/** What is sent as a photo and is none, or more than one. `refused`: not even kept. */
export const hostilePhotos: HostilePhoto[] = [
	...sharedFiles('malformed/images')
		.filter((name) => !name.endsWith('.md'))
		.map((name) => ({ name, read: () => readShared(name) })),
	{ name: 'HTML called .jpg', read: () => html, refused: true },
	{ name: 'SVG with a script', read: () => svg, refused: true },
	{ name: 'GIF that is a script', read: () => Buffer.from('GIF89a/*'), refused: true },
	{ name: 'PDF', read: () => Buffer.from('%PDF-1.7\n%âãÏÓ'), refused: true },
	{ name: 'nothing but zeros', read: () => Buffer.alloc(2000), refused: true },
	{ name: 'JPEG with HTML behind it', read: async () => Buffer.concat([await jpeg(), html]) },
	{ name: 'JPEG cut in half', read: async () => (await jpeg()).subarray(0, 5000) },
	{ name: 'JPEG of three bytes', read: () => Buffer.from('ffd8ff', 'hex') },
	{
		name: 'SVG behind the first bytes of a JPEG',
		read: () => Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), svg])
	},
	{ name: '20,000 × 20,000 pixels', read: bomb }
];
