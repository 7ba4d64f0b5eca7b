import { z } from 'zod';
import { locales } from './locales.ts';

/** PostgreSQL keeps no NUL and no half of a surrogate pair in jsonb. */
const storable = (text: string) => !text.includes('\0') && text.isWellFormed();

/** Any text that can be stored. */
export const textOf = (max: number) =>
	z.string().max(max).refine(storable, { error: 'text_unstorable' });

/** A text of the house in some of its languages. */
export const wordsSchema = z.partialRecord(
	z.enum(locales),
	z.string().trim().max(2000).refine(storable, { error: 'text_unstorable' })
);

/** The same, with a text in at least one. */
export const namedSchema = wordsSchema.refine((w) => Object.values(w).some(Boolean), {
	error: 'name_missing'
});

/** Stable across versions and across scorecards: the same key is the same thing measured. */
export const keySchema = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, { error: 'key_wrong' });
