import { wrongIntegrity } from '../../../questions.ts';
import { criteriaOf } from '../../../scorecard.ts';
import { found, type Rule } from './facts.ts';

/** A control question whose true answer the house knows. */
export const integrityWrong: Rule = ({ definition, document }) =>
	wrongIntegrity(definition, document.answers, document.ratings).map((key) =>
		found('integrity', key)
	);

/** A perfect visit is common, so the highest level needs a longer row than any other. */
const longestRow = 5;
const longestPerfectRow = 10;

/** The same mark all the way down, and not a word to any of them. */
export const straightLined: Rule = ({ definition, document }) => {
	const rated = criteriaOf(definition).flatMap(({ key, levels }) => {
		const rating = Object.hasOwn(document.ratings, key) ? document.ratings[key] : null;
		return rating?.level ? [{ ...rating, level: rating.level, top: levels.length }] : [];
	});
	const [first] = rated;
	if (!first || rated.some(({ level }) => level !== first.level)) return [];
	if (rated.some(({ comment }) => comment.trim())) return [];
	const limit = first.level === first.top ? longestPerfectRow : longestRow;
	if (rated.length < limit) return [];
	return [found('straight_lined', '', { level: first.level, count: rated.length })];
};
