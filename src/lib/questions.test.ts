import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draftQuestionSchema } from './question-schema.ts';
import {
	askedAnswers,
	comparisons,
	holds,
	shownQuestions,
	withoutKnownAnswers,
	wrongIntegrity,
	type Answers,
	type Question,
	type Rule
} from './questions.ts';
import { definitionSchema } from './scorecard-schema.ts';
import type { Definition, Ratings } from './scorecard.ts';

const rule = (
	key: string,
	is: (typeof comparisons)[number],
	value: string | number | null = null
) => ({ match: 'all', conditions: [{ key, is, value }] }) satisfies Rule;

describe('a condition', () => {
	test.each([
		{ name: 'answered', condition: rule('a', 'answered'), given: 'yes', is: true },
		{ name: 'blanks are no answer', condition: rule('a', 'answered'), given: '  ', is: false },
		{ name: 'no choice is no answer', condition: rule('a', 'unanswered'), given: [], is: true },
		{ name: 'an option', condition: rule('a', 'is', 'yes'), given: 'yes', is: true },
		{ name: 'one of several', condition: rule('a', 'is', 'b'), given: ['a', 'b'], is: true },
		{ name: 'none of several', condition: rule('a', 'is_not', 'c'), given: ['a', 'b'], is: true },
		{
			name: 'not answered is not that option',
			condition: rule('a', 'is_not', 'c'),
			given: null,
			is: true
		},
		{ name: 'zero is an answer', condition: rule('a', 'answered'), given: 0, is: true },
		{ name: 'below', condition: rule('a', 'below', 3), given: 2, is: true },
		{
			name: 'the limit itself is not below',
			condition: rule('a', 'below', 3),
			given: 3,
			is: false
		},
		{
			name: 'nothing is above nothing',
			condition: rule('a', 'above', 3),
			given: undefined,
			is: false
		}
	])('$name', ({ condition, given, is }) => expect(holds(condition, () => given)).toBe(is));
});

test('a question is asked only where its rule holds, and required where its other rule holds', () => {
	const definition = formOf(
		question('served', { kind: 'choice', options: yesNo }),
		question('wait', { kind: 'stopwatch', showIf: rule('served', 'is', 'yes') }),
		question('why', { required: false, requiredIf: rule('wait', 'above', 60) })
	);
	const keys = (answers: Answers) =>
		shownQuestions(definition, answers, {}).map(({ question, required }) => [
			question.key,
			required
		]);
	expect(keys({ served: 'no', wait: 90 })).toEqual([
		['served', true],
		['why', false]
	]);
	expect(keys({ served: 'yes', wait: 90 })).toEqual([
		['served', true],
		['wait', true],
		['why', true]
	]);
});

test('a rule can look at the level of any criterion', () => {
	const definition = formOf(question('what', { showIf: rule('politeness', 'below', 3) }));
	const shown = (level: number) =>
		shownQuestions(definition, {}, { politeness: { level } } as unknown as Ratings).length;
	expect([shown(2), shown(3)]).toEqual([1, 0]);
});

test('the shopper never gets the known answer, and a wrong one is found', () => {
	const definition = formOf(
		question('poster', { kind: 'integrity', options: yesNo, answer: 'yes' })
	);
	expect(JSON.stringify(withoutKnownAnswers(definition))).not.toContain('"answer":"yes"');
	expect(wrongIntegrity(definition, { poster: 'no' }, {})).toEqual(['poster']);
	expect(wrongIntegrity(definition, { poster: 'yes' }, {})).toEqual([]);
});

test.each([
	{ name: 'what stands after it', rule: rule('later', 'answered'), message: 'rule_unknown' },
	{ name: 'itself', rule: rule('first', 'answered'), message: 'rule_unknown' },
	{
		name: 'an option that is not there',
		rule: rule('zero', 'is', 'maybe'),
		message: 'rule_value_missing'
	}
])('a form whose rule looks at $name is not published', ({ rule, message }) => {
	const definition = formOf(
		question('zero', { kind: 'choice', options: yesNo }),
		question('first', { showIf: rule }),
		question('later')
	);
	const found = definitionSchema.safeParse(definition);
	expect(found.error?.issues.map((issue) => issue.message)).toEqual([message]);
});

describe('whatever the form and the answers', () => {
	const keys = ['q0', 'q1', 'q2', 'q3', 'q4', 'politeness', 'constructor'];
	const anyRule = fc.option(
		fc.record({
			match: fc.constantFrom('all' as const, 'any' as const),
			conditions: fc.array(
				fc.record({
					key: fc.constantFrom(...keys),
					is: fc.constantFrom(...comparisons),
					value: fc.constantFrom('yes', 'no', 3, null)
				}),
				{ minLength: 1, maxLength: 3 }
			)
		})
	);
	const anyForm = fc
		.array(fc.record({ showIf: anyRule, requiredIf: anyRule, required: fc.boolean() }), {
			maxLength: 5
		})
		.map((rules) => formOf(...rules.map((rule, i) => question(`q${i}`, rule))));
	const anyAnswer = fc.constantFrom('yes', 'no', '', 3, 0, ['yes'], []);
	const anyAnswers = fc.dictionary(fc.constantFrom(...keys), anyAnswer) as fc.Arbitrary<Answers>;
	const asked = (form: Definition, answers: Answers) =>
		shownQuestions(form, answers, {}).map(({ question }) => question.key);

	test('leaving out what was not asked changes nothing', () => {
		fc.assert(
			fc.property(anyForm, anyAnswers, (form, answers) => {
				const kept = askedAnswers(form, answers, {});
				expect(asked(form, kept)).toEqual(asked(form, answers));
				expect(askedAnswers(form, kept, {})).toEqual(kept);
			})
		);
	});

	test('the answer to a hidden question has no effect', () => {
		fc.assert(
			fc.property(anyForm, anyAnswers, anyAnswer, (form, answers, other) => {
				const shown = asked(form, answers);
				for (const { key } of form.sections[0].questions!)
					if (!shown.includes(key))
						expect(asked(form, { ...answers, [key]: other as never })).toEqual(shown);
			})
		);
	});

	test('an answer decides only about what comes after it', () => {
		fc.assert(
			fc.property(anyForm, anyAnswers, fc.nat(4), anyAnswer, (form, answers, at, other) => {
				const before = (keys: string[]) => keys.filter((key) => Number(key.slice(1)) <= at);
				const changed = { ...answers, [`q${at}`]: other as never };
				const isBackward = form.sections[0].questions!.every(
					({ showIf }, i) =>
						showIf?.conditions.every(({ key }) => !/^q\d$/.test(key) || Number(key.slice(1)) < i) ??
						true
				);
				if (isBackward) expect(before(asked(form, changed))).toEqual(before(asked(form, answers)));
			})
		);
	});

	test('the opposite comparison says the opposite', () => {
		fc.assert(
			fc.property(anyAnswer, fc.constantFrom('yes', 3), (given, value) => {
				const says = (is: 'is' | 'is_not' | 'answered' | 'unanswered') =>
					holds(rule('a', is, value), () => given);
				expect(says('is')).toBe(!says('is_not'));
				expect(says('answered')).toBe(!says('unanswered'));
			})
		);
	});
});

const yesNo = ['yes', 'no'].map((key) => ({ key, name: { en: key } }));

function question(key: string, input: Partial<Question> = {}): Question {
	return draftQuestionSchema.parse({ key, kind: 'text', name: { en: key }, ...input });
}

function formOf(...questions: Question[]): Definition {
	const levels = [1, 2, 3, 4, 5].map((level) => ({ en: `level ${level}` }));
	const criterion = { key: 'politeness', name: { en: 'Politeness' }, levels, weight: 10 };
	const section = { key: 'main', name: { en: 'Main' }, criteria: [criterion] };
	const { sections } = definitionSchema.parse({ sections: [section] });
	return { sections: [{ ...sections[0], questions }] };
}
