import { inWords, type Locale } from './locales.ts';
import { m } from '#lib/paraglide/messages.js';
import {
	questionsOf,
	type Comparison,
	type Condition,
	type QuestionKind,
	type Rule
} from './questions.ts';
import type { Definition } from './scorecard.ts';
import type { VisitProblem } from './visit-problems.ts';

export const kindWords: Record<QuestionKind, () => string> = {
	text: m.question_kind_text,
	number: m.question_kind_number,
	choice: m.question_kind_choice,
	choices: m.question_kind_choices,
	date: m.question_kind_date,
	time: m.question_kind_time,
	stopwatch: m.question_kind_stopwatch,
	photo: m.question_kind_photo,
	receipt: m.question_kind_receipt,
	staff: m.question_kind_staff,
	integrity: m.question_kind_integrity
};

export const comparisonWords: Record<Comparison, () => string> = {
	answered: m.question_is_answered,
	unanswered: m.question_is_unanswered,
	is: m.question_is,
	is_not: m.question_is_not,
	below: m.question_is_below,
	above: m.question_is_above
};

/** What is wrong with an answer or a mark. */
export const problemWords: Record<VisitProblem['what'], () => string> = {
	answer_missing: m.question_problem_missing,
	answer_wrong: m.question_problem_wrong,
	too_short: m.question_problem_short,
	out_of_range: m.question_problem_range,
	unknown_option: m.question_problem_option,
	photos_missing: m.question_problem_photos,
	photo_unknown: m.question_problem_photo_unknown,
	unknown_question: m.question_problem_unknown,
	rating: m.question_problem_rating,
	comment: m.question_problem_comment,
	na_not_allowed: m.question_problem_na,
	level_out_of_range: m.question_problem_wrong,
	unknown_criterion: m.question_problem_unknown
};

/** What is wrong, also where a newer server knows more than this page. */
export const wordsOf = ({ what }: VisitProblem): string => problemWords[what]?.() ?? what;

/** A rule as a person reads it: “Was there a queue?” is “Yes”, and … */
export function ruleInWords(rule: Rule, definition: Definition, locale: Locale): string {
	const and = rule.match === 'all' ? 'conjunction' : 'disjunction';
	return new Intl.ListFormat(locale, { type: and }).format(
		rule.conditions.map((condition) => conditionInWords(condition, definition, locale))
	);
}

function conditionInWords({ key, is, value }: Condition, definition: Definition, locale: Locale) {
	const question = questionsOf(definition).find((one) => one.key === key);
	const criteria = definition.sections.flatMap((section) => section.criteria);
	const subject = question ?? criteria.find((one) => one.key === key);
	const option = question?.options.find((one) => one.key === value);
	const shown = option ? inWords(option.name, locale) : String(value ?? '');
	const name = subject ? inWords(subject.name, locale) : key;
	return [`“${name}”`, comparisonWords[is](), shown && `“${shown}”`].filter(Boolean).join(' ');
}
