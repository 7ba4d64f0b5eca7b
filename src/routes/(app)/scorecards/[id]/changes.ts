import { inWords, type Locale, type Words } from '#lib/locales.ts';
import { m } from '#lib/paraglide/messages.js';
import { questionsOf } from '#lib/questions.ts';
import type { Criterion, Definition } from '#lib/scorecard.ts';

type Content = { name: Words; description: Words; definition: Definition };
type Place = { criterion: Criterion; section: string; sectionName: string };

/** What differs between two versions, one sentence a criterion, in the order of the later one. */
export function listChanges(before: Content, after: Content, locale: Locale): string[] {
	const say = (words: Words) => inWords(words, locale) || m.scorecards_unnamed();
	const [old, now] = [placesIn(before.definition, say), placesIn(after.definition, say)];
	const kept = [...now.keys()].filter((key) => old.has(key));
	return [
		...textChange(m.scorecards_name(), before.name, after.name),
		...textChange(m.scorecards_description(), before.description, after.description),
		...sectionChanges(before.definition, after.definition, say),
		...[...now].flatMap(([key, { criterion, sectionName }]) => {
			const was = old.get(key);
			const name = say(criterion.name);
			if (!was) return [m.scorecards_change_added({ name, section: sectionName })];
			const moved = was.section !== now.get(key)!.section;
			const parts = [
				...(moved ? [m.scorecards_change_moved({ section: sectionName })] : []),
				...criterionChanges(was.criterion, criterion, say)
			];
			return parts.length ? [`${name}: ${parts.join('; ')}`] : [];
		}),
		...[...old]
			.filter(([key]) => !now.has(key))
			.map(([, { criterion }]) => m.scorecards_change_removed({ name: say(criterion.name) })),
		...questionChanges(before.definition, after.definition, say),
		...(isSame(
			kept,
			[...old.keys()].filter((key) => now.has(key))
		)
			? []
			: [m.scorecards_change_order()])
	];
}

function placesIn({ sections }: Definition, say: (words: Words) => string) {
	return new Map<string, Place>(
		sections.flatMap((section) =>
			section.criteria.map((criterion) => [
				criterion.key,
				{ criterion, section: section.key, sectionName: say(section.name) }
			])
		)
	);
}

function sectionChanges(before: Definition, after: Definition, say: (words: Words) => string) {
	const find = ({ sections }: Definition, key: string) => sections.find((one) => one.key === key);
	return [
		...after.sections.flatMap(({ key, name }) => {
			const was = find(before, key);
			if (!was) return [m.scorecards_change_section_added({ name: say(name) })];
			return textChange(m.scorecards_section_named({ name: say(name) }), was.name, name);
		}),
		...before.sections
			.filter(({ key }) => !find(after, key))
			.map(({ name }) => m.scorecards_change_section_removed({ name: say(name) }))
	];
}

function questionChanges(before: Definition, after: Definition, say: (words: Words) => string) {
	const [old, now] = [questionsOf(before), questionsOf(after)];
	return [
		...now.flatMap((question) => {
			const was = old.find(({ key }) => key === question.key);
			const name = say(question.name);
			if (!was) return [m.questions_added({ name })];
			return isSame(was, question) ? [] : [m.questions_changed({ name })];
		}),
		...old
			.filter(({ key }) => !now.some((question) => question.key === key))
			.map(({ name }) => m.questions_removed({ name: say(name) }))
	];
}

function criterionChanges(was: Criterion, now: Criterion, say: (words: Words) => string) {
	const changed = (field: keyof Criterion) => !isSame(was[field], now[field]);
	const parts: string[] = [];
	if (say(was.name) !== say(now.name))
		parts.push(m.scorecards_change_renamed({ before: say(was.name) }));
	else if (changed('name')) parts.push(m.scorecards_change_field({ field: m.scorecards_name() }));
	if (was.levels.length !== now.levels.length)
		parts.push(m.scorecards_change_scale({ before: was.levels.length, after: now.levels.length }));
	else if (changed('levels'))
		parts.push(m.scorecards_change_levels({ levels: differing(was.levels, now.levels) }));
	if (changed('weight'))
		parts.push(m.scorecards_change_weight({ before: was.weight, after: now.weight }));
	if (changed('allowsNa'))
		parts.push(now.allowsNa ? m.scorecards_change_na() : m.scorecards_change_no_na());
	if (changed('critical'))
		parts.push(now.critical ? m.scorecards_change_critical() : m.scorecards_change_not_critical());
	const fields = [
		['description', m.scorecards_description],
		['commentBelow', m.scorecards_comment_required],
		['evidenceBelow', m.scorecards_evidence_required],
		['rootCauses', m.scorecards_root_causes],
		['coachingTip', m.scorecards_tip],
		['ai', m.ai_criterion]
	] as const;
	for (const [field, words] of fields)
		if (changed(field)) parts.push(m.scorecards_change_field({ field: words() }));
	return parts;
}

const differing = (was: Words[], now: Words[]) =>
	now.flatMap((words, i) => (isSame(words, was[i]) ? [] : [i + 1])).join(', ');

const textChange = (field: string, was: Words, now: Words) =>
	isSame(was, now) ? [] : [`${field}: ${m.scorecards_change_text()}`];

/** jsonb orders the fields of an object its own way, and a language without text is no text. */
function isSame(a: unknown, b: unknown): boolean {
	if (typeof a !== 'object' || typeof b !== 'object' || !a || !b)
		return (a || null) === (b || null);
	const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
	return [...keys].every((key) => isSame(a[key as keyof typeof a], b[key as keyof typeof b]));
}
