import { openConversation, refuse, type Open } from './conversation.ts';

/** Conversations whose rows are mixed are put together as long as no more than this is open. */
const most = { rows: 20_000, characters: 16_000_000 };

/** The conversations of which more rows may come, the one touched last at the end. */
export class Shelf {
	#open = new Map<string, Open>();
	#finished = new Set<number>();
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
		return this.#finished.has(fingerprint(keyOf(source, id)));
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
		for (const [key, conversation] of this.#open) {
			if (this.#rows <= most.rows && this.#characters <= most.characters) return;
			if (conversation === this.#last) return;
			this.#open.delete(key);
			this.#finished.add(fingerprint(key));
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

/** 52 bits (two FNV-1a sums): a million ids in a few MB, two alike by chance once in ten thousand files. */
function fingerprint(key: string): number {
	let a = 0x811c9dc5;
	let b = 0x01000193;
	for (let i = 0; i < key.length; i++) {
		const code = key.charCodeAt(i);
		a = Math.imul(a ^ code, 0x01000193);
		b = Math.imul(b ^ code, 0x5bd1e995);
		b ^= b >>> 15;
	}
	return (a >>> 0) * 0x100000 + (b >>> 12);
}
