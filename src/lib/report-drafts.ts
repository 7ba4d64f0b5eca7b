import type { Quote } from './coaching-report.ts';
import type { ReportWords } from './report-words.ts';
import type { AiFailure } from './suggestion.ts';

export const draftedFields = ['summary', 'situation', 'behaviour', 'impact'] as const;
/** The texts of a report that a machine may draft. */
export type DraftedField = (typeof draftedFields)[number];

/** One text; `criterion` is the name of a priority, '' in the summary. */
type Place = { field: DraftedField; criterion: string };

/** A text as the machine drafted it, and what stood there before. */
export type DraftedText = Place & { text: string; before: string } & QuoteChange;
/** Behaviour comes with the quote that proves it; elsewhere both are null. */
type QuoteChange = { quote: Quote | null; quoteBefore: Quote | null };

export const textOmissions = [
	'number',
	'quote',
	'no_quote',
	'feelings',
	'language',
	'too_long',
	'missing'
] as const;
/** A text that was left out, why, and the few words of it that nothing proves. */
export type TextOmission = Place & { why: (typeof textOmissions)[number]; what: string };

/** One asking of the machine. */
export type TextRun = {
	state: 'none' | 'running' | 'failed' | 'done';
	failure: AiFailure | null;
	drafted: DraftedText[];
	omissions: TextOmission[];
	/** Quotes and comments that speak to the machine. */
	injections: number;
};

/** What stands in this place now. */
export function textAt(words: ReportWords, { field, criterion }: Place): string | undefined {
	if (field === 'summary') return words.summary;
	const priority = words.priorities.find((one) => one.criterion === criterion);
	return field === 'behaviour' ? priority?.behaviour.text : priority?.[field];
}

/** Puts the draft in its place; with a behaviour comes the quote that proves it. */
export const applyText = (words: ReportWords, drafted: DraftedText) =>
	setText(words, drafted, drafted.text, drafted.quote);

/** Puts back what stood there before. */
export const undoText = (words: ReportWords, drafted: DraftedText) =>
	setText(words, drafted, drafted.before, drafted.quoteBefore);

function setText(words: ReportWords, place: Place, text: string, quote: Quote | null) {
	if (place.field === 'summary') return void (words.summary = text);
	const priority = words.priorities.find((one) => one.criterion === place.criterion);
	if (!priority) return;
	if (place.field === 'behaviour') priority.behaviour = { text, quote };
	else priority[place.field] = text;
}

/** Those that nobody has touched: they stand as the machine wrote them. */
export const untouched = (words: ReportWords, drafted: DraftedText[]) =>
	drafted.filter((one) => textAt(words, one) === one.text);
