import { lenses, type CoachingReport, type Lens } from '../../coaching-report.ts';
import { quantile } from '../../bootstrap.ts';
import { inWords, type Locale } from '../../locales.ts';
import { boundsOf, lastPeriods, periodLabel, type Period } from '../../periods.ts';
import { criteriaOf, type Criterion, type NaReason } from '../../scorecard.ts';
import { weightShares } from '../../scoring.ts';
import { changeBetween, measure, type Kind, type Value } from './measures.ts';
import type { RatingRow, Readable, ReviewRow, VersionRow } from './rows.ts';

/** Periods in the trend, this one included. */
export const trendLength = 6;
/** With fewer people a median would be somebody's own score. */
const smallestTeam = 3;

/** A criterion as the newest scorecard of the period has it. */
export type Judged = Criterion & { share: number; kind: Kind };

/** One criterion in one review. */
export type Mark = {
	review: ReviewRow;
	criterion: string;
	level: number | null;
	value: number | null;
	na: NaReason | null;
	comment: string;
	rootCauses: string[];
	otherCause: string;
	/** Class of the critical error that it is. */
	critical: NonNullable<Criterion['critical']>['class'] | null;
};

/** The rows of six periods, sorted into what figures are made of. */
export type Material = {
	period: Period;
	/** Reviews that count, by period of the trend, oldest first. */
	byPeriod: { period: Period; reviews: ReviewRow[] }[];
	current: ReviewRow[];
	marks: Mark[];
	marksBefore: Mark[];
	criteria: Judged[];
	versions: VersionRow[];
	/** Reviews of the period that wait for a decision. */
	disputed: number;
	/** Reviews of the period that are not counted because the employee cannot see them yet. */
	unreleased: number;
};

export type Rows = { reviews: ReviewRow[]; ratings: RatingRow[]; versions: VersionRow[] };

/** Leaves disputed reviews out, and those not released if only released ones count; the rest goes into its periods. */
export function materialOf(
	period: Period,
	{ reviews, ratings, versions }: Rows,
	counted: Readable
): Material {
	const visible = reviews.filter((review) => counted === 'submitted' || review.isReleased);
	const byPeriod = lastPeriods(period, trendLength).map((one) => ({
		period: one,
		reviews: visible.filter((review) => !review.isDisputed && isWithin(review, one))
	}));
	const [before, now] = byPeriod.slice(-2).map((one) => one.reviews);
	const inPeriod = reviews.filter((review) => isWithin(review, period));
	const disputed = inPeriod.filter((review) => review.isDisputed);
	const inUse = versionsInUse(now, versions);
	return {
		period,
		byPeriod,
		current: now,
		marks: marksOf(now, ratings, versions),
		marksBefore: marksOf(before, ratings, versions),
		criteria: judgedBy(inUse),
		versions: inUse,
		disputed: disputed.length,
		unreleased: inPeriod.length - disputed.length - now.length
	};
}

/** Everything with a number in it. Shares are raw 0..1; labels and names in the locale. */
export function figuresOf(material: Material, teamMeans: number[], locale: Locale) {
	const { current, byPeriod, criteria } = material;
	const before = byPeriod.at(-2)!.reviews;
	return {
		scorecards: material.versions.map(({ name, number }) => ({
			name: inWords(name, locale),
			version: number
		})),
		score: measure(scoresOf(current)),
		withoutCritical: measure(valuesOf(current, (review) => review.withoutCritical)),
		criticalErrors: criticalErrors(material),
		change: changeBetween(scoresOf(before), scoresOf(current)),
		teamMedian:
			teamMeans.length < smallestTeam
				? null
				: { value: quantile(teamMeans, 0.5), n: teamMeans.length },
		trend: byPeriod.map(({ period, reviews }, i) => ({
			...measure(scoresOf(reviews)),
			label: periodLabel(period, locale, 'short'),
			newVersion: isNewVersion(byPeriod.slice(0, i), reviews)
		})),
		criteria: criteria.map((criterion) => criterionFigures(criterion, material, locale)),
		byLens: lenses.map((lens) => ({
			lens,
			...measure(scoresOf(current.filter((review) => lensOf(review) === lens)))
		}))
	} satisfies Partial<CoachingReport>;
}
export type Figures = ReturnType<typeof figuresOf>;

function criterionFigures(criterion: Judged, { marks, marksBefore }: Material, locale: Locale) {
	const own = marks.filter((mark) => mark.criterion === criterion.key);
	const before = marksBefore.filter((mark) => mark.criterion === criterion.key);
	const rated = own.filter((mark) => mark.value !== null);
	const from = (lens: Lens) => rated.filter((mark) => lensOf(mark.review) === lens);
	return {
		key: criterion.key,
		name: inWords(criterion.name, locale),
		weight: criterion.share,
		notApplicable: own.filter((mark) => mark.na !== null).length,
		...measure(markValues(own), criterion.kind),
		change: changeBetween(markValues(before), markValues(own), criterion.kind),
		sources: {
			chat: from('chat').length,
			call: from('call').length,
			visit: from('visit').length
		},
		byLens: lenses.map((lens) => ({ lens, ...measure(markValues(from(lens)), criterion.kind) }))
	};
}
export type CriterionFigures = ReturnType<typeof criterionFigures>;

function criticalErrors({ current, marks }: Material) {
	const errors = marks.filter((mark) => mark.critical);
	const withErrors = new Set(errors.map((mark) => mark.review.id));
	const scored = current.filter((review) => review.score !== null || withErrors.has(review.id));
	const ofClass = (name: Mark['critical']) => errors.filter((mark) => mark.critical === name);
	return {
		count: errors.length,
		reviews: withErrors.size,
		rate: measure(
			valuesOf(scored, (review) => Number(withErrors.has(review.id))),
			'share'
		),
		byClass: {
			customer: ofClass('customer').length,
			business: ofClass('business').length,
			compliance: ofClass('compliance').length
		}
	};
}

/** The period's versions, the one used last first. */
function versionsInUse(reviews: ReviewRow[], versions: VersionRow[]) {
	const ids = [...new Set(reviews.map((review) => review.versionId).reverse())];
	return ids.flatMap((id) => versions.filter((version) => version.id === id));
}

function judgedBy(versions: VersionRow[]): Judged[] {
	const judged = new Map<string, Judged>();
	for (const { definition } of versions) {
		const shares = weightShares(definition);
		for (const criterion of criteriaOf(definition)) {
			const known = judged.get(criterion.key);
			const kind = criterion.levels.length === 2 ? 'share' : 'score';
			if (!known) judged.set(criterion.key, { ...criterion, share: shares[criterion.key], kind });
			else if (known.kind !== kind) known.kind = 'score';
		}
	}
	return [...judged.values()];
}

function marksOf(reviews: ReviewRow[], ratings: RatingRow[], versions: VersionRow[]): Mark[] {
	const byRevision = new Map(reviews.map((review) => [review.revisionId, review]));
	const criticals = new Map(versions.map((version) => [version.id, criticalOf(version)]));
	return ratings.flatMap(({ revisionId, ...rating }) => {
		const review = byRevision.get(revisionId);
		if (!review) return [];
		const isError = rating.value !== null && rating.value < 0.5;
		const critical = criticals.get(review.versionId)?.get(rating.criterion);
		return [{ ...rating, review, critical: (isError && critical) || null }];
	});
}

const criticalOf = ({ definition }: VersionRow) =>
	new Map(criteriaOf(definition).map(({ key, critical }) => [key, critical?.class]));

/** A scorecard is in use that the last period with reviews did not have. */
function isNewVersion(earlier: Material['byPeriod'], reviews: ReviewRow[]) {
	const last = earlier.findLast((one) => one.reviews.length)?.reviews;
	const known = new Set(last?.map((review) => review.versionId));
	return last !== undefined && reviews.some((review) => !known.has(review.versionId));
}

export const lensOf = ({ channel }: Pick<ReviewRow, 'channel'>): Lens =>
	channel === 'call' || channel === 'visit' ? channel : 'chat';

const scoresOf = (reviews: ReviewRow[]) => valuesOf(reviews, (review) => review.score);

function valuesOf(reviews: ReviewRow[], pick: (review: ReviewRow) => number | null): Value[] {
	return reviews.flatMap((review) => {
		const value = pick(review);
		return value === null ? [] : [{ value, conversation: conversationOf(review) }];
	});
}

function markValues(marks: Mark[]): Value[] {
	return marks.flatMap(({ review, value }) =>
		value === null ? [] : [{ value, conversation: conversationOf(review) }]
	);
}

/** A visit has no conversation and stands for itself. */
const conversationOf = (review: ReviewRow) => review.conversationId ?? review.id;

function isWithin({ occurredAt }: ReviewRow, period: Period) {
	const { start, end } = boundsOf(period);
	return occurredAt >= start && occurredAt < end;
}
