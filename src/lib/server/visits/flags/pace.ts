import { isEmpty } from '../../../questions.ts';
import { found, type Facts, type Rule } from './facts.ts';

/** The quickest dictation keeps about 15 characters a second; a choice takes a second to read and touch. */
const charactersASecond = 15;
const secondsAnAnswer = 1;

/** Filled in faster than anybody can read and write. */
export const tooFast: Rule = (facts) => {
	const { startedAt, endedAt } = facts.document;
	if (!startedAt || !endedAt) return [];
	const seconds = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
	const least = leastSeconds(facts);
	return seconds >= 0 && seconds < least ? [found('too_fast', '', { seconds, least })] : [];
};

function leastSeconds({ document }: Facts) {
	const { answers, ratings } = document;
	const given = Object.values(answers).filter((answer) => !isEmpty(answer));
	const texts = [
		...given.flatMap((answer) =>
			typeof answer === 'object' && !Array.isArray(answer) ? Object.values(answer) : [answer]
		),
		...Object.values(ratings).map(({ comment }) => comment)
	].filter((text) => typeof text === 'string');
	const characters = texts.reduce((sum, text) => sum + [...text].length, 0);
	const marks = Object.values(ratings).filter(({ level, na }) => level !== null || na !== null);
	const answered = given.length + marks.length;
	return Math.ceil(answered * secondsAnAnswer + characters / charactersASecond);
}
