import type { Quote } from '../../coaching-report.ts';
import { inWords, type Locale } from '../../locales.ts';
import { percent } from '../../scoring.ts';
import type { Candidate, PlannedAction, Priority } from '../../report-words.ts';
import { m } from '#lib/paraglide/messages.js';
import { maskText } from '../conversations/masking.ts';
import { practices } from '../scorecards/templates/practices.ts';
import { employeeControllable } from '../scorecards/templates/root-causes.ts';
import { namesOf, quoteOf, type EvidenceRow } from './evidence.ts';
import type { CriterionFigures, Figures, Judged, Mark, Material } from './figures.ts';
import { maskNames } from './names.ts';
import { impactSentence, situationSentence, strengthSentence } from './sentences.ts';

const mostQuotes = 12;
/** A quote of a rating from here on can stand as praise. */
const praise = 0.75;
/** Below this no criterion is called a strength. */
const leastStrength = 0.5;
/** With fewer ratings a low mean may be luck; it is suggested last. */
const fewRatings = 3;
const suggested = 2;

type Said = { material: Material; figures: Figures; evidence: EvidenceRow[]; employee: string };
type Judgement = { figures: CriterionFigures; marks: Mark[] };

/** A candidate for each criterion that was rated, in the order of the scorecard. */
export function candidatesOf(said: Said, locale: Locale, due: string): Candidate[] {
	return said.material.criteria.flatMap((criterion) => {
		const judgement = judgementOf(said, criterion.key);
		if (!judgement.figures.n) return [];
		const { best, worst } = quotesFor(said, criterion.key, judgement.marks, locale);
		const { name } = judgement.figures;
		const strength = {
			criterion: name.slice(0, 500),
			text: strengthSentence(judgement.figures, locale),
			quote: best.slice(0, 1).find(({ mark }) => mark.value! >= praise)?.quote ?? null
		};
		const action = actionFor(criterion, judgement, said.employee, locale, due);
		return [
			{
				key: criterion.key,
				strength,
				quotes: best.map(({ quote }) => quote),
				priority: priorityFor(said, criterion, judgement, worst, locale),
				weakQuotes: worst.map(({ quote }) => quote),
				action,
				tip: inWords(criterion.coachingTip, locale)
			}
		];
	});
}

/**
 * At most two: critical failures first, then the lowest mean; rarely rated ones last. Nothing high is one. The second
 * stands on another quote than the first where it has one.
 */
export function suggestPriorities(said: Said, candidates: Candidate[], locale: Locale) {
	const { figures, material } = said;
	const failures = failuresIn(material);
	const taken: Quoted[] = [];
	return figures.criteria
		.filter(({ key, mean, weight }) => failures(key) || (weight && mean !== null && mean < praise))
		.toSorted(
			(a, b) =>
				failures(b.key) - failures(a.key) ||
				Number(a.n < fewRatings) - Number(b.n < fewRatings) ||
				a.mean! - b.mean! ||
				(a.low ?? 0) - (b.low ?? 0)
		)
		.slice(0, suggested)
		.map(({ key }) => {
			const candidate = candidates.find((one) => one.key === key)!;
			const judgement = judgementOf(said, key);
			const { worst } = quotesFor(said, key, judgement.marks, locale);
			const own = worst.find((one) => !taken.some(isSame(one)) && one.mark.value! < praise);
			taken.push(...(own ? [own] : worst.slice(0, 1)));
			if (!own) return candidate;
			const criterion = material.criteria.find((one) => one.key === key)!;
			return { ...candidate, priority: priorityFor(said, criterion, judgement, [own], locale) };
		});
}

/**
 * The highest criteria without a critical failure: those with a quote of praise, each with its own and where it can be
 * none of a priority, before the others; among each the rarely rated ones last.
 */
export function suggestStrengths(
	said: Said,
	candidates: Candidate[],
	priorities: Candidate[],
	locale: Locale
) {
	const { figures, material } = said;
	const failures = failuresIn(material);
	const isFree = (key: string) => !failures(key) && !priorities.some((one) => one.key === key);
	const ranked = figures.criteria
		.filter(({ key, mean }) => mean !== null && mean >= leastStrength && isFree(key))
		.toSorted(
			(a, b) =>
				Number(a.n < fewRatings) - Number(b.n < fewRatings) ||
				b.mean! - a.mean! ||
				(b.low ?? 0) - (a.low ?? 0)
		)
		.map(({ key }) => candidates.find((one) => one.key === key)!);
	const elsewhere = priorities.flatMap(({ priority }) => priority.behaviour.quote ?? []);
	const used: Quote[] = [];
	const [quoted, bare]: Candidate[][] = [[], []];
	for (const one of ranked) {
		const { best } = quotesFor(said, one.key, judgementOf(said, one.key).marks, locale);
		const free = best
			.filter(({ mark, quote }) => mark.value! >= praise && !used.some(overlaps(quote)))
			.map(({ quote }) => quote);
		const quote = free.find((each) => !elsewhere.some(overlaps(each))) ?? free[0];
		const strength = { ...one.strength, quote: quote ?? null };
		if (quote) used.push(quote);
		(quote ? quoted : bare).push({ ...one, strength });
	}
	return [...quoted, ...bare].slice(0, suggested);
}

/** The same words of the same moment, or one a part of the other. */
const overlaps = (a: Quote) => (b: Quote) =>
	a.source === b.source && a.at === b.at && (a.text.includes(b.text) || b.text.includes(a.text));

const isSame = (a: Quoted) => (b: Quoted) => overlaps(a.quote)(b.quote);

const failuresIn =
	({ marks }: Material) =>
	(key: string) =>
		marks.filter((mark) => mark.criterion === key && mark.critical).length;

function judgementOf({ figures, material }: Said, key: string): Judgement {
	const own = figures.criteria.find((one) => one.key === key)!;
	const marks = material.marks.filter((mark) => mark.criterion === key && mark.value !== null);
	return { figures: own, marks };
}

type Quoted = { quote: Quote; mark: Mark };

function quotesFor(said: Said, key: string, marks: Mark[], locale: Locale) {
	const byReview = new Map(marks.map((mark) => [mark.review.id, mark]));
	const quoted = said.evidence.flatMap((row): Quoted[] => {
		const mark = row.criterion === key ? byReview.get(row.reviewId) : undefined;
		return mark ? [{ quote: quoteOf(row, said.employee, locale), mark }] : [];
	});
	const worst = quoted.toSorted((a, b) => a.mark.value! - b.mark.value!).slice(0, mostQuotes);
	const best = quoted.toSorted((a, b) => b.mark.value! - a.mark.value!).slice(0, mostQuotes);
	return { best, worst };
}

function priorityFor(
	said: Said,
	criterion: Judged,
	{ figures, marks }: Judgement,
	[worst]: Quoted[],
	locale: Locale
): Priority {
	const lowest = worst?.mark ?? marks.toSorted((a, b) => a.value! - b.value!)[0];
	const cause = mostFrequentCause(marks);
	const causeName = criterion.rootCauses.find((one) => one.key === cause)?.name;
	return {
		criterion: figures.name.slice(0, 500),
		situation: situationSentence(figures, marks, locale),
		behaviour: { text: commentOf(said, lowest), quote: worst?.quote ?? null },
		impact: impactSentence(figures, marks, locale),
		goodLooksLike: inWords(criterion.levels.at(-1)!, locale),
		rootCause: causeName ? inWords(causeName, locale).slice(0, 500) : '',
		inEmployeesHands: controllable[cause ?? ''] ?? null
	};
}

const controllable: Partial<Record<string, boolean>> = employeeControllable;

/** Of the ratings below the top; the first named where two are as frequent. */
function mostFrequentCause(marks: Mark[]): string | null {
	const causes = marks.filter((mark) => mark.value! < 1).flatMap((mark) => mark.rootCauses);
	const counts = Map.groupBy(causes, (cause) => cause);
	const [first] = [...counts].toSorted(([, a], [, b]) => b.length - a.length);
	return first?.[0] ?? null;
}

/** The reviewer's words on this rating, without the customer's name. */
function commentOf({ evidence, employee }: Said, { review, comment }: Mark) {
	const names = evidence.filter((row) => row.reviewId === review.id).flatMap(namesOf);
	return maskNames(maskText(comment), names, employee);
}

/** Ten points up: about what eight reviews can show. */
const step = 0.1;

function actionFor(
	criterion: Judged,
	{ figures, marks }: Judgement,
	owner: string,
	locale: Locale,
	due: string
): PlannedAction {
	const words = { locale };
	const failures = marks.filter((mark) => mark.critical).length;
	const about = { criterion: figures.name };
	const measured = failures
		? { measure: m.coaching_measure_critical(about, words), baseline: `${failures}`, target: '0' }
		: {
				measure: m.coaching_measure(about, words),
				baseline: percent(figures.mean, locale),
				target: percent(Math.min(1, figures.mean! + step), locale)
			};
	const action = practiceOf(criterion, figures.name, locale);
	return { action, owner, due, ...measured, measure: measured.measure.slice(0, 500) };
}

/** An action fits on two lines of the plan; a tip of the house that does is one. */
const longestAction = 110;

/** A tip is a paragraph for the coach, an action one thing to practise. */
function practiceOf({ key, coachingTip }: Judged, criterion: string, locale: Locale) {
	const tip = inWords(coachingTip, locale);
	if (tip && tip.length <= longestAction) return tip;
	const shipped = practices[key];
	return shipped ? inWords(shipped, locale) : m.coaching_practise({ criterion }, { locale });
}
