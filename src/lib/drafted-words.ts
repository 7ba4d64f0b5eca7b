import type { Locale } from './locales.ts';
import { m } from '#lib/paraglide/messages.js';
import type { DraftedField, DraftedText, TextOmission } from './report-drafts.ts';

type Words = (inputs: object, options: { locale?: Locale }) => string;

const fields: Record<DraftedField, Words> = {
	summary: m.coaching_summary,
	situation: m.report_situation,
	behaviour: m.report_behaviour,
	impact: m.report_impact
};

/** What people call a text of a report. */
export const fieldName = (field: DraftedField, locale?: Locale) => fields[field]({}, { locale });

/** Texts by name, those of a priority with its criterion. */
export const draftedNames = (
	drafted: Pick<DraftedText, 'field' | 'criterion'>[],
	locale?: Locale
) =>
	drafted.map(({ field, criterion }) =>
		criterion ? `${criterion} – ${fieldName(field, locale)}` : fieldName(field, locale)
	);

/** Why a text of the machine was left out. */
export function omissionText({ field, why, what }: TextOmission): string {
	const name = { what: fieldName(field) };
	switch (why) {
		case 'number':
			return m.coaching_ai_omitted_number({ ...name, number: what });
		case 'quote':
			return m.coaching_ai_omitted_quote({ ...name, quote: what });
		case 'no_quote':
			return m.coaching_ai_omitted_no_quote(name);
		case 'feelings':
			return m.coaching_ai_omitted_feelings(name);
		case 'language':
			return m.coaching_ai_omitted_language(name);
		case 'too_long':
			return m.coaching_ai_omitted_too_long(name);
		case 'missing':
			return m.coaching_ai_omitted_missing(name);
	}
}
