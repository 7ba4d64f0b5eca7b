import type { DraftKeeper } from '#lib/draft-keeper.svelte.ts';
import {
	applyText,
	textAt,
	undoText,
	untouched,
	type DraftedField,
	type DraftedText
} from '#lib/report-drafts.ts';
import type { Candidate, PlannedAction, ReportWords } from '#lib/report-words.ts';

export type DraftDocument = { words: ReportWords; privateNote: string | null };

type Draft = DraftDocument & {
	candidates: Candidate[];
	drafting: { isOn: boolean; drafted: DraftedText[] };
};

/** Parts of the form, each on its page of the report. */
export const sections = {
	summary: 1,
	strengths: 1,
	lastPlan: 2,
	priorities: 2,
	plan: 2,
	questions: 2
} as const;
export type Section = keyof typeof sections;

const most = { strengths: 2, priorities: 2, plan: 20 };

/** The report being written: every change goes through here, so that it is saved and drawn anew. */
export class ReportEditor {
	readonly id: string;
	readonly canDraft: boolean;
	readonly keeper: DraftKeeper<DraftDocument>;
	readonly candidates: Candidate[];
	words: ReportWords;
	privateNote: string | null;
	/** By the machine, the newest first, whether touched since or not. */
	private drafts: DraftedText[];

	constructor(id: string, draft: Draft, keeper: DraftKeeper<DraftDocument>) {
		this.id = id;
		this.canDraft = draft.drafting.isOn;
		this.words = $state(draft.words);
		this.privateNote = $state(draft.privateNote);
		this.drafts = $state.raw(draft.drafting.drafted);
		this.candidates = draft.candidates;
		this.keeper = keeper;
	}

	/** Texts that stand as the machine wrote them. */
	get untouched() {
		return untouched(this.words, this.drafts);
	}

	draftedIn(field: DraftedField, criterion: string) {
		return this.untouched.find((one) => one.field === field && one.criterion === criterion);
	}

	/** Puts drafts where nobody wrote meanwhile; tells whether somebody did. */
	takeDrafts(drafts: DraftedText[]): boolean {
		const free = drafts.filter((one) => textAt(this.words, one) === one.before);
		this.drafts = [...free, ...this.drafts];
		for (const one of free) applyText(this.words, one);
		if (free.length) this.touch();
		return free.length < drafts.length;
	}

	undoDraft(drafted: DraftedText) {
		undoText(this.words, drafted);
		this.touch();
	}

	get document(): DraftDocument {
		return { words: $state.snapshot(this.words), privateNote: this.privateNote };
	}

	touch() {
		this.keeper.keep(this.document);
	}

	replace({ words, privateNote }: DraftDocument) {
		this.words = words;
		this.privateNote = privateNote;
	}

	candidate(criterion: string) {
		return this.candidates.find((one) => one.strength.criterion === criterion);
	}

	canAdd(field: keyof typeof most) {
		return this.words[field].length < most[field];
	}

	/** Fills an entry in for this criterion; at the end when there is none at the index. */
	chooseStrength(index: number, key: string) {
		const chosen = this.candidates.find((one) => one.key === key);
		if (chosen) this.words.strengths[index] = structuredClone(chosen.strength);
		this.touch();
	}

	choosePriority(index: number, key: string) {
		const chosen = this.candidates.find((one) => one.key === key);
		if (chosen) this.words.priorities[index] = structuredClone(chosen.priority);
		this.touch();
	}

	/** The first priority that the plan does not serve yet gives the suggestion, else an empty line. */
	addAction(owner: string) {
		const measures = new Set(this.words.plan.map((one) => one.measure));
		const suggested = this.words.priorities
			.map((one) => this.candidate(one.criterion)?.action)
			.find((action) => action && !measures.has(action.measure));
		const empty = { action: '', owner, due: null, measure: '', baseline: '', target: '' };
		const added: PlannedAction = suggested ? structuredClone(suggested) : empty;
		this.words.plan.push(added);
		this.touch();
	}

	remove(field: 'strengths' | 'priorities' | 'plan', index: number) {
		this.words[field].splice(index, 1);
		this.touch();
	}

	move(field: 'strengths' | 'priorities' | 'plan', index: number, by: 1 | -1) {
		const list = this.words[field] as unknown[];
		const [moved] = list.splice(index, 1);
		list.splice(index + by, 0, moved);
		this.touch();
	}
}
