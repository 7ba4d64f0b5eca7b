import { z } from 'zod';

/** No control characters and no half characters: PostgreSQL refuses some, the rest have no place in a name. */
export const isPlain = (text: string) => !/\p{Cc}/u.test(text) && text.isWellFormed();

/** A text in one line, without the blanks around it; may be empty. */
export const optionalLine = (max: number) => z.string().trim().max(max).refine(isPlain);

/** A text in one line that must be there. */
export const line = (max: number) => z.string().trim().min(1).max(max).refine(isPlain);

/** An e-mail address, or nothing. */
export const optionalEmail = z.union([z.literal(''), z.email().max(320)]);

/** The id of a row, or nothing: what a select of rows gives. */
export const optionalId = z.union([z.literal(''), z.uuid()]);
