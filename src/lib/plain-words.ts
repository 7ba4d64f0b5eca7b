import { m } from '#lib/paraglide/messages.js';

/** Own codes that schemas give as their error. */
const words: Record<string, () => string> = {
	name_missing: m.validation_name_missing,
	password_common: m.validation_password_common
};

/** The words for a code that a schema gave as its error; other texts as they are. */
export const inPlainWords = (message: string) => words[message]?.() ?? message;
