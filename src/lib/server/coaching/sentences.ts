import { m } from '#lib/paraglide/messages.js';
import type { Measured } from '../../coaching-report.ts';
import { certainty, points, range, signedPoints } from '../../figure-words.ts';
import { percent } from '../../scoring.ts';
import type { Locale } from '../../locales.ts';
import type { CriterionFigures, Figures, Mark } from './figures.ts';

/** The period in one sentence; no adjective, every part with its number. */
export function summarySentence(
	{ score, change, criticalErrors }: Pick<Figures, 'score' | 'change' | 'criticalErrors'>,
	locale: Locale
): string {
	const words = { locale };
	if (!score.n) return m.coaching_summary_none({}, words);
	const { reviews, rate } = criticalErrors;
	const critical = reviews
		? m.coaching_summary_critical({ reviews, n: rate.n }, words)
		: m.coaching_summary_no_critical({}, words);
	return `${[scorePart(score, locale), changePart(change, locale), critical].join('; ')}.`;
}

function scorePart(score: Measured, locale: Locale) {
	const mean = percent(score.mean, locale);
	if (score.n === 1) return m.coaching_summary_one({ score: mean }, { locale });
	const known = score.low !== null && score.high !== null;
	const interval = known
		? range(score.low!, score.high!, locale)
		: m.report_interval_unknown({}, { locale });
	return m.coaching_summary_some({ count: score.n, score: mean, range: interval }, { locale });
}

function changePart({ kind, difference, low, high }: Figures['change'], locale: Locale) {
	switch (kind) {
		case 'no_detectable_change':
			return m.coaching_summary_same({}, { locale });
		case 'too_few':
			return m.coaching_summary_few({}, { locale });
		default: {
			const [from, to] = [low!, high!].map((share) => signedPoints(share, locale));
			const size = { points: points(Math.abs(difference!), locale), range: `${from}…${to}` };
			return kind === 'up'
				? m.coaching_summary_up(size, { locale })
				: m.coaching_summary_down(size, { locale });
		}
	}
}

export function strengthSentence(criterion: CriterionFigures, locale: Locale) {
	const mean = percent(criterion.mean, locale);
	return m.coaching_strength_text({ mean, certainty: certainty(criterion, locale) }, { locale });
}

/** Where a criterion stands. */
export function situationSentence(criterion: CriterionFigures, marks: Mark[], locale: Locale) {
	const below = marks.filter((mark) => mark.value !== null && mark.value < 0.5).length;
	const mean = percent(criterion.mean, locale);
	const sure = certainty(criterion, locale);
	return m.coaching_situation({ n: criterion.n, mean, certainty: sure, below }, { locale });
}

/** What it costs: failed reviews first, then the points of the score that went with it. */
export function impactSentence(criterion: CriterionFigures, marks: Mark[], locale: Locale) {
	const words = { locale };
	const count = marks.filter((mark) => mark.critical).length;
	const lost = criterion.weight * (1 - (criterion.mean ?? 1));
	const weight = percent(criterion.weight, locale);
	const plain = criterion.weight
		? m.coaching_impact({ weight, lost: oneDigit(lost, locale) }, words)
		: m.coaching_impact_unweighted({}, words);
	return count
		? `${m.coaching_impact_critical({ count, n: marks.length }, words)} ${plain}`
		: plain;
}

const oneDigit = (share: number, locale: Locale) =>
	new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(share * 100);

export type Sampled = { reviewed: number; total: number; disputed: number; unreleased: number };

/** How the reviews came to be, and which are not counted. */
export function samplingSentences(sampled: Sampled, locale: Locale): string {
	const words = { locale };
	const { reviewed, disputed, unreleased } = sampled;
	// A conversation may have gone to somebody else since its review.
	const total = Math.max(sampled.total, reviewed);
	const share = percent(total ? reviewed / total : 0, locale);
	return [
		reviewed
			? m.coaching_sampling({ reviewed, total, share }, words)
			: m.coaching_sampling_none({}, words),
		...(disputed ? [m.coaching_sampling_disputed({ count: disputed }, words)] : []),
		...(unreleased ? [m.coaching_sampling_unreleased({ count: unreleased }, words)] : [])
	].join(' ');
}
