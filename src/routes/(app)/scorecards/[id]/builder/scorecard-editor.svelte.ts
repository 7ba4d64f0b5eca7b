import { tick } from 'svelte';
import type { DraftKeeper } from '#lib/draft-keeper.svelte.ts';
import { inWords, type Locale, type Words } from '#lib/locales.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Criterion, Definition, Section } from '#lib/scorecard.ts';
import { weightShares } from '#lib/scoring.ts';
import { newKey, randomKey } from './keys.ts';
import { rescale } from './rescale.ts';

export type Content = { name: Words; description: Words; definition: Definition };

/** The scorecard being written: every change goes through here, so that it is announced and saved. */
export class ScorecardEditor {
	readonly keeper: DraftKeeper<Content>;
	content: Content = $state()!;
	/** The language being written. */
	language = $state<Locale>('en');
	/** Keys of the criteria that are open. */
	open = $state<string[]>([]);
	/** For people who do not see where something went. */
	announcement = $state('');
	shares = $derived.by(() => weightShares(this.content.definition));

	constructor(content: Content, keeper: DraftKeeper<Content>, language: Locale) {
		this.content = content;
		this.keeper = keeper;
		this.language = language;
	}

	get sections() {
		return this.content.definition.sections;
	}

	get criteria() {
		return this.sections.flatMap((section) => section.criteria);
	}

	/** In the language being written, else in another. */
	words(words: Words) {
		return inWords(words, this.language);
	}

	criterionName(criterion: Criterion) {
		return this.words(criterion.name) || m.scorecards_unnamed();
	}

	sectionName(section: Section) {
		return this.words(section.name) || m.scorecards_unnamed();
	}

	/** After any change of the content that did not go through a method below. */
	touch() {
		this.keeper.keep($state.snapshot(this.content) as Content);
	}

	setWords(words: Words, text: string) {
		if (text) words[this.language] = text;
		else delete words[this.language];
		this.touch();
	}

	setScale(criterion: Criterion, count: number) {
		Object.assign(criterion, rescale(criterion, count));
		this.touch();
	}

	addSection() {
		const section: Section = { key: randomKey(), name: {}, criteria: [] };
		this.sections.push(section);
		this.touch();
		void this.reveal(`section.${section.key}.name`);
	}

	/** A new criterion of this name, not the same thing as any of `known`. */
	addCriterion(section: Section, name: string, known: string[]) {
		const weights = this.criteria.map(({ weight }) => weight).filter((weight) => weight > 0);
		const usual = weights.sort((a, b) => a - b)[Math.floor(weights.length / 2)];
		this.insert(section, {
			key: newKey(name, (key) => known.includes(key) || this.has(key)),
			name: { [this.language]: name },
			description: {},
			levels: Array.from({ length: 5 }, () => ({})),
			weight: usual ?? 10,
			allowsNa: true,
			critical: null,
			commentBelow: null,
			evidenceBelow: 5,
			rootCauses: [],
			coachingTip: {}
		});
	}

	insert(section: Section, criterion: Criterion, index = section.criteria.length) {
		section.criteria.splice(index, 0, criterion);
		this.touch();
		void this.reveal(`criterion.${criterion.key}.name`);
	}

	has(key: string) {
		return this.criteria.some((criterion) => criterion.key === key);
	}

	duplicate(section: Section, criterion: Criterion) {
		const copy = $state.snapshot(criterion) as Criterion;
		for (const [locale, text] of Object.entries(copy.name) as [Locale, string][])
			if (text) copy.name[locale] = m.scorecards_copy_of({ name: text }, { locale });
		copy.key = newKey(criterion.key, (key) => this.has(key));
		this.insert(section, copy, section.criteria.indexOf(criterion) + 1);
	}

	/** Takes a criterion out; the function that comes back puts it where it was. */
	removeCriterion(section: Section, criterion: Criterion) {
		const index = section.criteria.indexOf(criterion);
		const [taken] = $state.snapshot(section.criteria.splice(index, 1)) as Criterion[];
		this.touch();
		return () => {
			const home = this.sections.find(({ key }) => key === section.key) ?? this.sections.at(-1);
			if (!home) this.sections.push({ ...section, criteria: [taken] });
			else home.criteria.splice(index, 0, taken);
			this.touch();
			void this.reveal(`criterion.${taken.key}.name`);
		};
	}

	removeSection(section: Section) {
		const index = this.sections.indexOf(section);
		const [taken] = $state.snapshot(this.sections.splice(index, 1)) as Section[];
		this.touch();
		return () => {
			this.sections.splice(index, 0, taken);
			this.touch();
			void this.reveal(`section.${taken.key}.name`);
		};
	}

	/** One place up or down; at the edge of a section on into the next one. */
	shiftCriterion(section: Section, criterion: Criterion, step: -1 | 1) {
		const index = section.criteria.indexOf(criterion);
		if (index + step >= 0 && index + step < section.criteria.length)
			return this.moveCriterion(criterion.key, section.key, step < 0 ? index - 1 : index + 2);
		const next = this.sections[this.sections.indexOf(section) + step];
		if (next) this.moveCriterion(criterion.key, next.key, step < 0 ? next.criteria.length : 0);
	}

	/** Before the criterion that stands at `index` of that section now. */
	moveCriterion(key: string, sectionKey: string, index: number) {
		const from = this.sections.find(({ criteria }) => criteria.some((one) => one.key === key))!;
		const to = this.sections.find((section) => section.key === sectionKey)!;
		const at = from.criteria.findIndex((one) => one.key === key);
		const [criterion] = from.criteria.splice(at, 1);
		const place = from === to && at < index ? index - 1 : index;
		to.criteria.splice(place, 0, criterion);
		if (from === to && place === at) return;
		this.announceMove(this.criterionName(criterion), place, to.criteria.length, to);
		this.touch();
	}

	/** Says where something stands now. */
	announceMove(name: string, place: number, count: number, to: Section) {
		const section = this.sectionName(to);
		this.announcement = m.scorecards_moved({ name, place: place + 1, count, section });
	}

	shiftSection(section: Section, step: -1 | 1) {
		const index = this.sections.indexOf(section);
		if (index + step < 0 || index + step >= this.sections.length) return;
		this.moveSection(section.key, step < 0 ? index - 1 : index + 2);
	}

	/** Before the section that stands at `index` now. */
	moveSection(key: string, index: number) {
		const at = this.sections.findIndex((section) => section.key === key);
		const place = at < index ? index - 1 : index;
		if (place === at) return;
		const [section] = this.sections.splice(at, 1);
		this.sections.splice(place, 0, section);
		this.announcement = m.scorecards_section_moved({
			name: this.sectionName(section),
			place: place + 1,
			count: this.sections.length
		});
		this.touch();
	}

	toggle(key: string) {
		this.open = this.isOpen(key) ? this.open.filter((one) => one !== key) : [...this.open, key];
	}

	isOpen(key: string) {
		return this.open.includes(key);
	}

	/** Opens what a field lies in and puts the cursor there. */
	async reveal(name: string) {
		const [kind, key] = name.split('.');
		if (kind !== 'section' && kind !== 'scorecard' && !this.isOpen(key)) this.toggle(key);
		await tick();
		const field = document.querySelector<HTMLElement>(`[data-field="${name}"], [name="${name}"]`);
		field?.focus();
		field?.scrollIntoView({ block: 'center' });
	}
}
