import { inWords, regions, type Locale } from './locales.ts';
import { clock } from './clock.ts';
import type { Answer, Question } from './questions.ts';
import { dayWords } from './day-words.ts';

/** An answer as an editor reads it; a dash when there is none. */
export function answerText(question: Question, answer: Answer | undefined, locale: Locale): string {
	if (answer === undefined || answer === '') return '–';
	const optionName = (key: string) => {
		const option = question.options.find((one) => one.key === key);
		return option ? inWords(option.name, locale) : key;
	};
	if (Array.isArray(answer)) return answer.map(optionName).join(', ') || '–';
	if (typeof answer === 'object') return Object.values(answer).filter(Boolean).join(' · ') || '–';
	if (question.kind === 'stopwatch') return clock(Number(answer));
	if (question.kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(String(answer)))
		return dayWords(String(answer), locale);
	return typeof answer === 'number' ? answer.toLocaleString(regions[locale]) : optionName(answer);
}

/** A story that stands by itself rather than in a row of answers. */
export const isLongText = (question: Question, answer: Answer) =>
	question.kind === 'text' && typeof answer === 'string' && (question.minLength ?? 0) >= 100;
