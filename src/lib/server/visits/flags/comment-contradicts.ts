import { criteriaOf } from '../../../scorecard.ts';
import { levelValue } from '../../../scoring.ts';
import { commentWords, languageOf } from './comment-words.ts';
import { found, type Rule } from './facts.ts';

/** From here on a mark praises, up to there it blames; between them a comment may say anything. */
const praise = 0.75;
const blame = 0.25;

/** A comment that only blames beside a good mark, or only praises beside a bad one. */
export const commentContradicts: Rule = ({ definition, document }) =>
	criteriaOf(definition).flatMap((criterion) => {
		const rating = Object.hasOwn(document.ratings, criterion.key)
			? document.ratings[criterion.key]
			: null;
		if (!rating?.level || rating.level > criterion.levels.length) return [];
		const value = levelValue(criterion, rating.level);
		const said = verdictOf(rating.comment);
		const isWrong = (value >= praise && said === 'bad') || (value <= blame && said === 'good');
		if (!isWrong) return [];
		const details = { said, level: rating.level, of: criterion.levels.length };
		return [found('comment_contradicts', criterion.key, details)];
	});

/** What a comment says of the service as a whole; null when both, or neither. */
export function verdictOf(comment: string): 'good' | 'bad' | null {
	const locale = languageOf(comment);
	if (!locale) return null;
	const lexicon = commentWords[locale];
	const text = comment.toLowerCase().replaceAll('ё', 'е').replaceAll('ş', 'ș').replaceAll('ţ', 'ț');
	const counts = { good: 0, bad: 0 };
	for (const clause of text.split(lexicon.turns)) {
		const { good, bad } = weigh(clause, lexicon);
		counts.good += good;
		counts.bad += bad;
	}
	if (counts.good && counts.bad) return null;
	return counts.bad ? 'bad' : counts.good ? 'good' : null;
}

type Lexicon = (typeof commentWords)['en'];

function weigh(clause: string, lexicon: Lexicon) {
	const phrases = clause.match(lexicon.phrases)?.length ?? 0;
	const tokens = clause.replace(lexicon.phrases, ' ').match(/[\p{L}'’]+|,/gu) ?? [];
	const hasNobody = tokens.some((token) => lexicon.nobody.test(token));
	const isOfSelf = lexicon.self.test(tokens[0] ?? '') && !hasNobody;
	const sums = { good: 0, done: 0, bad: phrases };
	let denied = 0;
	for (const token of tokens) {
		const isNobody = lexicon.nobody.test(token);
		if (isNobody) sums.bad++;
		if (isNobody || lexicon.deniers.test(token)) denied = reach;
		else if (token === ',' || lexicon.and.test(token)) denied = 0;
		else {
			const sense = senseOf(token, lexicon, isOfSelf);
			if (sense) sums[denied ? turned[sense] : sense]++;
			else if (isDeniedByPrefix(token, lexicon, isOfSelf)) sums.bad++;
			if (denied) denied--;
		}
	}
	const isMild = tokens.some((token) => lexicon.mild.test(token));
	// Answered rudely, offered coldly: what was done is no praise when the manner is blamed.
	return { good: sums.good + (sums.bad ? 0 : sums.done), bad: isMild ? 0 : sums.bad };
}

/** Words after a denial that it still denies. */
const reach = 4;

type Sense = 'good' | 'done' | 'bad';
const turned = { good: 'bad', done: 'bad', bad: 'good' } as const satisfies Record<Sense, Sense>;

function senseOf(token: string, { good, bad, acts }: Lexicon, isOfSelf: boolean): Sense | null {
	if (bad.test(token)) return 'bad';
	if (good.test(token)) return 'good';
	return acts.test(token) && !isOfSelf ? 'done' : null;
}

/** In Latvian and Russian, where two denials make one: what stands before changes nothing. */
function isDeniedByPrefix(token: string, { good, acts, prefix }: Lexicon, isOfSelf: boolean) {
	if (!prefix?.test(token)) return false;
	const rest = token.replace(prefix, '');
	return good.test(rest) || (acts.test(rest) && !isOfSelf);
}
