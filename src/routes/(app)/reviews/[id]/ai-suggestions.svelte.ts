import { toast } from 'svelte-sonner';
import { injectionWords } from '#lib/ai-words.ts';
import type { Mark } from '#lib/marks.ts';
import { m } from '#lib/paraglide/messages.js';
import type { AiDraft, Decision, Suggestion } from '#lib/suggestion.ts';
import type { Segment } from '#lib/transcript.ts';
import type { ReviewEditor } from './review-editor.svelte.ts';

/** A slip of the finger is not yet an own rating. */
const settleMs = 800;
const pollMs = 1500;

/** What the machine suggests in this review, and what the reviewer does with it. */
export class AiSuggestions {
	readonly reviewId: string;
	readonly editor: ReviewEditor;
	draft: AiDraft | null = $state(null);
	isAsking = $state(false);
	private timers = new Map<string, ReturnType<typeof setTimeout>>();
	private isStopped = false;

	isRunning = $derived.by(() => this.isAsking || this.draft?.state === 'running');

	constructor(reviewId: string, draft: AiDraft | null, editor: ReviewEditor) {
		this.reviewId = reviewId;
		this.draft = draft;
		this.editor = editor;
	}

	/** Begins to listen to the editor, in the browser. */
	resume() {
		this.editor.onrated = (key) => this.rated(key);
		if (this.draft?.state === 'running') void this.poll();
		else void this.reveal();
	}

	stop() {
		this.isStopped = true;
		for (const timer of this.timers.values()) clearTimeout(timer);
	}

	suggestion(key: string): Suggestion | undefined {
		return this.draft?.suggestions.find(({ criterion }) => criterion === key);
	}

	omission(key: string) {
		return this.draft?.omissions.find(({ criterion }) => criterion === key);
	}

	/** Messages that speak to the machine, marked in the transcript. */
	marksIn(segments: Segment[]): Mark[] {
		return (this.draft?.injections ?? []).flatMap(({ segment, kind }) => {
			const text = segments.find(({ ordinal }) => ordinal === segment)?.text ?? '';
			const label = `⚠ ${injectionWords[kind]()}`;
			return text
				? [{ id: `flag-${segment}-${kind}`, segment, start: 0, end: text.length, label }]
				: [];
		});
	}

	async ask() {
		this.isAsking = true;
		const isAgain = this.draft?.state === 'done';
		await this.send('POST', { again: isAgain });
		this.isAsking = false;
		if (this.draft?.state === 'running') await this.poll();
		else await this.reveal();
	}

	accept(key: string) {
		const suggestion = this.suggestion(key);
		if (!suggestion?.content) return;
		this.editor.take(key, suggestion.content);
		this.decide(suggestion, 'accepted');
	}

	refuse(key: string) {
		const suggestion = this.suggestion(key);
		if (suggestion?.content) this.decide(suggestion, 'refused');
	}

	private rated(key: string) {
		const suggestion = this.suggestion(key);
		if (!suggestion) return;
		clearTimeout(this.timers.get(key));
		if (!suggestion.content)
			this.timers.set(
				key,
				setTimeout(() => void this.reveal(), settleMs)
			);
		else this.decide(suggestion, this.isTaken(key, suggestion) ? 'accepted' : 'changed');
	}

	private isTaken(key: string, { content }: Suggestion) {
		const { level, na } = this.editor.rating(key);
		return level === content!.level && na === content!.na;
	}

	/** Shows what the reviewer has rated already. */
	private async reveal() {
		const shown = (this.draft?.suggestions ?? []).flatMap(({ id, criterion, content }) => {
			const { level, na } = this.editor.rating(criterion) ?? { level: null, na: null };
			return content || (level === null && na === null) ? [] : [{ suggestion: id, level, na }];
		});
		if (shown.length) await this.send('PUT', { shown });
	}

	private decide(suggestion: Suggestion, decision: Decision) {
		if (suggestion.decision === decision) return;
		suggestion.decision = decision;
		void this.send('PUT', { decided: { suggestion: suggestion.id, decision } });
	}

	private async poll() {
		while (this.draft?.state === 'running' && !this.isStopped) {
			await new Promise((resolve) => setTimeout(resolve, pollMs));
			if (!this.isStopped) await this.send('GET');
		}
		if (!this.isStopped) await this.reveal();
	}

	private async send(method: 'GET' | 'POST' | 'PUT', body?: unknown) {
		try {
			const response = await fetch(`/reviews/${this.reviewId}/suggestions`, {
				method,
				headers: { 'content-type': 'application/json' },
				body: body === undefined ? undefined : JSON.stringify(body)
			});
			const answer = await response.json();
			if (!response.ok) throw new Error(answer.message);
			this.draft = answer;
		} catch (problem) {
			toast.error(problem instanceof TypeError ? m.save_offline() : (problem as Error).message);
		}
	}
}
