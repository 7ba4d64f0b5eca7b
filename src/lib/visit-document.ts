import { z } from 'zod';
import { mostPhotos } from './photo.ts';
import { manifestFileSchema } from './photo-schema.ts';
import { ratingsSchema } from './scorecard-schema.ts';
import { textOf } from './words-schema.ts';

const answerSchema = z.union([
	textOf(20_000),
	z.number(),
	z.array(textOf(100)).max(60),
	z.strictObject({
		amount: textOf(30),
		number: textOf(100),
		photos: z.array(textOf(100)).max(20).optional()
	}),
	z.strictObject({ name: textOf(200), description: textOf(5000) })
]);

const moment = z.iso.datetime({ offset: true });

/** Where the phone was while the visit went on: degrees (WGS 84), how sure it was in metres. */
export const positionSchema = z.object({
	latitude: z.number().min(-90).max(90),
	longitude: z.number().min(-180).max(180),
	accuracy: z.number().min(0).max(1e7).default(0),
	at: moment
});
export type Position = z.infer<typeof positionSchema>;

/** What a shopper has written so far; saved as it is, judged only when it is filed. */
export const visitDocumentSchema = z.object({
	answers: z.record(z.string(), answerSchema).default({}),
	ratings: ratingsSchema.default({}),
	startedAt: moment.nullable().default(null),
	endedAt: moment.nullable().default(null),
	/** Photos that the answers name. They come by themselves, before or after. */
	files: z
		.array(manifestFileSchema)
		.max(mostPhotos)
		.refine((files) => new Set(files.map(({ name }) => name)).size === files.length)
		.default([]),
	/** Where the shopper agreed to tell. Left out, not null: the hash of what is sent stays as it was. */
	position: positionSchema.optional()
});
export type VisitDocument = z.infer<typeof visitDocumentSchema>;

/** What a phone sends: of which visit, against which version of the form. */
export const visitFilingSchema = visitDocumentSchema.extend({
	visitId: z.uuid(),
	scorecardVersionId: z.uuid()
});
export type VisitFiling = z.infer<typeof visitFilingSchema>;
