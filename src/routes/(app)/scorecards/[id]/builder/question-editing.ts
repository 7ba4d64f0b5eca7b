import type { Question, QuestionKind } from '#lib/questions.ts';
import type { Section } from '#lib/scorecard.ts';
import { newKey, randomKey } from './keys.ts';
import type { ScorecardEditor } from './scorecard-editor.svelte.ts';

/** A new question at the end of a section, open to be written. */
export function addQuestion(editor: ScorecardEditor, section: Section) {
	section.questions ??= [];
	const key = randomKey();
	section.questions.push({
		key,
		kind: 'text',
		name: {},
		hint: {},
		required: true,
		showIf: null,
		requiredIf: null,
		minLength: null,
		min: null,
		max: null,
		options: [],
		answer: null,
		standardSeconds: null
	});
	editor.touch();
	void editor.reveal(`question.${key}.name`);
}

/** Takes a question out; the function that comes back puts it where it was. */
export function removeQuestion(editor: ScorecardEditor, section: Section, question: Question) {
	const index = section.questions!.indexOf(question);
	const [taken] = section.questions!.splice(index, 1);
	editor.touch();
	return () => {
		const home = editor.sections.find(({ key }) => key === section.key) ?? editor.sections.at(-1);
		if (!home) return;
		(home.questions ??= []).splice(index, 0, taken);
		editor.touch();
		void editor.reveal(`question.${taken.key}.name`);
	};
}

/** One place up or down; at the edge of a section on into the next one. */
export function shiftQuestion(
	editor: ScorecardEditor,
	section: Section,
	question: Question,
	step: -1 | 1
) {
	const list = section.questions!;
	const from = list.indexOf(question);
	const isInside = from + step >= 0 && from + step < list.length;
	const home = isInside ? section : editor.sections[editor.sections.indexOf(section) + step];
	if (!home) return;
	const [taken] = list.splice(from, 1);
	const target = (home.questions ??= []);
	const place = isInside ? from + step : step < 0 ? target.length : 0;
	target.splice(place, 0, taken);
	editor.announceMove(editor.words(taken.name), place, target.length, home);
	editor.touch();
}

/** Another kind of answer: what the new kind does not use is emptied. */
export function setKind(editor: ScorecardEditor, question: Question, kind: QuestionKind) {
	const had = question.options;
	const options = had.length ? had : [optionOf('a'), optionOf('b')];
	const withOptions = kind === 'choice' || kind === 'choices' || kind === 'integrity';
	Object.assign(question, {
		kind,
		options: withOptions ? options : [],
		answer: kind === 'integrity' ? question.answer : null,
		minLength: kind === 'text' || kind === 'staff' ? question.minLength : null,
		min: kind === 'number' ? question.min : null,
		max: kind === 'number' ? question.max : null,
		standardSeconds: kind === 'stopwatch' ? question.standardSeconds : null
	});
	editor.touch();
}

/** One more answer to choose from. */
export function addOption(editor: ScorecardEditor, question: Question) {
	const taken = (key: string) => question.options.some((option) => option.key === key);
	const key = newKey(`answer ${question.options.length + 1}`, taken);
	question.options.push(optionOf(key));
	editor.touch();
	void editor.reveal(`question.${question.key}.option.${key}`);
}

const optionOf = (key: string) => ({ key, name: {} });
