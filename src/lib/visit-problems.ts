import {
	isEmpty,
	photosIn,
	questionsOf,
	shownQuestions,
	takesPhotos,
	type Answer,
	type Answers,
	type Question
} from './questions.ts';
import type { Definition, Ratings } from './scorecard.ts';
import { missing, type Missing } from './scoring.ts';

/** What still stands between a shopper and filing: which question or criterion, and what is wrong with it. */
export type VisitProblem = {
	key: string;
	what: AnswerProblem | Exclude<Missing['what'], 'evidence'>;
};
export type AnswerProblem =
	| 'answer_missing'
	| 'answer_wrong'
	| 'too_short'
	| 'out_of_range'
	| 'unknown_option'
	| 'photos_missing'
	| 'photo_unknown'
	| 'unknown_question';

/** The same in the browser and on the server; nothing left: the visit can be filed. In the order of the form. */
export function visitProblems(
	definition: Definition,
	answers: Answers,
	ratings: Ratings,
	files: { name: string }[] = []
): VisitProblem[] {
	const names = new Set(files.map(({ name }) => name));
	const shown = shownQuestions(definition, answers, ratings);
	const wrong = new Map<string, VisitProblem[]>();
	for (const { question, required } of shown)
		wrong.set(question.key, problemsOf(question, answers, required, names));
	for (const { criterion, what } of missing(definition, ratings)) {
		if (what === 'evidence' && ratings[criterion].comment.trim()) continue;
		addTo(wrong, criterion, what);
	}
	const known = new Set(questionsOf(definition).map(({ key }) => key));
	const unknown = Object.keys(answers).filter((key) => !known.has(key));
	return [
		...definition.sections.flatMap(({ questions = [], criteria }) =>
			[...questions, ...criteria].flatMap(({ key }) => take(wrong, key))
		),
		...[...wrong.values()].flat(),
		...unknown.map((key) => ({ key, what: 'unknown_question' as const }))
	];
}

/** On a visit the mark is proved by what the shopper saw: evidence that is asked for is a comment. */
function addTo(wrong: Map<string, VisitProblem[]>, key: string, found: Missing['what']) {
	const what = found === 'evidence' ? 'comment' : found;
	const there = wrong.get(key) ?? [];
	if (!there.some((one) => one.what === what)) wrong.set(key, [...there, { key, what }]);
}

function take(wrong: Map<string, VisitProblem[]>, key: string) {
	const found = wrong.get(key) ?? [];
	wrong.delete(key);
	return found;
}

function problemsOf(
	question: Question,
	answers: Answers,
	required: boolean,
	names: Set<string>
): VisitProblem[] {
	const { key } = question;
	const answer = Object.hasOwn(answers, key) ? answers[key] : undefined;
	if (answer === undefined || isEmpty(answer))
		return required ? [{ key, what: 'answer_missing' }] : [];
	const what = problemOf(question, answer) ?? photoProblem(question, answer, names);
	return what ? [{ key, what }] : [];
}

function problemOf(question: Question, answer: Answer): AnswerProblem | null {
	const { kind, options, minLength } = question;
	const isOption = (key: unknown) => options.some((option) => option.key === key);
	switch (kind) {
		case 'text':
			if (typeof answer !== 'string') return 'answer_wrong';
			return isShort(answer, minLength) ? 'too_short' : null;
		case 'number':
		case 'stopwatch':
			return numberProblem(question, answer);
		case 'choice':
		case 'integrity':
			return isOption(answer) ? null : 'unknown_option';
		case 'choices':
			return Array.isArray(answer) && answer.every(isOption) && isUnique(answer)
				? null
				: 'unknown_option';
		case 'date':
			return isDay(answer) ? null : 'answer_wrong';
		case 'time':
			return typeof answer === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(answer)
				? null
				: 'answer_wrong';
		case 'photo':
			return Array.isArray(answer) && isUnique(answer) ? null : 'answer_wrong';
		case 'receipt':
			return isPair(answer, 'amount') && /^\d{1,9}([.,]\d{1,2})?$/.test(String(answer.amount))
				? null
				: 'answer_wrong';
		case 'staff':
			if (!isPair(answer, 'description')) return 'answer_wrong';
			return isShort(String(answer.description), minLength) ? 'too_short' : null;
	}
}

function numberProblem({ kind, min, max }: Question, answer: Answer): AnswerProblem | null {
	if (typeof answer !== 'number' || !Number.isFinite(answer)) return 'answer_wrong';
	if (kind === 'stopwatch') return answer < 0 || answer > 86_400 ? 'out_of_range' : null;
	return (min !== null && answer < min) || (max !== null && answer > max) ? 'out_of_range' : null;
}

/** `min` and `max` of such a question count photos. */
function photoProblem(
	{ kind, min, max }: Question,
	answer: Answer,
	names: Set<string>
): AnswerProblem | null {
	if (!takesPhotos(kind)) return null;
	const photos = photosIn(answer);
	if (photos.some((name) => !names.has(name))) return 'photo_unknown';
	return photos.length < (min ?? 0) || photos.length > (max ?? Infinity) ? 'photos_missing' : null;
}

const isShort = (text: string, minLength: number | null) =>
	[...text.trim()].length < (minLength ?? 0);

const isUnique = (values: unknown[]) => new Set(values).size === values.length;

function isDay(answer: Answer) {
	if (typeof answer !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(answer)) return false;
	const day = new Date(`${answer}T00:00:00Z`);
	return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(answer);
}

const isPair = <K extends string>(
	answer: Answer,
	key: K
): answer is Extract<Answer, Record<K, string>> =>
	typeof answer === 'object' && !Array.isArray(answer) && key in answer;
