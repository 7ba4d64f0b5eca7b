import { openConversation, refuse, type Open } from './conversation.ts';
import { Fingerprints } from './fingerprints.ts';

/** So much is kept open: little until rows are seen to be mixed, since what waits long costs memory. */
const most = {
	inOrder: { rows: 1000, characters: 4_000_000 },
	mixed: { rows: 20_000, characters: 16_000_000 }
};

/** The conversations of which more rows may come, the one touched last at the end. */
export class Shelf {
	#open = new Map<string, Open>();
	#finished = new Fingerprints();
	#scattered = new Set<string>();
	#last: Open | undefined;
	#rows = 0;
	#characters = 0;
	/** Whether rows of one conversation were seen between those of another. */
	#isMixed = false;
	#doubtfulLine: number | undefined;

	isOpen(source: string, id: string) {
		return this.#open.has(keyOf(source, id));
	}

	isFinished(source: string, id: string) {
		return this.#finished.has(keyOf(source, id));
	}

	/** False the first time that rows of a finished conversation are met. */
	isScattered(source: string, id: string) {
		const key = keyOf(source, id);
		const isKnown = this.#scattered.has(key);
		this.#scattered.add(key);
		return isKnown;
	}

	/** The conversation to add a row to; `put` brings it back. */
	take(source: string, id: string, line: number): Open {
		const key = keyOf(source, id);
		const found = this.#open.get(key);
		if (found && found !== this.#last) this.#isMixed = true;
		const conversation = found ?? openConversation(source, id, line);
		this.#open.delete(key);
		this.#count(conversation, -1);
		if (this.#doubtfulLine) refuseBeside(conversation, this.#doubtfulLine);
		this.#doubtfulLine = undefined;
		return conversation;
	}

	put(conversation: Open) {
		this.#open.set(keyOf(conversation.source, conversation.id), conversation);
		this.#count(conversation, 1);
		this.#last = conversation;
	}

	/** An unreadable row can belong to the conversation before it or after it: neither is complete. */
	doubt(line: number) {
		const near = this.#isMixed ? this.#open.values() : this.#last ? [this.#last] : [];
		for (const conversation of near) {
			this.#count(conversation, -1);
			refuseBeside(conversation, line);
			this.#count(conversation, 1);
		}
		this.#doubtfulLine = line;
	}

	/** Takes out what has waited longest, until the rest is small enough. */
	*overflow(): Generator<Open> {
		const { rows, characters } = this.#isMixed ? most.mixed : most.inOrder;
		for (const [key, conversation] of this.#open) {
			if (this.#rows <= rows && this.#characters <= characters) return;
			if (conversation === this.#last) return;
			this.#open.delete(key);
			this.#finished.add(key);
			this.#count(conversation, -1);
			yield conversation;
		}
	}

	rest() {
		return this.#open.values();
	}

	#count(conversation: Open, times: 1 | -1) {
		this.#rows += times * conversation.segments.length;
		this.#characters += times * conversation.characters;
	}
}

function refuseBeside(conversation: Open, line: number) {
	const problem = { code: 'csv_neighbour', params: { line } } as const;
	refuse(conversation, { line: conversation.line, problem, excerpt: conversation.id });
}

function keyOf(source: string, id: string) {
	return `${source}\n${id}`;
}
