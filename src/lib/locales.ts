/** The languages of every screen, mail and report. */
export const locales = ['en', 'ru', 'lv', 'ro'] as const;
export type Locale = (typeof locales)[number];

/** Each language in its own words. */
export const languageNames: Record<Locale, string> = {
	en: 'English',
	ru: 'Русский',
	lv: 'Latviešu',
	ro: 'Română'
};

/** How each language writes dates and numbers; English as in Europe, the day first. */
export const regions: Record<Locale, string> = { en: 'en-GB', ru: 'ru', lv: 'lv', ro: 'ro' };

/** A text that the house writes itself (a criterion, a level), in as many languages as it cares to. */
export type Words = Partial<Record<Locale, string>>;

/** The text in the wanted language, else in the first language that has one, else ''. */
export function inWords(words: Words, locale: Locale): string {
	return words[locale] || locales.map((l) => words[l]).find(Boolean) || '';
}
