import { describe, expect, test } from 'vitest';
import { locales, type Words } from '#lib/locales.ts';
import { channels, criteriaOf, type Criterion } from '#lib/scorecard.ts';
import { definitionSchema } from '#lib/scorecard-schema.ts';
import {
	commentTemplates,
	complaintStandard,
	difficultCustomers,
	employeeControllable,
	practices,
	rootCauses,
	standards,
	templates
} from './index.ts';

const criteria = templates.flatMap((template) => criteriaOf(template.definition));

/** Every text that ships, found wherever it stands. */
const texts = wordsIn({
	templates,
	practices,
	rootCauses,
	difficultCustomers,
	commentTemplates,
	standards,
	complaintStandard
});

describe.each(templates)('the template $key', (template) => {
	test('is a valid scorecard', () => {
		expect(definitionSchema.parse(template.definition)).toEqual(template.definition);
	});

	test('has weights that sum to 100', () => {
		const sum = criteriaOf(template.definition).reduce((total, { weight }) => total + weight, 0);
		expect(sum).toBe(100);
	});
});

describe.each(criteria)('the criterion $key', (criterion: Criterion) => {
	test.each(locales)('describes each level differently (%s)', (locale) => {
		const lines = criterion.levels.map((level) => level[locale]?.toLowerCase());
		expect(new Set(lines).size).toBe(lines.length);
	});

	test('asks for evidence below its top level, and for a comment only where there is a level below', () => {
		expect(criterion.evidenceBelow).toBe(criterion.levels.length);
		expect(criterion.commentBelow).toBeLessThanOrEqual(criterion.levels.length);
	});

	test('offers at least two root causes', () => {
		expect(criterion.rootCauses.length).toBeGreaterThanOrEqual(2);
	});
});

test('a criterion with the same key has the same words in every template', () => {
	for (const criterion of criteria) {
		const twin = criteria.find(({ key }) => key === criterion.key)!;
		expect(criterion.name).toEqual(twin.name);
		expect(criterion.description).toEqual(twin.description);
		expect(criterion.levels).toEqual(twin.levels);
	}
});

test('no level line serves two criteria', () => {
	const distinct = [...new Map(criteria.map((criterion) => [criterion.key, criterion])).values()];
	for (const locale of locales) {
		const lines = distinct.flatMap(({ levels }) => levels.map((level) => level[locale]));
		expect(new Set(lines).size).toBe(lines.length);
	}
});

test.each(locales)('every text is there in %s', (locale) => {
	expect(texts.filter((words) => !words[locale]?.trim())).toEqual([]);
});

test('no sentence was left in another language', () => {
	const names = new Set(namesIn([templates, rootCauses, difficultCustomers]));
	for (const words of texts.filter((words) => !names.has(words)))
		expect(new Set(Object.values(words)).size).toBe(locales.length);
});

test.each<[keyof Words, string, RegExp]>([
	['en', 'only English letters', /[^\p{ASCII}“”’…–]/u],
	['ru', 'only Russian letters, no Latin lookalikes', /[^\P{L}а-яё]/iu],
	['ru', 'Russian quotation marks and dashes', /["'“”„‘’]| - | – /u],
	['lv', 'only Latvian letters', /[^\P{L}a-pr-vzāčēģīķļņšūž]/iu],
	['lv', 'Latvian quotation marks and dashes', /["'“«»‘’]| - |—/u],
	['ro', 'only Romanian letters, with commas below', /[^\P{L}a-zăâîșț]/iu],
	['ro', 'Romanian quotation marks and dashes', /["'“«»‘’]| - |—/u]
])('%s has %s', (locale, _, forbidden) => {
	const wrong = texts.map((words) => words[locale]!).filter((text) => forbidden.test(text));
	expect(wrong).toEqual([]);
});

test('no text has stray spaces, decomposed accents or repeated words', () => {
	const all = texts.flatMap((words) => Object.values(words));
	expect(all.filter((text) => /^\s|\s$|\s\s|\s[,.;:?!]/u.test(text))).toEqual([]);
	expect(all.filter((text) => text !== text.normalize('NFC'))).toEqual([]);
	expect(all.filter((text) => /(?<!\p{L})(\p{L}{2,}) \1(?!\p{L})/iu.test(text))).toEqual([]);
});

test('each root cause says whether it is in the employee’s hands', () => {
	expect(Object.keys(employeeControllable).sort()).toEqual(rootCauses.map(({ key }) => key).sort());
});

test('each criterion has one thing to practise, short enough for a row of the plan', () => {
	const keys = criteria.map(({ key }) => key);
	expect(Object.keys(practices).sort()).toEqual([...new Set(keys)].sort());
	const all = Object.values(practices).flatMap((words) => Object.values(words!));
	expect(all.filter((text) => text.length > 100)).toEqual([]);
});

test.each(difficultCustomers)('the $key customer comes with two or three tips', (customer) => {
	expect([2, 3]).toContain(customer.coachingTips.length);
});

test('a comment template belongs to a criterion that exists, or to any', () => {
	const keys = [null, ...criteria.map(({ key }) => key)];
	for (const { criterion } of commentTemplates) expect(keys).toContain(criterion);
});

test('every channel has a service standard, and nobody may answer after the customer has left', () => {
	expect(Object.keys(standards).sort()).toEqual([...channels].sort());
	for (const { firstAnswerSeconds, abandonSeconds } of Object.values(standards))
		expect(firstAnswerSeconds).toBeLessThan(abandonSeconds ?? Infinity);
});

test('no key is used twice in one list', () => {
	for (const list of [templates, rootCauses, difficultCustomers, commentTemplates]) {
		const keys = list.map(({ key }) => key);
		expect(new Set<string>(keys).size).toBe(keys.length);
	}
});

function wordsIn(value: unknown): Words[] {
	if (typeof value !== 'object' || value === null) return [];
	if (locales.some((locale) => locale in value)) return [value];
	return Object.values(value).flatMap(wordsIn);
}

function namesIn(value: unknown): Words[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, child]) =>
		key === 'name' ? [child] : namesIn(child)
	);
}
