import { expect, test } from 'vitest';
import { tilesAround } from './map-tiles.ts';

const riga = { latitude: 56.9548, longitude: 24.1189 };

test('a place lies where the tiles of the world have it', () => {
	// Reference: https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames
	const tiles = tilesAround(riga, 500);
	const [{ z }] = tiles;
	const under = tiles.find(
		({ left, top, side }) => left <= 0 && left + side > 0 && top <= 0 && top + side > 0
	)!;
	const count = 2 ** z;
	const turn = (riga.latitude * Math.PI) / 180;
	expect(under.x).toBe(Math.floor(((riga.longitude + 180) / 360) * count));
	expect(under.y).toBe(
		Math.floor(((1 - Math.log(Math.tan(turn) + 1 / Math.cos(turn)) / Math.PI) / 2) * count)
	);
});

test.each([20, 50, 500, 5000, 5e5, 5e7])('the square of %d m is covered by few tiles', (reach) => {
	const tiles = tilesAround(riga, reach);
	expect(tiles.length).toBeLessThanOrEqual(9);
	if (reach > 1e6) return;
	expect(Math.min(...tiles.map(({ left }) => left))).toBeLessThanOrEqual(-reach);
	expect(Math.max(...tiles.map(({ left, side }) => left + side))).toBeGreaterThanOrEqual(reach);
	expect(Math.min(...tiles.map(({ top }) => top))).toBeLessThanOrEqual(-reach);
	expect(Math.max(...tiles.map(({ top, side }) => top + side))).toBeGreaterThanOrEqual(reach);
});

test('at the date line and near a pole every tile is one of the world', () => {
	for (const place of [
		{ latitude: 0, longitude: 180 },
		{ latitude: 85.05, longitude: -179.999 },
		{ latitude: -90, longitude: 0 }
	])
		for (const { z, x, y } of tilesAround(place, 400)) {
			expect([x >= 0, x < 2 ** z]).toEqual([true, true]);
			expect([y >= 0, y < 2 ** z]).toEqual([true, true]);
		}
});
