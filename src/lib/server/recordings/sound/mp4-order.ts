import type { FileHandle } from 'node:fs/promises';

type Box = { type: string; start: number; size: number; header: number };

/** An index is a few MB for a day of speech; more is no index. */
const mostIndex = 64 * 1024 ** 2;

/**
 * The parts of an MP4 in an order that can be decoded as it comes: phones write the index behind the sound,
 * where a decoder would have to keep all of the sound until it arrives. null: it is in order already.
 */
export async function inOrder(file: FileHandle, size: number) {
	const boxes = await topBoxes(file, size);
	const index = boxes.find(({ type }) => type === 'moov');
	const sound = boxes.find(({ type }) => type === 'mdat');
	if (!index || !sound || index.start < sound.start || index.size > mostIndex) return null;
	const moov = Buffer.alloc(index.size);
	await file.read(moov, 0, index.size, index.start);
	shiftOffsets(moov, index.header, index.size, index.size);
	return { before: sound.start, moov, from: sound.start, to: index.start };
}

async function topBoxes(file: FileHandle, size: number): Promise<Box[]> {
	const boxes: Box[] = [];
	const head = Buffer.alloc(16);
	for (let start = 0; start + 8 <= size && boxes.length < 1000;) {
		await file.read(head, 0, 16, start);
		const box = { ...boxAt(head, 0), start };
		if (box.size === 0) box.size = size - start;
		if (box.size < box.header) break;
		boxes.push(box);
		start += box.size;
	}
	return boxes;
}

function boxAt(bytes: Buffer, at: number) {
	const type = bytes.toString('latin1', at + 4, at + 8);
	const short = bytes.readUInt32BE(at);
	if (short !== 1) return { type, size: short, header: 8 };
	return { type, size: Number(bytes.readBigUInt64BE(at + 8)), header: 16 };
}

const parents = ['trak', 'mdia', 'minf', 'stbl'];

/** The index says where in the file each piece of sound lies (ISO 14496-12, 8.7.5). */
function shiftOffsets(bytes: Buffer, from: number, to: number, by: number) {
	for (let at = from; at + 8 <= to;) {
		const { type, size, header } = boxAt(bytes, at);
		if (size < header || at + size > to) return;
		if (parents.includes(type)) shiftOffsets(bytes, at + header, at + size, by);
		const count = () => Math.min(bytes.readUInt32BE(at + header + 4), size);
		const first = at + header + 8;
		if (type === 'stco')
			for (let i = first; i + 4 <= Math.min(first + 4 * count(), at + size); i += 4)
				bytes.writeUInt32BE((bytes.readUInt32BE(i) + by) >>> 0, i);
		if (type === 'co64')
			for (let i = first; i + 8 <= Math.min(first + 8 * count(), at + size); i += 8)
				bytes.writeBigUInt64BE(bytes.readBigUInt64BE(i) + BigInt(by), i);
		at += size;
	}
}
