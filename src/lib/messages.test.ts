import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, type AST } from 'svelte/compiler';
import { describe, expect, test } from 'vitest';
import { locales, type Locale } from './locales.ts';

type Variants = { declarations: string[]; match: Record<string, string> };
type Message = string | Variants[];

const root = resolve(import.meta.dirname, '../..');
const read = (locale: Locale) => readFileSync(join(root, 'messages', `${locale}.json`), 'utf8');
const catalogues = Object.fromEntries(
	locales.map((locale) => {
		const { $schema: _, ...messages } = JSON.parse(read(locale));
		return [locale, messages as Record<string, Message>];
	})
) as Record<Locale, Record<string, Message>>;
const keys = Object.keys(catalogues.en).sort();
const others = locales.filter((locale) => locale !== 'en');

/** The rows of the glossary in CONTRIBUTING.md: a word in each language. */
const glossary = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
	.split(/\| en +\| ru +\| lv +\| ro +\|/)[1]
	.split('\n')
	.slice(2)
	.filter((row) => row.startsWith('|'))
	.map((row) =>
		row
			.split('|')
			.slice(1, 5)
			.map((word) => word.trim())
	);

/** Keys that are made up at run time, as m[`role_${role}`]. */
const madeUp = ['role_'];
/** Names and file types that are the same in every language. */
const universal = ['Plumbline', 'CSV', 'PDF', 'JSON', 'vCon', 'API', 'URL', 'Ctrl', 'Enter', 'Esc'];

/** Words that mean something of the glossary in CONTRIBUTING.md, and the word that is said instead. */
const strangers: Record<Locale, [RegExp, string][]> = {
	en: [
		[/evaluation|assessment/iu, 'review'],
		[/score ?sheet|score card|check-?list/iu, 'scorecard'],
		[/\bappeal/iu, 'dispute'],
		[/\bsupervisor|\bmanager|team leader/iu, 'lead']
	],
	ru: [
		[/карт[аыуе] оценк|чек-?лист/iu, 'оценочный лист'],
		[/обращени|диалог|бесед/iu, 'разговор'],
		[/ревью|рецензи/iu, 'проверка'],
		[/балл/iu, 'оценка'],
		[/(?<!\p{L})спор(?!т)|возражени/iu, 'оспаривание'],
		[/свидетельств/iu, 'доказательство'],
		[/первопричин/iu, 'причина'],
		[/оператор|(?<!\p{L})агент/iu, 'сотрудник'],
		[/менеджер|супервайзер/iu, 'руководитель'],
		[/(?<!\p{L})групп/iu, 'команда']
	],
	lv: [
		[/vērtēšanas lap|(?<!vērtēšanas )(?<!\p{L})kart(e|es|i|ē)(?!\p{L})/iu, 'vērtēšanas karte'],
		[/atskai[tš]/iu, 'pārskats'],
		[/vizīt/iu, 'apmeklējums'],
		[/sagatav(e|es|i|ju)(?!\p{L})/iu, 'veidne'],
		[/iebildum|(?<!ap)strīd/iu, 'apstrīdējums'],
		[/(?<!\p{L})čat(?!b)/iu, 'tērzēšana'],
		[/N\/A/u, 'N/P']
	],
	ro: [
		[/grilă|grila/iu, 'fișă de evaluare'],
		[/disput/iu, 'contestație'],
		[/schiță|draft/iu, 'ciornă'],
		[/manager|supervizor|lider/iu, 'șef de echipă'],
		[/operator(?!i? de)/iu, 'angajat']
	]
};
/** Quotation marks and dashes of another language, letters with a cedilla. */
const foreign: Record<Locale, RegExp> = {
	en: /["'«»„]| - /u,
	ru: /["'“”„‘’]| - | – /u,
	lv: /["'“«»‘’]| - |—/u,
	ro: /["'“«»‘’]| - |—|[şţŞŢ]/u
};

describe.each(locales)('the catalogue %s', (locale) => {
	const messages = catalogues[locale];

	test('has each key once', () => {
		const written = read(locale).match(/(?<=^\t")\w+(?=":)/gm)!;
		expect(written.filter((key, i) => written.indexOf(key) !== i)).toEqual([]);
	});

	test('has no empty text', () => {
		const empty = keys.filter((key) => textsOf(messages[key]).some((text) => !text.trim()));
		expect(empty).toEqual([]);
	});

	test('calls a thing of the glossary by its one name', () => {
		const strange = keys.flatMap((key) =>
			textsOf(messages[key]).flatMap((text) =>
				strangers[locale]
					.filter(([stranger]) => stranger.test(text))
					.map(([, word]) => `${key}: “${text}” should say “${word}”`)
			)
		);
		expect(strange).toEqual([]);
	});

	test('sets its quotation marks and dashes as its language does', () => {
		const wrong = keys.flatMap((key) =>
			textsOf(messages[key])
				.filter((text) => foreign[locale].test(text))
				.map((text) => `${key}: ${text}`)
		);
		expect(wrong).toEqual([]);
	});

	test('uses every word of the glossary as it stands there', () => {
		const said = keys
			.flatMap((key) => textsOf(messages[key]))
			.join('\n')
			.toLowerCase();
		const unused = glossary.map((words) => words[locales.indexOf(locale)]);
		expect(unused.filter((word) => !said.includes(word.toLowerCase()))).toEqual([]);
	});

	test('has a form for every plural category of its language', () => {
		const wanted = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted();
		const incomplete = keys.flatMap((key) =>
			pluralsOf(messages[key])
				.filter(({ categories }) => categories.join() !== wanted.join())
				.map(({ selector, categories }) => `${key}: ${selector} has ${categories.join(', ')}`)
		);
		expect(incomplete).toEqual([]);
	});
});

test.each(others)('%s has the keys that English has', (locale) => {
	expect(Object.keys(catalogues[locale]).sort()).toEqual(keys);
});

test.each(others)('%s fills in what English fills in', (locale) => {
	const different = keys.filter(
		(key) =>
			placeholders(catalogues[locale][key]).join() !== placeholders(catalogues.en[key]).join()
	);
	expect(different).toEqual([]);
});

test('every text is used somewhere', () => {
	const source = sourceFiles(/\.(ts|svelte)$/)
		.map((file) => readFileSync(file, 'utf8'))
		.join('\n');
	const used = new Set(source.match(/(?<=\bm\.)\w+/g));
	const unused = keys.filter(
		(key) => !used.has(key) && !madeUp.some((prefix) => key.startsWith(prefix))
	);
	expect(unused).toEqual([]);
});

test('pages say nothing that stands in no catalogue', () => {
	const hardCoded = sourceFiles(/\.svelte$/).flatMap((file) => {
		const said = wordsIn(parse(readFileSync(file, 'utf8'), { modern: true }).fragment);
		return said.filter(isLanguage).map((text) => `${file.slice(root.length + 1)}: ${text}`);
	});
	expect(hardCoded).toEqual([]);
});

function textsOf(message: Message | undefined): string[] {
	if (message === undefined) return [];
	return typeof message === 'string' ? [message] : message.flatMap((v) => Object.values(v.match));
}

function placeholders(message: Message): string[] {
	const names = textsOf(message).flatMap((text) => text.match(/\{\w+\}/g) ?? []);
	return [...new Set(names)].sort();
}

/** Each plural selector of a message with the categories that it knows. */
function pluralsOf(message: Message) {
	if (message === undefined || typeof message === 'string') return [];
	return message.flatMap(({ declarations, match }) =>
		declarations.flatMap((declaration) => {
			const selector = declaration.match(/^local (\w+) = \w+: plural$/)?.[1];
			if (!selector) return [];
			const conditions = Object.keys(match).flatMap((key) => key.split(/, */));
			const known = conditions.filter((condition) => condition.startsWith(`${selector}=`));
			const categories = [...new Set(known.map((condition) => condition.split('=')[1]))].sort();
			return { selector, categories };
		})
	);
}

function sourceFiles(name: RegExp) {
	const entries = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile() && name.test(entry.name))
		.filter((entry) => !entry.parentPath.includes('paraglide') && !entry.name.includes('.test.'))
		.map((entry) => join(entry.parentPath, entry.name));
}

const spoken = ['aria-label', 'title', 'placeholder', 'alt', 'label', 'description', 'text'];

/** Text nodes of a template, and attributes that a person reads or hears. */
function wordsIn(node: AST.SvelteNode): string[] {
	if (node.type === 'Text') return [node.data];
	if (node.type === 'RegularElement' && node.name === 'style') return [];
	if (node.type === 'Attribute') {
		if (!spoken.includes(node.name) || node.value === true) return [];
		const parts = Array.isArray(node.value) ? node.value : [node.value];
		return parts.flatMap((part) =>
			part.type === 'Text'
				? part.data
				: part.expression.type === 'Literal'
					? String(part.expression.value)
					: []
		);
	}
	return Object.values(node).flatMap((child) =>
		(Array.isArray(child) ? child : [child]).filter(isNode).flatMap(wordsIn)
	);
}

const isNode = (value: unknown): value is AST.SvelteNode =>
	typeof value === 'object' && value !== null && 'type' in value;

function isLanguage(text: string) {
	const rest = universal.reduce((left, word) => left.replaceAll(word, ''), text);
	return /\p{L}{2}/u.test(rest);
}
