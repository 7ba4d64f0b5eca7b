import { photoSide } from '../photo.ts';
import type { PhotoDetails } from './journal.ts';

/** The picture upright and no larger than is looked at, as JPEG without anything hidden in it. Throws when it is none. */
export async function scalePhoto(file: Blob): Promise<Blob> {
	const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
	try {
		const scale = Math.min(1, photoSide / Math.max(picture.width, picture.height));
		const size = [picture.width, picture.height].map((side) =>
			Math.max(1, Math.round(side * scale))
		);
		const canvas = new OffscreenCanvas(size[0], size[1]);
		canvas.getContext('2d')!.drawImage(picture, 0, 0, size[0], size[1]);
		return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
	} finally {
		picture.close();
	}
}

/** When and where, as the picture says it, else as the phone does. Nothing unless the shopper agreed. */
export async function evidenceOf(
	file: File,
	agreed: boolean,
	here: GeolocationPosition | null
): Promise<PhotoDetails> {
	if (!agreed) return { agreed };
	const { default: exifr } = await import('exifr');
	// A picture without readable tags is still a picture
	const tags = await exifr.parse(file, { pick, reviveValues: true }).catch(() => undefined);
	const takenAt = new Date(tags?.DateTimeOriginal ?? file.lastModified);
	const isPlaced = Number.isFinite(tags?.latitude) && Number.isFinite(tags?.longitude);
	const { latitude, longitude, accuracy } = here?.coords ?? {};
	return {
		agreed,
		takenAt: Number.isNaN(takenAt.getTime()) ? undefined : takenAt.toISOString(),
		...(isPlaced
			? { latitude: tags.latitude, longitude: tags.longitude }
			: { latitude, longitude, accuracy })
	};
}

const pick = [
	...['DateTimeOriginal', 'OffsetTimeOriginal'],
	...['GPSLatitude', 'GPSLatitudeRef', 'GPSLongitude', 'GPSLongitudeRef']
];
