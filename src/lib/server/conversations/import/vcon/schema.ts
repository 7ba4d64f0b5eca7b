import { z } from 'zod';

const word = z.string().nullish();
const index = z.number().int().min(0);
const indexes = z.union([index, z.array(z.union([index, z.array(index)]))]);

const partySchema = z.looseObject({ name: word, tel: word, mailto: word, role: word, id: word });
const dialogSchema = z.looseObject({
	type: word,
	start: z.union([z.string(), z.number()]).nullish(),
	duration: z.number().min(0).nullish(),
	parties: indexes.nullish(),
	originator: index.nullish(),
	/** `mimetype` in older drafts. */
	mediatype: word,
	mimetype: word,
	encoding: word,
	body: z.unknown().optional(),
	url: word,
	message_id: word,
	disposition: word
});
const analysisSchema = z.looseObject({
	type: z.string(),
	dialog: z.union([index, z.array(index)]).nullish(),
	encoding: word,
	body: z.unknown().optional()
});

/** What is read of a vCon, of the drafts from 0.0.1 to the one without a version. */
export const vconSchema = z.looseObject({
	uuid: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
	subject: word,
	parties: z.array(partySchema).default([]),
	dialog: z.array(dialogSchema).default([]),
	analysis: z.array(analysisSchema).default([]),
	redacted: z.looseObject({ type: word, uuid: word }).nullish(),
	meta: z.record(z.string(), z.unknown()).nullish()
});

export type VCon = z.output<typeof vconSchema>;
export type Party = VCon['parties'][number];
export type Dialog = VCon['dialog'][number];
export type Analysis = VCon['analysis'][number];

/** The indexes of a dialog's parties in one list. */
export function partiesOf(dialog: Dialog): number[] {
	return [dialog.parties ?? []].flat(2);
}
