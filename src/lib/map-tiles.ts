import type { Place } from './distance.ts';

/** Metres round the equator, as Web Mercator (EPSG:3857) has it. */
const equator = 40_075_016.686;
export const deepestZoom = 19;
/** Degrees; nearer to a pole there is no such map. */
const furthest = 85.05;

export type Tile = { z: number; x: number; y: number; left: number; top: number; side: number };

/** The tiles under a square of `reach` metres to each side of a place; left, top and side in metres from it, top downwards. */
export function tilesAround({ latitude, longitude }: Place, reach: number): Tile[] {
	if (Math.abs(latitude) > furthest) return [];
	const turn = (latitude * Math.PI) / 180;
	const round = equator * Math.cos(turn);
	// The deepest zoom at which two tiles a side are enough
	const z = Math.min(deepestZoom, Math.max(0, Math.floor(Math.log2(round / (2 * reach)))));
	const count = 2 ** z;
	const side = round / count;
	const east = ((longitude + 180) / 360) * count;
	const south = ((1 - Math.asinh(Math.tan(turn)) / Math.PI) / 2) * count;
	const span = (at: number) => {
		const first = Math.floor(at - reach / side);
		const last = Math.floor(at + reach / side);
		return Array.from({ length: last - first + 1 }, (_, i) => first + i);
	};
	return span(south)
		.filter((y) => y >= 0 && y < count)
		.flatMap((y) =>
			span(east).map((x) => ({
				...{ z, x: ((x % count) + count) % count, y },
				...{ left: (x - east) * side, top: (y - south) * side, side }
			}))
		);
}
