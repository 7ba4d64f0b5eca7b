import { describe, expect, test } from 'vitest';
import { locales, type Words } from '#lib/locales.ts';
import { criteriaOf, definitionSchema, type Criterion } from '#lib/scorecard.ts';
import { employeeControllable, rootCauses, templates } from './index.ts';

const criteria = templates.flatMap((template) => criteriaOf(template.definition));

/** Every text that ships, found wherever it stands. */
const texts = wordsIn({ templates, rootCauses });

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

test('no description or level was left in another language', () => {
	const sentences = criteria.flatMap(({ description, levels, coachingTip }) => [
		description,
		...levels,
		coachingTip
	]);
	for (const words of [...sentences, ...templates.map(({ description }) => description)])
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

function wordsIn(value: unknown): Words[] {
	if (typeof value !== 'object' || value === null) return [];
	if (locales.some((locale) => locale in value)) return [value];
	return Object.values(value).flatMap(wordsIn);
}
