import { isDeepStrictEqual } from 'node:util';
import type { Quote } from '../../coaching-report.ts';
import { textAt, undoText, type DraftedText } from '../../report-drafts.ts';
import type {
	Candidate,
	FilledWords,
	PlannedAction,
	Priority,
	ReportWords,
	Strength
} from '../../report-words.ts';

type Fresh = { words: ReportWords; candidates: Candidate[] };

/**
 * What the lead wrote stays; what still stands as Plumbline filled it in is filled in anew, in the language
 * of the fresh words. A quote whose review no longer counts goes.
 */
export function mergeWords(written: ReportWords, filled: FilledWords, fresh: Fresh): ReportWords {
	const old = filled.words;
	const kept = <T>(now: T, before: T, next: T) => (isDeepStrictEqual(now, before) ? next : now);
	const rewrite = <T>(
		field: 'strengths' | 'priorities' | 'plan',
		one: (entry: T, pair: Pair | null) => T
	) =>
		isDeepStrictEqual(written[field], old[field])
			? (fresh.words[field] as T[])
			: (written[field] as T[]).map((entry) => one(entry, pairFor(entry as Entry, filled, fresh)));
	return {
		summary: kept(written.summary, old.summary, fresh.words.summary),
		strengths: rewrite<Strength>('strengths', mergeStrength),
		priorities: rewrite<Priority>('priorities', mergePriority),
		plan: rewrite<PlannedAction>('plan', mergeAction),
		questions: written.questions,
		nextMeeting: written.nextMeeting
	};
}

/** Texts of the machine that nobody has touched, as Plumbline had filled them in: they follow the figures too. */
export function withoutDrafts(written: ReportWords, filled: FilledWords, drafted: DraftedText[]) {
	const words = structuredClone(written);
	for (const one of drafted) {
		const own = filled.candidates.find(({ priority }) => priority.criterion === one.criterion);
		const before = textAt({ ...filled.words, priorities: own ? [own.priority] : [] }, one);
		if (before !== undefined) undoText(words, { ...one, before });
	}
	return words;
}

type Entry = Strength | Priority | PlannedAction;
type Pair = { before: FilledWords['candidates'][number]; next: Candidate };

/** The criterion that an entry was filled from, as it was and as it is. */
function pairFor(entry: Entry, filled: FilledWords, fresh: Fresh): Pair | null {
	const before = filled.candidates.find(({ priority, action }) =>
		'criterion' in entry
			? entry.criterion === priority.criterion
			: entry.measure === action.measure || (entry.action && entry.action === action.action)
	);
	const next = before && fresh.candidates.find((candidate) => candidate.key === before.key);
	return before && next ? { before, next } : null;
}

function mergeStrength(entry: Strength, pair: Pair | null): Strength {
	const quote = entry.quote && sameQuote(entry.quote, pair?.next.quotes);
	if (!pair) return { ...entry, quote };
	return {
		...untouched(entry, pair.before.strength, pair.next.strength),
		quote: entry.quote ? quote : null
	};
}

function mergePriority(entry: Priority, pair: Pair | null): Priority {
	const quote = entry.behaviour.quote && sameQuote(entry.behaviour.quote, pair?.next.weakQuotes);
	if (!pair) return { ...entry, behaviour: { ...entry.behaviour, quote } };
	const { before, next } = pair;
	const { text } = untouched(entry.behaviour, before.priority.behaviour, next.priority.behaviour);
	return { ...untouched(entry, before.priority, next.priority), behaviour: { text, quote } };
}

const mergeAction = (entry: PlannedAction, pair: Pair | null): PlannedAction =>
	pair ? untouched(entry, pair.before.action, pair.next.action) : entry;

/** Each field that is still as it was filled in takes its new value. */
function untouched<T extends object>(now: T, before: T, next: T): T {
	const keys = Object.keys(now) as (keyof T)[];
	const merged = keys.map((key) => [
		key,
		isDeepStrictEqual(now[key], before[key]) ? next[key] : now[key]
	]);
	return Object.fromEntries(merged);
}

/** The same words in the same place; the speaker may be called otherwise in another language. */
function sameQuote(quote: Quote, quotes: Quote[] = []): Quote | null {
	const isSame = (one: Quote) =>
		one.text === quote.text &&
		one.source === quote.source &&
		one.at === quote.at &&
		one.recording?.from === quote.recording?.from;
	return quotes.find(isSame) ?? null;
}
