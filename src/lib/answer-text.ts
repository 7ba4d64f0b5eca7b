import { m } from '#lib/paraglide/messages.js';
import { inWords, regions, type Locale } from './locales.ts';
import { clock } from './clock.ts';
import { photosIn, takesPhotos, type Answer, type Answers, type Question } from './questions.ts';
import { dayWords } from './day-words.ts';

/** An answer as an editor reads it; a dash when there is none. */
export function answerText(question: Question, answer: Answer | undefined, locale: Locale): string {
	if (answer === undefined || answer === '') return '–';
	const optionName = (key: string) => {
		const option = question.options.find((one) => one.key === key);
		return option ? inWords(option.name, locale) : key;
	};
	if (takesPhotos(question.kind)) {
		const { amount = '', number = '' } =
			typeof answer === 'object' && 'amount' in answer ? answer : {};
		const count = photosIn(answer).length;
		const photos = count && m.photos_count({ count }, { locale });
		return [amount, number, photos].filter(Boolean).join(' · ') || '–';
	}
	if (Array.isArray(answer)) return answer.map(optionName).join(', ') || '–';
	if (typeof answer === 'object') return Object.values(answer).filter(Boolean).join(' · ') || '–';
	if (question.kind === 'stopwatch') return clock(Number(answer));
	if (question.kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(String(answer)))
		return dayWords(String(answer), locale);
	return typeof answer === 'number' ? answer.toLocaleString(regions[locale]) : optionName(answer);
}

/** What each photo was asked for, by the name of its file. */
export const photoWords = (
	asked: { question: Question }[],
	answers: Answers,
	locale: Locale
): Record<string, string> =>
	Object.fromEntries(
		asked
			.filter(({ question: { kind } }) => takesPhotos(kind))
			.flatMap(({ question: { key, name } }) =>
				photosIn(answers[key]).map((photo) => [photo, inWords(name, locale)])
			)
	);

/** A story that stands by itself rather than in a row of answers. */
export const isLongText = (question: Question, answer: Answer) =>
	question.kind === 'text' && typeof answer === 'string' && (question.minLength ?? 0) >= 100;
