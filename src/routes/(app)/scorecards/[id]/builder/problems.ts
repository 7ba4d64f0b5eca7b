import { inWords, locales, type Locale, type Words } from '#lib/locales.ts';
import { m } from '#lib/paraglide/messages.js';
import { inPlainWords } from '#lib/plain-words.ts';
import { definitionSchema } from '#lib/scorecard-schema.ts';
import type { Criterion } from '#lib/scorecard.ts';
import type { Content } from './scorecard-editor.svelte.ts';

/** What is wrong, where, and the name of the field to go to. */
export type Problem = { where: string; message: string; field: string };

/** What keeps the draft from being published. */
export function findProblems({ name, definition }: Content, locale: Locale): Problem[] {
	const problems: Problem[] = [];
	if (!inWords(name, locale))
		problems.push({
			where: m.scorecards_name(),
			message: m.validation_name_missing(),
			field: 'scorecard.name'
		});
	const hasCriteria = definition.sections.some(({ criteria }) => criteria.length);
	for (const { path, message } of definitionSchema.safeParse(definition).error?.issues ?? [])
		if (hasCriteria || message !== 'no_weight')
			problems.push({ ...placeOf(path, definition, locale), message: inPlainWords(message) });
	return problems;
}

/** What would make it better: levels that nobody has described, names that stand twice, criteria that do not count. */
export function findAdvice({ definition }: Content, locale: Locale): Problem[] {
	const criteria = definition.sections.flatMap((section) => section.criteria);
	const names = criteria.map(({ name }) => inWords(name, locale));
	return criteria.flatMap((criterion, i) => {
		const where = nameOf(criterion.name, locale);
		const silent = silentLevels(criterion);
		const advice: Problem[] = [];
		if (silent.length)
			advice.push({
				where,
				message: m.scorecards_levels_silent({ levels: silent.join(', ') }),
				field: `criterion.${criterion.key}.levels.${silent[0]}`
			});
		if (names[i] && names.indexOf(names[i]) < i)
			advice.push({
				where,
				message: m.scorecards_name_twice(),
				field: `criterion.${criterion.key}.name`
			});
		if (!criterion.weight)
			advice.push({
				where,
				message: m.scorecards_weight_zero(),
				field: `criterion.${criterion.key}.weight`
			});
		return advice;
	});
}

/** How many texts that exist in some language are missing in each. */
export function countMissing({ name, description, definition }: Content): Record<Locale, number> {
	const texts = wordsIn([name, description, definition]).filter((words) => inWords(words, 'en'));
	const missing = (locale: Locale) => texts.filter((words) => !words[locale]).length;
	return Object.fromEntries(locales.map((l) => [l, missing(l)])) as Record<Locale, number>;
}

function placeOf(path: PropertyKey[], { sections }: Content['definition'], locale: Locale) {
	const [, s, list, c, field] = path as [string, number, string, number, string];
	const section = sections[s];
	const question = list === 'questions' ? section?.questions?.[c] : undefined;
	if (question)
		return {
			where: nameOf(question.name, locale),
			field: `question.${question.key}.${field ?? 'name'}`
		};
	const criterion = section?.criteria[c];
	if (criterion)
		return {
			where: nameOf(criterion.name, locale),
			field: `criterion.${criterion.key}.${field ?? 'name'}`
		};
	if (section)
		return {
			where: nameOf(section.name, locale),
			field: `section.${section.key}.${path[2] === 'criteria' ? 'add' : 'name'}`
		};
	return { where: m.review_scorecard(), field: 'scorecard.add' };
}

const nameOf = (words: Words, locale: Locale) => inWords(words, locale) || m.scorecards_unnamed();

const silentLevels = ({ levels }: Criterion) =>
	levels.flatMap((words, i) => (inWords(words, 'en') ? [] : [i + 1]));

function wordsIn(value: unknown): Words[] {
	if (typeof value !== 'object' || value === null) return [];
	if (locales.some((locale) => locale in value)) return [value];
	return Object.values(value).flatMap(wordsIn);
}
