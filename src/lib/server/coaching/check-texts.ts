import type { Quote } from '../../coaching-report.ts';
import type { Locale } from '../../locales.ts';
import {
	textAt,
	type DraftedField,
	type DraftedText,
	type TextOmission
} from '../../report-drafts.ts';
import type { ReportWords } from '../../report-words.ts';
import { problemIn } from './check-text.ts';
import type { Material } from './text-prompt.ts';

/** A text as the model gave it; `quote` is the number of a quote, from 1. */
export type Given = {
	field: DraftedField;
	criterion: string;
	text: string;
	quote?: number | null;
};

/** Keeps the texts that the data prove, each with what it would replace; says of the others why not. */
export function checkTexts(
	given: Given[],
	{ proof, quotes }: Material,
	locale: Locale,
	words: ReportWords
) {
	const drafted: DraftedText[] = [];
	const omissions: TextOmission[] = [];
	for (const { field, criterion, ...one } of given) {
		const text = line(one.text);
		const quote = quotes[(one.quote ?? 0) - 1] ?? null;
		const isUnproven = field === 'behaviour' && !quote;
		const problem =
			problemIn(text, proof, locale) ?? (isUnproven && ({ why: 'no_quote', what: '' } as const));
		if (problem) omissions.push({ field, criterion, ...problem });
		else drafted.push({ field, criterion, text, quote, ...standing(words, field, criterion) });
	}
	return { drafted, omissions };
}

function standing(words: ReportWords, field: DraftedField, criterion: string) {
	const priority = words.priorities.find((one) => one.criterion === criterion);
	const quoteBefore: Quote | null =
		field === 'behaviour' ? (priority?.behaviour.quote ?? null) : null;
	return { before: textAt(words, { field, criterion }) ?? '', quoteBefore };
}

/** In one line, with the blanks that hold a number and its sign together; PostgreSQL keeps no NUL and no half characters. */
const line = (text: string) =>
	text
		.toWellFormed()
		.replace(/[\p{Cc}\p{Cf} ]+/gu, ' ')
		.trim();
