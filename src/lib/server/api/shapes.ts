import { z } from 'zod';

/** A moment in an answer: ISO 8601 in UTC. */
export const instant = z
	.date()
	.transform((date) => date.toISOString())
	.pipe(z.iso.datetime());

/** A parameter of a query that holds JSON. */
export const jsonOf = <T extends z.ZodType>(schema: T) =>
	parsed((text) => JSON.parse(text) as unknown).pipe(schema);

function parsed(parse: (text: string) => unknown) {
	return z.string().transform((text, context) => {
		try {
			return parse(text);
		} catch {
			context.addIssue({ code: 'custom' });
			return z.NEVER;
		}
	});
}

/** Where a list goes on; made by `pageFrom` and opaque to callers. */
function cursorOf<T extends z.ZodType>(schema: T) {
	return parsed((text) => JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown)
		.pipe(schema)
		.meta({ description: '`next` of the page before.' });
}

/** The query of a list: its filters, `limit` and the cursor that its domain function takes. */
export const pageQuery = <T extends z.ZodRawShape, C extends z.ZodType>(filters: T, cursor: C) =>
	z.strictObject({
		...filters,
		limit: z.coerce.number().int().min(1).max(200).default(50),
		cursor: cursorOf(cursor).optional()
	});

/** A page of a list. */
export const pageOf = <T extends z.ZodType>(item: T) =>
	z.object({
		items: z.array(item),
		next: z.string().nullable().meta({ description: 'null on the last page.' })
	});

/** A page as the domain gives it, in the shape of `pageOf`. */
export const pageFrom = <T>({ rows, next }: { rows: T[]; next: unknown }) => ({
	items: rows,
	next: next === null ? null : Buffer.from(JSON.stringify(next)).toString('base64url')
});
