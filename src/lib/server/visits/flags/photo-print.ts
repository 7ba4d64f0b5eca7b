const side = 8;
/** A grey wall or a black picture looks like any other: below this spread of brightness there is no print. */
const plain = 6;
/** Bits of 128 that may differ between two copies of one picture: scaling and JPEG change a few. */
export const mostBits = 12;

/**
 * A difference hash (Krawetz, 2013) in both directions: whether each of 8 × 8 fields is brighter than its right and its
 * lower neighbour. 32 hex digits; null for a picture without anything in it. Throws where sharp cannot read it.
 */
export async function printOf(picture: Buffer | string): Promise<string | null> {
	const { default: sharp } = await import('sharp');
	const size = side + 1;
	const { data } = await sharp(picture)
		.rotate()
		.greyscale()
		.resize(size, size, { fit: 'fill' })
		.raw()
		.toBuffer({ resolveWithObject: true });
	if (spreadOf(data) < plain) return null;
	let bits = '';
	for (const step of [1, size])
		for (let y = 0; y < side; y++)
			for (let x = 0; x < side; x++)
				bits += data[y * size + x] > data[y * size + x + step] ? '1' : '0';
	return BigInt(`0b${bits}`).toString(16).padStart(32, '0');
}

function spreadOf(values: Uint8Array) {
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	return Math.sqrt(squares / values.length);
}

/** Whether two prints are of the same picture. */
export const isSamePicture = (a: string, b: string) => distanceOf(a, b) <= mostBits;

/** Bits in which two prints differ. */
export function distanceOf(a: string, b: string) {
	const differing = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
	return differing.toString(2).replaceAll('0', '').length;
}
