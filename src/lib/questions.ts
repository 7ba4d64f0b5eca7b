import type { z } from 'zod';
import type { draftQuestionSchema, ruleSchema } from './question-schema.ts';
import type { Definition, Ratings } from './scorecard.ts';

/** What a visit form can ask besides its criteria. */
export const questionKinds = [
	'text',
	'number',
	'choice',
	'choices',
	'date',
	'time',
	'stopwatch',
	'photo',
	'receipt',
	'staff',
	'integrity'
] as const;
export type QuestionKind = (typeof questionKinds)[number];

export const comparisons = ['answered', 'unanswered', 'is', 'is_not', 'below', 'above'] as const;
export type Comparison = (typeof comparisons)[number];

export type Question = z.infer<typeof draftQuestionSchema>;
export type Rule = z.infer<typeof ruleSchema>;
export type Condition = Rule['conditions'][number];

/** photo: names of files · text, date, time: text · number, stopwatch (seconds): number · choice, integrity: an option's key. */
export type Answer =
	| string
	| number
	| string[]
	| { amount: string; number: string; photos?: string[] }
	| { name: string; description: string };
/** By question key. */
export type Answers = Record<string, Answer>;

export const hasOptions = (kind: QuestionKind) =>
	kind === 'choice' || kind === 'choices' || kind === 'integrity';

/** Comparisons that look at a value. */
export const needsValue = (is: Comparison) => is !== 'answered' && is !== 'unanswered';

/** In the order in which they are asked. */
export const questionsOf = ({ sections }: Definition): Question[] =>
	sections.flatMap(({ questions }) => questions ?? []);

/** Whether a rule holds; `read` gives the answer to a question or the level of a criterion. Never throws. */
export function holds({ match, conditions }: Rule, read: (key: string) => unknown): boolean {
	const isTrue = (condition: Condition) => compare(condition, read(condition.key));
	return match === 'all' ? conditions.every(isTrue) : conditions.some(isTrue);
}

function compare({ is, value }: Condition, given: unknown): boolean {
	if (is === 'answered') return !isEmpty(given);
	if (is === 'unanswered') return isEmpty(given);
	if (is === 'is') return isSame(given, value);
	if (is === 'is_not') return !isSame(given, value);
	if (typeof given !== 'number' || typeof value !== 'number') return false;
	return is === 'below' ? given < value : given > value;
}

/** Of several choices: whether it is among them. */
const isSame = (given: unknown, value: Condition['value']) =>
	Array.isArray(given) ? given.includes(value) : (given ?? null) === value;

/** Nothing was answered: no value, blanks, no choice, neither part of a pair. */
export function isEmpty(answer: unknown): boolean {
	if (answer === undefined || answer === null) return true;
	if (typeof answer === 'string') return !answer.trim();
	if (Array.isArray(answer)) return answer.length === 0;
	if (typeof answer === 'object') return Object.values(answer).every(isEmpty);
	return false;
}

/**
 * The questions that these answers lead to, each with whether it must be answered. One pass in the order of the
 * form: a rule looks back only, and what is not shown counts as not answered, whatever it holds.
 */
export function shownQuestions(
	definition: Definition,
	answers: Answers,
	ratings: Ratings
): { question: Question; required: boolean }[] {
	const given = new Map<string, unknown>();
	for (const { criteria } of definition.sections)
		for (const { key } of criteria) given.set(key, own(ratings, key)?.level ?? null);
	const read = (key: string) => given.get(key);
	return questionsOf(definition).flatMap((question) => {
		const { key, showIf, required, requiredIf } = question;
		if (showIf && !holds(showIf, read)) return [];
		const isRequired = required || Boolean(requiredIf && holds(requiredIf, read));
		const answer = own(answers, key);
		given.set(key, isEmpty(answer) ? null : answer);
		return [{ question, required: isRequired }];
	});
}

/** Names of the photos that an answer consists of. */
export const photosIn = (answer: Answer | undefined): string[] => {
	if (Array.isArray(answer)) return answer;
	return typeof answer === 'object' && 'amount' in answer ? (answer.photos ?? []) : [];
};

/** Whether a question can be answered with photos. */
export const takesPhotos = (kind: QuestionKind) => kind === 'photo' || kind === 'receipt';

/** Only what was asked: answers to questions that these answers hide are left out. */
export function askedAnswers(definition: Definition, answers: Answers, ratings: Ratings): Answers {
	const shown = shownQuestions(definition, answers, ratings);
	return Object.fromEntries(
		shown.flatMap(({ question: { key } }) => {
			const answer = own(answers, key);
			return isEmpty(answer) ? [] : [[key, answer!]];
		})
	);
}

/** The form as a shopper may see it: without the answers that prove that they were there. */
export function withoutKnownAnswers(definition: Definition): Definition {
	const hidden = (question: Question): Question => ({ ...question, answer: null });
	return {
		sections: definition.sections.map((section) =>
			section.questions ? { ...section, questions: section.questions.map(hidden) } : section
		)
	};
}

/** Keys of the integrity questions that were answered wrongly. */
export function wrongIntegrity(definition: Definition, answers: Answers, ratings: Ratings) {
	return shownQuestions(definition, answers, ratings).flatMap(({ question }) =>
		question.kind === 'integrity' && own(answers, question.key) !== question.answer
			? [question.key]
			: []
	);
}

/** What `record` holds itself: a key such as `constructor` is nobody's answer. */
const own = <T>(record: Record<string, T>, key: string): T | undefined =>
	Object.hasOwn(record, key) ? record[key] : undefined;
