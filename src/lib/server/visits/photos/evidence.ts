import type { PhotoInput } from '../../../photo.ts';

type Evidence = {
	takenAt: Date | null;
	latitude: number | null;
	longitude: number | null;
	accuracyMetres: number | null;
};

/** When and where a photo was taken, as the phone says, else as it says itself; nothing where the shopper did not agree. */
export async function readEvidence(path: string, input: PhotoInput): Promise<Evidence> {
	const none = { takenAt: null, latitude: null, longitude: null, accuracyMetres: null };
	if (!input.agreed) return none;
	const found = await readTags(path);
	const isPlaced = input.latitude !== undefined && input.longitude !== undefined;
	return {
		takenAt: input.takenAt ? new Date(input.takenAt) : (found.takenAt ?? null),
		latitude: (isPlaced ? input.latitude : found.latitude) ?? null,
		longitude: (isPlaced ? input.longitude : found.longitude) ?? null,
		accuracyMetres: (isPlaced && input.accuracy) || null
	};
}

const pick = [
	...['DateTimeOriginal', 'OffsetTimeOriginal'],
	...['GPSLatitude', 'GPSLatitudeRef', 'GPSLongitude', 'GPSLongitudeRef']
];

async function readTags(path: string) {
	const { default: exifr } = await import('exifr');
	// Tags that cannot be read are no evidence; the picture is looked at by itself
	const tags = await exifr.parse(path, { pick, reviveValues: false }).catch(() => undefined);
	const { latitude, longitude, DateTimeOriginal: taken, OffsetTimeOriginal: offset } = tags ?? {};
	const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
	return {
		takenAt: momentOf(taken, offset),
		latitude: isPlace ? (latitude as number) : null,
		longitude: isPlace ? (longitude as number) : null
	};
}

/** `2026:09:15 10:12:33` with its offset; without one nobody knows which moment that was. */
function momentOf(taken: unknown, offset: unknown): Date | null {
	const date = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(String(taken));
	if (!date || !/^[+-]\d\d:\d\d$/.test(String(offset))) return null;
	const moment = new Date(`${date[1]}-${date[2]}-${date[3]}T${date[4]}${offset}`);
	return Number.isNaN(moment.getTime()) ? null : moment;
}
