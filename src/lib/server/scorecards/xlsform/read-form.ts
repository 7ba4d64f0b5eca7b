import { locales, type Locale, type Words } from '../../../locales.ts';
import { draftQuestionSchema } from '../../../question-schema.ts';
import type { Question, Rule } from '../../../questions.ts';
import type { Definition } from '../../../scorecard.ts';
import { isWellFormed, keyOf, limitsOf, referencesOf, ruleOf } from './expressions.ts';
import { overallSection } from './overall.ts';
import type { Fault, FaultReason, SheetRow, Workbook } from './sheets.ts';
import { rowType, type QuestionType } from './types.ts';

/** What of a row is not in the form: the type, an expression, a text. */
export type NotTaken = { row: number; what: NotTakenReason; text: string };
export type NotTakenReason =
	| 'type'
	| 'repeat'
	| 'calculation'
	| 'relevant'
	| 'required'
	| 'constraint'
	| 'choice_filter'
	| 'other'
	| 'default'
	| 'too_many_options'
	| 'too_few_options'
	| 'option_twice'
	| 'language'
	| 'too_many_sections';

export type FormRead = { definition: Definition; notTaken: NotTaken[] } | { faults: Fault[] };

type Group = { name: Words; key: string; rule: Rule | null; row: number };
type FormSection = { key: string; name: Words; questions: Question[] };
type Option = { key: string; name: Words };

const mostQuestions = 50;
const mostSections = 29;
const mostOptions = 50;

/** A visit form from an XLSForm: what can be asked is taken over, the rest is listed; faults refuse the whole. */
export function readForm({ survey, choices }: Workbook, title: string): FormRead {
	const faults: Fault[] = [];
	const notTaken: NotTaken[] = [];
	const fault = (row: number, reason: FaultReason, what = '', sheet = 'survey') =>
		void faults.push({ sheet, row, reason, what });
	const leave = (row: number, what: NotTakenReason, text: string) =>
		void notTaken.push({ row, what, text });
	const lists = readLists();
	const names = new Set(survey.map(({ cells }) => cells.name).filter(Boolean));
	const seen = new Set<string>();
	const keys = new Set<string>();
	const taken = new Map<string, Question>();
	const groups: Group[] = [];
	const sections: FormSection[] = [];

	for (const line of survey) readLine(line);
	for (const { row, key } of groups) fault(row, 'group_not_ended', key);
	const asked = sections.filter(({ questions }) => questions.length);
	if (!asked.length && !faults.length) fault(1, 'nothing_asked');
	if (faults.length) return { faults };
	if (asked.length > mostSections)
		leave(0, 'too_many_sections', String(asked.length - mostSections));
	const kept = asked.slice(0, mostSections).map((section) => ({ ...section, criteria: [] }));
	return { definition: { sections: [...kept, overallSection(keys)] }, notTaken };

	function readLine({ row, cells }: SheetRow) {
		if (!cells.type) return void fault(row, 'type_missing', cells.name ?? '');
		const type = rowType(cells.type);
		if (!type) return void fault(row, 'type_unknown', cells.type);
		if (type.is === 'end') {
			if (!groups.pop()) fault(row, 'group_not_begun');
			return;
		}
		if (type.is === 'begin') return beginGroup(row, cells, type.what === 'repeat');
		checkExpressions(row, cells);
		if (type.is === 'calculation') {
			if (!cells.calculation) fault(row, 'calculation_missing', cells.name ?? '');
			return leave(row, 'calculation', cells.name ?? '');
		}
		if (type.is === 'left_out')
			return leave(row, 'type', `${cells.type} ${cells.name ?? ''}`.trim());
		if (!checkName(row, cells.name ?? '')) return;
		readQuestion(row, cells, type);
	}

	function checkName(row: number, name: string) {
		if (!name) fault(row, 'name_missing');
		else if (!/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(name)) fault(row, 'name_wrong', name);
		else if (seen.has(`${groupPath()} ${name}`)) fault(row, 'name_twice', name);
		else {
			seen.add(`${groupPath()} ${name}`);
			return true;
		}
		return false;
	}

	function groupPath() {
		return groups.map(({ key }) => key).join('/');
	}

	function checkExpressions(row: number, cells: SheetRow['cells']) {
		for (const column of ['relevant', 'constraint', 'calculation', 'required']) {
			const text = cells[column] ?? '';
			if (!text) continue;
			if (!isWellFormed(text)) fault(row, 'expression_wrong', text);
			const unknown = referencesOf(text).find((name) => !names.has(name));
			if (unknown !== undefined) fault(row, 'reference_unknown', unknown);
		}
	}

	/** What would be asked again and again is asked once. */
	function beginGroup(row: number, cells: SheetRow['cells'], repeats: boolean) {
		const key = cells.name ?? '';
		if (!key) fault(row, 'name_missing');
		if (repeats) leave(row, 'repeat', key);
		checkExpressions(row, cells);
		const rule = cells.relevant ? ruleOf(cells.relevant, (name) => taken.get(name)) : null;
		if (cells.relevant && !rule) leave(row, 'relevant', cells.relevant);
		const name = wordsOf(cells, 'label', row);
		groups.push({ row, name, key, rule });
		sections.push({ key: freeKey(key), name: sectionName(), questions: [] });
	}

	function sectionName(): Words {
		const named = groups.filter(({ name }) => Object.keys(name).length);
		return named.at(-1)?.name ?? { en: title };
	}

	function section(): FormSection {
		const last = sections.at(-1);
		if (last && last.questions.length < mostQuestions) return last;
		const key = freeKey(last?.key ?? 'main');
		const next: FormSection = { key, name: sectionName(), questions: [] };
		sections.push(next);
		return next;
	}

	function readQuestion(row: number, cells: SheetRow['cells'], type: QuestionType) {
		const options = type.list === null ? [] : optionsOf(row, type.list);
		if (!options) return;
		if (type.withOther) leave(row, 'other', cells.name);
		if (cells.choice_filter) leave(row, 'choice_filter', cells.choice_filter);
		if (cells.default) leave(row, 'default', cells.default);
		const key = freeKey(cells.name);
		const label = wordsOf(cells, 'label', row);
		const question = draftQuestionSchema.parse({
			key,
			kind: type.kind,
			name: Object.keys(label).length ? label : { en: cells.name },
			hint: wordsOf(cells, 'hint', row),
			options,
			showIf: showIf(row, cells),
			...requirement(row, cells),
			...limits(row, cells, type)
		});
		taken.set(cells.name, question);
		section().questions.push(question);
	}

	function optionsOf(row: number, list: string): Option[] | null {
		const options = lists.get(list);
		if (!options) fault(row, 'list_unknown', list);
		else if (options.length > mostOptions) leave(row, 'too_many_options', list);
		else if (options.length < 2) leave(row, 'too_few_options', list);
		else return options;
		return null;
	}

	/** The question's own rule and those of the groups around it. */
	function showIf(row: number, cells: SheetRow['cells']): Rule | null {
		const own = cells.relevant ? ruleOf(cells.relevant, (name) => taken.get(name)) : null;
		if (cells.relevant && !own) leave(row, 'relevant', cells.relevant);
		const rules = [...groups.map(({ rule }) => rule), own].filter((rule) => rule !== null);
		if (rules.length < 2) return rules[0] ?? null;
		const plain = rules.every(
			({ match, conditions }) => match === 'all' || conditions.length === 1
		);
		const conditions = rules.flatMap((rule) => rule.conditions);
		if (plain && conditions.length <= 10) return { match: 'all', conditions };
		leave(row, 'relevant', cells.relevant ?? '');
		return rules.at(-1)!;
	}

	function requirement(row: number, { required = '' }: SheetRow['cells']) {
		if (!required || /^(no|false|false\(\))$/i.test(required)) return { required: false };
		if (/^(yes|true|true\(\))$/i.test(required)) return { required: true };
		const requiredIf = ruleOf(required, (name) => taken.get(name));
		if (!requiredIf) leave(row, 'required', required);
		return { required: false, requiredIf };
	}

	function limits(
		row: number,
		{ constraint }: SheetRow['cells'],
		{ kind, isWhole }: { kind: Question['kind']; isWhole: boolean }
	) {
		if (!constraint) return {};
		const read = limitsOf(constraint, isWhole);
		const fits =
			read &&
			(kind === 'number'
				? read.minLength === undefined
				: kind === 'text' && read.min === undefined && read.max === undefined);
		const isEmpty = (read?.min ?? -Infinity) > (read?.max ?? Infinity);
		if (fits && !isEmpty) return read;
		leave(row, 'constraint', constraint);
		return {};
	}

	function readLists() {
		const lists = new Map<string, Option[]>();
		for (const { row, cells } of choices) {
			const list = cells.list_name;
			if (!list) continue;
			if (!cells.name) fault(row, 'choice_name_missing', list, 'choices');
			const options = lists.get(list) ?? [];
			const key = keyOf(cells.name || 'x');
			const name = wordsOf(cells, 'label', row);
			if (options.some((option) => option.key === key)) leave(row, 'option_twice', cells.name);
			else options.push({ key, name: Object.keys(name).length ? name : { en: cells.name || key } });
			lists.set(list, options);
		}
		return lists;
	}

	/** A key that no other question, section or criterion has. */
	function freeKey(name: string) {
		const key = keyOf(name);
		for (let n = 1; ; n++) {
			const tried = n === 1 ? key : `${key.slice(0, 60)}_${n}`;
			if (keys.has(tried)) continue;
			keys.add(tried);
			return tried;
		}
	}

	/** In the languages of the house; a form in none of them is read as English. */
	function wordsOf(cells: SheetRow['cells'], column: 'label' | 'hint', row: number): Words {
		const words: Words = {};
		const strange: string[] = [];
		for (const [name, text] of Object.entries(cells)) {
			if (!text || !(name === column || name.startsWith(`${column}::`))) continue;
			const short = text.slice(0, 2000);
			const locale = name === column ? 'en' : localeOf(name.slice(column.length + 2));
			if (locale) words[locale] ??= short;
			else strange.push(short);
		}
		if (!Object.keys(words).length && strange.length) words.en = strange.shift();
		if (strange.length && !notTaken.some(({ what }) => what === 'language'))
			leave(row, 'language', column);
		return words;
	}
}

const languageWords: Record<Locale, RegExp> = {
	en: /^english|\(en\)|^en$/i,
	ru: /^russian|^русский|\(ru\)|^ru$/i,
	lv: /^latvian|^latviešu|\(lv\)|^lv$/i,
	ro: /^romanian|^română|\(ro\)|^ro$/i
};

const localeOf = (language: string) =>
	locales.find((locale) => languageWords[locale].test(language.trim()));
