import { deepestZoom } from '../../map-tiles.ts';
import { notFound } from '../errors.ts';

const patience = 5000;
const mostBytes = 2_000_000;
const pictures = ['image/png', 'image/jpeg', 'image/webp'];

/**
 * A tile of the map server that is set; null when it does not answer with a picture. Asked from here, so that it
 * learns nothing of who looks. Throws 404 without a server, and for a tile that no map has.
 */
export async function readMapTile(server: string | undefined, z: number, x: number, y: number) {
	const isTile = [z, x, y].every((part) => Number.isInteger(part) && part >= 0);
	if (!server || !isTile || z > deepestZoom || x >= 2 ** z || y >= 2 ** z) throw notFound();
	const url = server.replace('{z}', `${z}`).replace('{x}', `${x}`).replace('{y}', `${y}`);
	try {
		const headers = { 'user-agent': 'Plumbline', accept: pictures.join() };
		const answer = await fetch(url, { headers, signal: AbortSignal.timeout(patience) });
		const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
		if (!answer.ok || !pictures.includes(type)) return null;
		const bytes = Buffer.from(await answer.arrayBuffer());
		return bytes.length > mostBytes ? null : { bytes, type };
	} catch {
		// Away: the sketch is drawn without a map
		return null;
	}
}

/** Whose map it is, for the eye. */
export const mapSource = (server: string | undefined) => server && new URL(server).host;
