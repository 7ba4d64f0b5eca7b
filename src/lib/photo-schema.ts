import { z } from 'zod';
import { photoMaxBytes } from './photo.ts';

const fileName = z.string().regex(/^[\w-][\w.-]{0,99}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** A file that a visit consists of, whether it has arrived or not. */
export const manifestFileSchema = z.strictObject({
	name: fileName,
	bytes: z.int().min(1).max(photoMaxBytes),
	sha256
});
export type ManifestFile = z.infer<typeof manifestFileSchema>;

const degrees = (most: number) => z.coerce.number().min(-most).max(most).optional();

/** What the sender says of a photo; as texts, since tus knows no other values. */
export const photoSchema = z.object({
	/** Made on the phone: the key to this upload. */
	id: z.uuid(),
	visit: z.uuid(),
	name: fileName,
	sha256,
	/** The shopper agreed that time and place are kept as evidence; only then the rest counts. */
	agreed: z
		.enum(['0', '1'])
		.default('0')
		.transform((agreed) => agreed === '1'),
	takenAt: z.iso.datetime({ offset: true }).optional(),
	latitude: degrees(90),
	longitude: degrees(180),
	accuracy: z.coerce.number().min(0).max(1e6).optional()
});
export type PhotoInput = z.output<typeof photoSchema>;
