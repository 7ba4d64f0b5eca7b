import type { Sharp } from 'sharp';
import { photoSide, type PhotoProblem } from '../../../photo.ts';

/** Width times height; more is kept, but never unpacked. */
const mostPixels = 100e6;

export type Shown = { width: number; height: number; bytes: number };

let loaded: Promise<(path: string) => Sharp> | undefined;

/** libvips is large: it is loaded with the first photo, and reads nothing but photos. */
const load = () =>
	(loaded ??= import('sharp').then(({ default: sharp }) => {
		sharp.cache(false);
		sharp.concurrency(1);
		sharp.block({ operation: ['VipsForeignLoad'] });
		const readers = ['Jpeg', 'Png', 'Webp', 'Heif'];
		sharp.unblock({ operation: readers.map((name) => `VipsForeignLoad${name}`) });
		return (path) => sharp(path, { limitInputPixels: mostPixels, failOn: 'truncated' });
	}));

/** Writes the picture anew: upright, at most 2,560 px, with nothing else in it. The reason where that cannot be. */
export async function writeShown(path: string, copy: string): Promise<Shown | PhotoProblem> {
	const read = await load();
	try {
		const { width, height, size } = await read(path)
			.rotate()
			.resize(photoSide, photoSide, { fit: 'inside', withoutEnlargement: true })
			.flatten({ background: '#fff' })
			// Optimised tables would need the whole picture in memory, once in each thread
			.jpeg({ quality: 82, optimiseCoding: false })
			.toFile(copy);
		return { width, height, bytes: size };
	} catch (error) {
		return /pixel limit|too large/i.test(String(error)) ? 'too_many_pixels' : 'broken';
	}
}

const smallSide = 480;

/** A shown copy as lists have it. */
export async function smallPhoto(shown: Buffer): Promise<Buffer> {
	const { default: sharp } = await import('sharp');
	const size = { fit: 'inside', withoutEnlargement: true } as const;
	return sharp(shown).resize(smallSide, smallSide, size).jpeg({ quality: 72 }).toBuffer();
}
