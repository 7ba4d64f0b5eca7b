import type { DraftKeeper } from '#lib/draft-keeper.svelte.ts';
import type { ReviewDraft } from '#lib/review.ts';
import {
	placeOf,
	type Criterion,
	type Definition,
	type Evidence,
	type NaReason,
	type Rating
} from '#lib/scorecard.ts';
import { missing, score } from '#lib/scoring.ts';

const unrated = (): Rating => ({
	level: null,
	na: null,
	comment: '',
	rootCauses: [],
	otherCause: '',
	evidence: []
});

/** The review being written: every change goes through here, so that it is scored and saved at once. */
export class ReviewEditor {
	readonly definition: Definition;
	readonly criteria: Criterion[];
	readonly keeper: Pick<DraftKeeper<ReviewDraft>, 'keep'>;
	document: ReviewDraft;
	/** Index of the criterion that the keys act on. */
	current = $state(0);
	/** The criterion whose N/A still wants its reason. */
	asksReason = $state<string | null>(null);

	/** Called when the reviewer has given a criterion a level or N/A. */
	onrated: (key: string) => void = () => undefined;

	score = $derived.by(() => score(this.definition, this.document.ratings));
	missing = $derived.by(() => missing(this.definition, this.document.ratings));

	constructor(definition: Definition, draft: ReviewDraft, keeper: ReviewEditor['keeper']) {
		this.definition = definition;
		this.criteria = definition.sections.flatMap((section) => section.criteria);
		const ratings = Object.fromEntries(
			this.criteria.map(({ key }) => [key, draft.ratings[key] ?? unrated()])
		);
		this.document = $state({ ...draft, ratings });
		this.keeper = keeper;
	}

	get criterion() {
		return this.criteria[this.current];
	}

	rating(key: string) {
		return this.document.ratings[key];
	}

	move(steps: number) {
		const last = this.criteria.length - 1;
		this.current = Math.min(last, Math.max(0, this.current + steps));
		this.asksReason = null;
	}

	setLevel(key: string, level: number) {
		const criterion = this.criteria.find((one) => one.key === key)!;
		if (level > criterion.levels.length) return;
		this.change(key, { level, na: null });
		this.onrated(key);
	}

	askReason(key: string) {
		const criterion = this.criteria.find((one) => one.key === key)!;
		if (criterion.allowsNa) this.asksReason = key;
	}

	setNa(key: string, na: NaReason) {
		this.change(key, { na, level: null });
		this.onrated(key);
	}

	/** Takes over what a suggestion gives, with its proof beside the reviewer's own. */
	take(key: string, { level, na, evidence }: Pick<Rating, 'level' | 'na' | 'evidence'>) {
		this.change(key, { level, na });
		for (const one of evidence) this.pin(key, one);
	}

	pin(key: string, evidence: Evidence) {
		const pinned = this.rating(key).evidence;
		const isThere = pinned.some((one) => placeOf(one) === placeOf(evidence));
		if (!isThere) this.change(key, { evidence: [...pinned, evidence] });
	}

	unpin(key: string, index: number) {
		this.change(key, { evidence: this.rating(key).evidence.toSpliced(index, 1) });
	}

	toggleCause(key: string, cause: string) {
		const { rootCauses } = this.rating(key);
		const without = rootCauses.filter((one) => one !== cause);
		const isChosen = without.length < rootCauses.length;
		this.change(key, { rootCauses: isChosen ? without : [...rootCauses, cause] });
	}

	/** After any change of the document that did not go through a method above. */
	touch() {
		this.keeper.keep($state.snapshot(this.document) as ReviewDraft);
	}

	replace(document: ReviewDraft) {
		const ratings = Object.fromEntries(
			this.criteria.map(({ key }) => [key, document.ratings[key] ?? unrated()])
		);
		Object.assign(this.document, { ...document, ratings });
	}

	private change(key: string, part: Partial<Rating>) {
		Object.assign(this.document.ratings[key], part);
		this.asksReason = null;
		this.touch();
	}
}
