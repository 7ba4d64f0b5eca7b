import { describe, expect, test } from 'vitest';
import { draftQuestionSchema } from './question-schema.ts';
import type { Answer, Answers, Question } from './questions.ts';
import { definitionSchema } from './scorecard-schema.ts';
import { visitProblems } from './visit-problems.ts';

const options = ['a', 'b'].map((key) => ({ key, name: { en: key } }));

describe('an answer', () => {
	test.each<[string, Partial<Question>, Answer | undefined, string[]]>([
		['missing', {}, undefined, ['answer_missing']],
		['not needed', { required: false }, undefined, []],
		['blanks only', {}, '   ', ['answer_missing']],
		['too short for its question', { minLength: 10 }, 'short', ['too_short']],
		['long enough, in letters and not in bytes', { minLength: 5 }, 'āēīšž', []],
		['a number above the range', { kind: 'number', min: 0, max: 10 }, 11, ['out_of_range']],
		['a number as text', { kind: 'number' }, '7', ['answer_wrong']],
		['not a number at all', { kind: 'number' }, Number.NaN, ['answer_wrong']],
		['an option', { kind: 'choice', options }, 'a', []],
		['an option that is not there', { kind: 'choice', options }, 'c', ['unknown_option']],
		['several options', { kind: 'choices', options }, ['a', 'b'], []],
		['the same option twice', { kind: 'choices', options }, ['a', 'a'], ['unknown_option']],
		['a day', { kind: 'date' }, '2026-02-28', []],
		['a day that no calendar has', { kind: 'date' }, '2026-02-30', ['answer_wrong']],
		['a time', { kind: 'time' }, '23:59', []],
		['a time that no clock shows', { kind: 'time' }, '24:00', ['answer_wrong']],
		['a stopwatch that ran backwards', { kind: 'stopwatch' }, -1, ['out_of_range']],
		['an amount', { kind: 'receipt' }, { amount: '12,50', number: '' }, []],
		['an amount in words', { kind: 'receipt' }, { amount: 'twelve', number: '' }, ['answer_wrong']],
		['a person', { kind: 'staff' }, { name: '', description: 'tall' }, []],
		[
			'a wrong integrity answer, which is for the editor',
			{ kind: 'integrity', options, answer: 'a' },
			'b',
			[]
		]
	])('%s', (_, input, answer, expected) => {
		const answers: Answers = answer === undefined ? {} : { q: answer };
		expect(visitProblems(formOf(input), answers, rated(5)).map(({ what }) => what)).toEqual(
			expected
		);
	});
});

test('an answer that no question asks for is named', () => {
	expect(visitProblems(formOf({}), { q: 'fine', other: 'x' }, rated(5))).toEqual([
		{ key: 'other', what: 'unknown_question' }
	]);
});

test('a low mark wants the shopper to say what they saw, once', () => {
	expect(visitProblems(formOf({}), { q: 'fine' }, rated(1))).toEqual([
		{ key: 'greeting', what: 'comment' }
	]);
	expect(visitProblems(formOf({}), { q: 'fine' }, rated(1, 'Nobody looked up.'))).toEqual([]);
});

test('an unrated criterion is missing by name, after the questions of its section', () => {
	expect(visitProblems(formOf({}), {}, {})).toEqual([
		{ key: 'q', what: 'answer_missing' },
		{ key: 'greeting', what: 'rating' }
	]);
});

const rated = (level: number, comment = '') => ({
	greeting: { level, na: null, comment, rootCauses: [], otherCause: '', evidence: [] }
});

function formOf(input: Partial<Question>) {
	const question = draftQuestionSchema.parse({
		key: 'q',
		kind: 'text',
		name: { en: 'Q' },
		...input
	});
	const levels = [1, 2, 3, 4, 5].map((level) => ({ en: `level ${level}` }));
	const criterion = {
		...{ key: 'greeting', name: { en: 'Greeting' }, levels, weight: 10 },
		...{ commentBelow: 3, evidenceBelow: 5 }
	};
	const main = { key: 'main', name: { en: 'Main' }, criteria: [criterion], questions: [question] };
	return definitionSchema.parse({ sections: [main] });
}
