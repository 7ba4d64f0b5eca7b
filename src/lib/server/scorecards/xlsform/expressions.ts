import type { Condition, Question, Rule } from '../../../questions.ts';

/** The names that an expression looks at: `${name}`. */
export const referencesOf = (expression: string) =>
	[...expression.matchAll(/\$\{\s*([^}]*?)\s*\}/g)].map(([, name]) => name);

/** Whether it can be an expression at all: quotes and brackets closed, none of a word processor's quotes. */
export function isWellFormed(expression: string): boolean {
	const bare = expression.replace(/'[^']*'|"[^"]*"/g, '');
	if (/['"‘’“”]/.test(bare)) return false;
	let open = 0;
	for (const character of bare) {
		if (character === '(') open++;
		if (character === ')') open--;
		if (open < 0) return false;
	}
	const isProse = /[\p{L}_]+\s+(?!and\b|or\b|div\b|mod\b)[\p{L}_]+\s+(?!and\b|or\b)[\p{L}_]+/u;
	return open === 0 && !isProse.test(bare.replace(/\$\{[^}]*\}/g, '0'));
}

/** `question` by the name that the form gives it: only what stands before and was taken over. */
export type Find = (name: string) => Question | undefined;

/** A relevant or required expression as a rule; null where it says more than a rule can. */
export function ruleOf(expression: string, find: Find): Rule | null {
	const text = unwrapped(expression.trim());
	const [all, any] = [splitBy(text, 'and'), splitBy(text, 'or')];
	if (all.length > 1 && any.length > 1) return null;
	const parts = any.length > 1 ? any : all;
	const conditions = parts.map((part) => conditionOf(unwrapped(part), find));
	if (conditions.includes(null) || conditions.length > 10) return null;
	return { match: any.length > 1 ? 'any' : 'all', conditions: conditions as Condition[] };
}

const value = String.raw`'([^']*)'|"([^"]*)"|(-?\d+(?:\.\d+)?)`;
const selected = new RegExp(String.raw`^selected\(\s*\$\{([^}]+)\}\s*,\s*(?:${value})\s*\)$`);
const compared = new RegExp(String.raw`^\$\{([^}]+)\}\s*(=|!=|<=|>=|<|>)\s*(?:${value})$`);

function conditionOf(text: string, find: Find): Condition | null {
	const denied = text.match(/^not\s*\((.*)\)$/s)?.[1].trim();
	if (denied !== undefined) return denial(conditionOf(denied, find));
	const chosen = text.match(selected);
	if (chosen) return choice(find(chosen[1].trim()), 'is', chosen[2] ?? chosen[3] ?? chosen[4]);
	const parts = text.match(compared);
	if (!parts) return null;
	const [, name, sign, single, double, number] = parts;
	const question = find(name.trim());
	const given = single ?? double ?? number;
	if (!question) return null;
	if (given === '' && sign === '=') return { key: question.key, is: 'unanswered', value: null };
	if (given === '' && sign === '!=') return { key: question.key, is: 'answered', value: null };
	if (sign === '=' || sign === '!=') {
		const is = sign === '=' ? 'is' : 'is_not';
		return question.options.length ? choice(question, is, given) : plain(question, is, given);
	}
	return bound(question, sign, Number(given));
}

const denials = {
	is: 'is_not',
	is_not: 'is',
	answered: 'unanswered',
	unanswered: 'answered'
} as const;

function denial(condition: Condition | null): Condition | null {
	if (!condition || condition.is === 'below' || condition.is === 'above') return null;
	return { ...condition, is: denials[condition.is] };
}

function choice(
	question: Question | undefined,
	is: 'is' | 'is_not',
	given: string
): Condition | null {
	const option = question?.options.find(({ key }) => key === keyOf(given));
	return question && option ? { key: question.key, is, value: option.key } : null;
}

function plain({ key, kind }: Question, is: 'is' | 'is_not', given: string): Condition | null {
	if (kind !== 'number') return kind === 'text' ? { key, is, value: given } : null;
	const number = Number(given);
	return Number.isFinite(number) ? { key, is, value: number } : null;
}

/** A rule knows only `below` and `above`: `>= 5` is `> 4` where there are whole numbers only. */
function bound({ key, kind }: Question, sign: string, limit: number): Condition | null {
	if (kind !== 'number' || !Number.isFinite(limit)) return null;
	if (sign === '<') return { key, is: 'below', value: limit };
	if (sign === '>') return { key, is: 'above', value: limit };
	return null;
}

/** What a constraint says that a question can hold; null where it says more. */
export function limitsOf(
	expression: string,
	isWhole: boolean
): Partial<Pick<Question, 'min' | 'max' | 'minLength'>> | null {
	const limits: { min?: number; max?: number; minLength?: number } = {};
	for (const part of splitBy(unwrapped(expression.trim()), 'and').map(unwrapped)) {
		const length = part.match(/^string-length\(\s*\.\s*\)\s*(>=|>)\s*(\d+)$/);
		const number = part.match(/^\.\s*(<=|>=|<|>)\s*(-?\d+(?:\.\d+)?)$/);
		if (length) limits.minLength = Number(length[2]) + (length[1] === '>' ? 1 : 0);
		else if (number) {
			const [, sign, text] = number;
			const isStrict = sign.length === 1;
			if (isStrict && !isWhole) return null;
			const limit = Number(text);
			if (sign.startsWith('>')) limits.min = isStrict ? Math.floor(limit) + 1 : limit;
			else limits.max = isStrict ? Math.ceil(limit) - 1 : limit;
		} else return null;
	}
	return limits;
}

/** The parts between a word that stands outside of quotes and brackets. */
function splitBy(text: string, word: 'and' | 'or'): string[] {
	const parts: string[] = [];
	let [depth, quote, from] = [0, '', 0];
	for (let i = 0; i < text.length; i++) {
		const c = text[i];
		if (quote) quote = c === quote ? '' : quote;
		else if (c === "'" || c === '"') quote = c;
		else if (c === '(' || c === '{') depth++;
		else if (c === ')' || c === '}') depth--;
		else if (!depth && new RegExp(`^\\s${word}\\s`, 'i').test(text.slice(i))) {
			parts.push(text.slice(from, i).trim());
			from = i + word.length + 1;
		}
	}
	return [...parts, text.slice(from).trim()];
}

/** Without brackets around the whole. */
function unwrapped(text: string): string {
	if (!text.startsWith('(') || !text.endsWith(')')) return text;
	let depth = 0;
	for (let i = 0; i < text.length - 1; i++) {
		if (text[i] === '(') depth++;
		if (text[i] === ')') depth--;
		if (!depth) return text;
	}
	return unwrapped(text.slice(1, -1).trim());
}

/** A name as a key of the house: lower case, letters, digits, - and _. */
export function keyOf(name: string): string {
	const key = name
		.toLowerCase()
		.replace(/[^a-z0-9_-]+/g, '_')
		.replace(/^[_-]+/, '');
	return key.slice(0, 64) || `x${name.codePointAt(0) ?? 0}`;
}
