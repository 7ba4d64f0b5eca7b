import { inWords, type Locale } from '../../locales.ts';
import { reviewDraftSchema, type ReviewDraft } from '../../review.ts';
import { criteriaOf, type Criterion, type Definition, type Rating } from '../../scorecard.ts';
import type { Segment } from '../../transcript.ts';
import { commentTemplates } from '../scorecards/templates/index.ts';

type Random = () => number;
type Judged = { skill: number; weak: string; locale: Locale };

/** A review as a careful person might have written it: every mark below the top has its quote. */
export function writeReview(
	definition: Definition,
	segments: Segment[],
	judged: Judged,
	random: Random
): ReviewDraft {
	const ratings = Object.fromEntries(
		criteriaOf(definition).map((criterion) => [
			criterion.key,
			rate(criterion, segments, judged, random)
		])
	);
	const overallComment = comment(null, judged, random, judged.skill > 0.7);
	return reviewDraftSchema.parse({
		ratings,
		overallComment,
		activeSeconds: 240 + Math.floor(random() * 400)
	});
}

function rate(
	criterion: Criterion,
	segments: Segment[],
	judged: Judged,
	random: Random
): Partial<Rating> {
	const isRare = criterion.key === 'objection_handling' || criterion.key === 'offering_options';
	if (isRare && random() < 0.45) return { na: 'no_opportunity' };
	const steps = criterion.levels.length - 1;
	const ability = judged.skill - (judged.weak === criterion.key ? 0.25 : 0);
	const noise = (random() + random() + random() - 1.5) * 0.5;
	const level = 1 + Math.round(Math.min(1, Math.max(0, ability + noise)) * steps);
	const isTop = level === criterion.levels.length;
	if (isTop && random() < 0.6) return { level };
	const evidence = quote(segments, random);
	if (!evidence) return { na: 'cannot_tell' };
	const isLow = criterion.commentBelow !== null && level < criterion.commentBelow;
	const causes = criterion.rootCauses;
	return {
		level,
		evidence: [evidence],
		comment: isLow ? comment(criterion.key, judged, random, false) : '',
		rootCauses: isLow && causes.length ? [causes[Math.floor(random() * causes.length)].key] : []
	};
}

function quote(segments: Segment[], random: Random) {
	const said = segments.filter(({ speaker, text }) => speaker === 'employee' && text.length > 15);
	const segment = said[Math.floor(random() * said.length)];
	if (!segment) return null;
	const { ordinal, text } = segment;
	return { segment: ordinal, start: 0, end: text.length, quote: text };
}

function comment(criterion: string | null, judged: Judged, random: Random, isGood: boolean) {
	const kind = isGood ? 'positive' : 'improving';
	const fitting = commentTemplates.filter((one) => one.kind === kind);
	const best = fitting.filter((one) => criterion && one.criterion === criterion);
	const choice = best.length ? best : fitting;
	return inWords(choice[Math.floor(random() * choice.length)].text, judged.locale);
}
