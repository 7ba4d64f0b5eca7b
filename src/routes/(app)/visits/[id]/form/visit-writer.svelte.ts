import { v7 } from 'uuid';
import type { DraftKeeper } from '#lib/draft-keeper.svelte.ts';
import { shownQuestions, type Answer } from '#lib/questions.ts';
import type { Definition, Rating } from '#lib/scorecard.ts';
import type { VisitDocument } from '#lib/visit-document.ts';
import { visitProblems } from '#lib/visit-problems.ts';

type Sent = { ok: true } | { ok: false; message: string };

/** The visit being filled in: every change goes through here, so that it is kept and checked at once. */
export class VisitWriter {
	document: VisitDocument = $state()!;
	readonly definition: Definition;
	readonly keeper: DraftKeeper<VisitDocument>;
	shown = $derived.by(() =>
		shownQuestions(this.definition, this.document.answers, this.document.ratings)
	);
	problems = $derived.by(() =>
		visitProblems(this.definition, this.document.answers, this.document.ratings)
	);
	private readonly visit: { id: string; scorecardVersionId: string };

	constructor(
		visit: { id: string; scorecardVersionId: string },
		definition: Definition,
		document: VisitDocument,
		keeper: DraftKeeper<VisitDocument>
	) {
		this.visit = visit;
		this.definition = definition;
		this.document = document;
		this.keeper = keeper;
	}

	answer(key: string, answer: Answer | undefined) {
		if (answer === undefined) delete this.document.answers[key];
		else this.document.answers[key] = answer;
		this.touch();
	}

	rating(key: string): Rating {
		return (
			this.document.ratings[key] ?? {
				...{ level: null, na: null, comment: '' },
				...{ rootCauses: [], otherCause: '', evidence: [] }
			}
		);
	}

	rate(key: string, part: Partial<Rating>) {
		this.document.ratings[key] = { ...this.rating(key), ...part };
		this.touch();
	}

	touch() {
		this.document.startedAt ??= new Date().toISOString();
		this.keeper.keep($state.snapshot(this.document) as VisitDocument);
	}

	/** Sends it under one id, however often it must be tried; the id is forgotten when the receipt is there. */
	async file(): Promise<Sent> {
		const key = `plumbline-filing-${this.visit.id}`;
		const id = localStorage.getItem(key) ?? v7();
		localStorage.setItem(key, id);
		this.document.endedAt ??= new Date().toISOString();
		const { id: visitId, scorecardVersionId } = this.visit;
		const asked = new Set(this.shown.map(({ question }) => question.key));
		const document = $state.snapshot(this.document) as VisitDocument;
		const answers = Object.fromEntries(
			Object.entries(document.answers).filter(([key]) => asked.has(key))
		);
		const response = await fetch(`/api/v1/visits/${id}`, {
			method: 'PUT',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ ...document, answers, visitId, scorecardVersionId })
		}).catch(() => null);
		if (response?.ok) {
			localStorage.removeItem(key);
			this.keeper.forget();
			return { ok: true };
		}
		const problem = (await response?.json().catch(() => null)) as { detail?: string } | null;
		return { ok: false, message: problem?.detail ?? '' };
	}
}
