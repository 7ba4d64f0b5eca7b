import type { Criterion, Definition, Rating, Ratings, Section } from './scorecard.ts';

type Critical = NonNullable<Criterion['critical']>;

export interface CriticalFailure {
	criterion: string;
	section: string;
	class: Critical['class'];
	fails: Critical['fails'];
}

export interface SectionScore {
	key: string;
	score: number | null;
	withoutCritical: number | null;
	/** A critical criterion that fails its section was rated below half. */
	failed: boolean;
}

export interface Score {
	/** 0..1, exact; null when nothing that counts was rated. */
	score: number | null;
	/** The same as if no criterion were critical. */
	withoutCritical: number | null;
	sections: SectionScore[];
	criticalFailures: CriticalFailure[];
	rated: number;
	notApplicable: number;
	unrated: number;
}

export interface Missing {
	criterion: string;
	what:
		| 'rating'
		| 'na_not_allowed'
		| 'level_out_of_range'
		| 'comment'
		| 'evidence'
		| 'unknown_criterion';
}

/** What a 1-based level is worth: 0 for the lowest, 1 for the highest. */
export function levelValue(criterion: Criterion, level: number): number {
	return (level - 1) / (criterion.levels.length - 1);
}

/**
 * Σ value × weight ÷ Σ weight over the rated criteria, 0..1 and never rounded. N/A, unrated and
 * impossible levels leave both sums; a failed review is 0 even when its weights add up to nothing.
 */
export function score(definition: Definition, ratings: Ratings): Score {
	const sections = definition.sections.map((section) => sumSection(section, ratings));
	const weight = total(sections.map((s) => s.weight));
	const criticalFailures = sections.flatMap((s) => s.criticalFailures);
	const isFailed = criticalFailures.some((f) => f.fails === 'review');
	const states = allCriteria(definition).map((c) => stateOf(c, ratings[c.key]));
	const count = (state: State) => states.filter((s) => s === state).length;

	return {
		score: isFailed ? 0 : ratio(total(sections.map((s) => (s.failed ? 0 : s.points))), weight),
		withoutCritical: ratio(total(sections.map((s) => s.points)), weight),
		sections: sections.map(({ key, points, weight, failed }) => {
			const withoutCritical = ratio(points, weight);
			return { key, score: failed ? 0 : withoutCritical, withoutCritical, failed };
		}),
		criticalFailures,
		rated: count('rated'),
		notApplicable: count('na'),
		unrated: count('unrated') + count('out_of_range')
	};
}

/** Each criterion's part of all weight, 0..1 by criterion key; all 0 while nothing has weight. */
export function weightShares(definition: Definition): Record<string, number> {
	const criteria = allCriteria(definition);
	const weight = total(criteria.map((c) => c.weight));
	return Object.fromEntries(criteria.map((c) => [c.key, ratio(c.weight, weight) ?? 0]));
}

/** What still stands between the reviewer and submit, in the order of the scorecard. */
export function missing(definition: Definition, ratings: Ratings): Missing[] {
	const criteria = allCriteria(definition);
	const known = new Set(criteria.map((c) => c.key));
	return [
		...criteria.flatMap((c) =>
			missingFor(c, ratings[c.key]).map((what) => ({ criterion: c.key, what }))
		),
		...Object.keys(ratings)
			.filter((key) => !known.has(key))
			.map((key) => ({ criterion: key, what: 'unknown_criterion' as const }))
	];
}

/** A 0..1 value as people read it, rounded here and nowhere before; a dash when there is none. */
export function percent(value: number | null, locale: string, digits = 0): string {
	if (value === null) return '–';
	// Sums of binary fractions miss a half by 1e-16, which would round 12.5 % down.
	const shown = percentFormat(locale, digits).format(Number(value.toPrecision(12)));
	// Latvian sets the sign apart, as Russian and Romanian do; CLDR does not know.
	return locale === 'lv' ? shown.replace('%', '\u00a0%') : shown;
}

// Not criteriaOf from scorecard.ts: its zod schemas would come along into every page with a score.
function allCriteria({ sections }: Definition) {
	return sections.flatMap((section) => section.criteria);
}

function sumSection({ key, criteria }: Section, ratings: Ratings) {
	const rated = criteria.flatMap((criterion) => {
		const rating = ratings[criterion.key];
		if (stateOf(criterion, rating) !== 'rated') return [];
		return [{ ...criterion, value: levelValue(criterion, rating!.level!) }];
	});
	const criticalFailures = rated.flatMap((c): CriticalFailure[] =>
		c.critical && c.value < 0.5 ? [{ criterion: c.key, section: key, ...c.critical }] : []
	);
	return {
		key,
		points: total(rated.map((c) => c.value * c.weight)),
		weight: total(rated.map((c) => c.weight)),
		failed: criticalFailures.some((f) => f.fails === 'section'),
		criticalFailures
	};
}

function missingFor(criterion: Criterion, rating: Rating | undefined): Missing['what'][] {
	const state = stateOf(criterion, rating);
	if (state === 'na') return criterion.allowsNa ? [] : ['na_not_allowed'];
	if (state === 'unrated') return ['rating'];
	if (state === 'out_of_range') return ['level_out_of_range'];

	const { level, comment, evidence } = rating!;
	const isBelow = (limit: number | null) => limit !== null && level! < limit;
	const what: Missing['what'][] = [];
	if (isBelow(criterion.commentBelow) && !comment.trim()) what.push('comment');
	if (isBelow(criterion.evidenceBelow) && !evidence.length) what.push('evidence');
	return what;
}

type State = 'rated' | 'na' | 'unrated' | 'out_of_range';

function stateOf(criterion: Criterion, rating: Rating | undefined): State {
	if (rating?.na) return 'na';
	if (rating?.level == null) return 'unrated';
	const isLevel =
		Number.isInteger(rating.level) && rating.level >= 1 && rating.level <= criterion.levels.length;
	return isLevel ? 'rated' : 'out_of_range';
}

function ratio(points: number, weight: number) {
	return weight > 0 ? points / weight : null;
}

function total(values: number[]) {
	return values.reduce((sum, value) => sum + value, 0);
}

const percentFormats = new Map<string, Intl.NumberFormat>();

function percentFormat(locale: string, digits: number) {
	const key = `${locale} ${digits}`;
	let format = percentFormats.get(key);
	if (!format) {
		format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits });
		percentFormats.set(key, format);
	}
	return format;
}
