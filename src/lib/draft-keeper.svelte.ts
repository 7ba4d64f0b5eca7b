type Stored<Document> = { document: Document; version: number };
type Standing<Document> = Stored<Document> & { updatedAt: string };
/** `refused`: the server will not take it, whatever the network does. */
export type SaveState = 'saved' | 'saving' | 'offline' | 'signed_out' | 'conflict' | 'refused';

const retryMs = 5_000;
const waitMs = 500;

/**
 * Saves a draft within a second of each change. What the server has not confirmed stands in this
 * browser's storage until it has: a lost network, a closed tab or a reload loses nothing.
 */
export class DraftKeeper<Document> {
	state = $state<SaveState>('saved');
	/** What another tab or person saved meanwhile; the writer decides which one stays. */
	standing = $state<Standing<Document> | null>(null);
	/** Why it was refused, in the server's words. */
	refusal = $state('');
	/** Of what the server has confirmed. */
	version = $state(0);
	private pending: Document | null = null;
	private timer: ReturnType<typeof setTimeout> | undefined;
	private sending = false;
	private readonly url: string;
	private readonly key: string;
	private readonly tab = crypto.randomUUID();

	/** `url` takes PUT and GET of the draft: `{ document, version }`; 409 brings what stands there. */
	constructor(url: string, version: number) {
		this.url = url;
		this.key = `plumbline-draft-${url}`;
		this.version = version;
	}

	/** What this browser kept and the server never confirmed; null in the normal case. */
	unsent(): Stored<Document> | null {
		const kept = localStorage.getItem(this.key);
		return kept ? (JSON.parse(kept) as Stored<Document>) : null;
	}

	/** Takes up what an earlier visit could not send. Returns the document to show. */
	resume(onServer: Document): Document {
		const kept = this.unsent();
		if (!kept) return onServer;
		if (kept.version === this.version) {
			this.keep(kept.document);
			return kept.document;
		}
		this.pending = kept.document;
		void this.refresh();
		return kept.document;
	}

	keep(document: Document) {
		this.pending = document;
		localStorage.setItem(this.key, JSON.stringify({ document, version: this.version }));
		if (this.state === 'conflict') return;
		this.state = 'saving';
		this.schedule(waitMs);
	}

	/** Sends what is pending; resolves when the server has it or cannot be reached. */
	async flush(): Promise<void> {
		clearTimeout(this.timer);
		while (this.sending) await new Promise((resolve) => setTimeout(resolve, 20));
		if (!this.pending || this.state === 'conflict') return;
		const document = this.pending;
		this.sending = true;
		try {
			await this.send(document);
		} finally {
			this.sending = false;
		}
	}

	/** Looks whether somebody else saved since; called when the tab comes to the front. */
	async refresh() {
		const response = await fetch(this.url).catch(() => null);
		if (!response?.ok) return;
		const standing = (await response.json()) as Standing<Document>;
		if (standing.version === this.version) return;
		this.standing = standing;
		this.state = 'conflict';
	}

	/** Mine stays: it is saved over what stands on the server. */
	keepMine(document: Document) {
		this.version = this.standing?.version ?? this.version;
		this.standing = null;
		this.state = 'saving';
		this.keep(document);
	}

	/** Theirs stays: what I wrote since is dropped. */
	takeTheirs(): Document {
		const { document, version } = this.standing!;
		this.version = version;
		this.standing = null;
		this.done();
		return document;
	}

	/** The draft is submitted or discarded: nothing of it stays in this browser. */
	forget() {
		clearTimeout(this.timer);
		this.done();
	}

	private async send(document: Document) {
		const body = JSON.stringify({ document, version: this.version, tab: this.tab });
		const headers = { 'content-type': 'application/json' };
		const keepalive = body.length < 60_000;
		const response = await fetch(this.url, { method: 'PUT', headers, body, keepalive }).catch(
			() => null
		);
		const answer = (await response?.json().catch(() => null)) ?? {};
		if (response?.ok) {
			this.version = (answer as Stored<Document>).version;
			if (this.pending === document) this.done();
			else this.keep(this.pending!);
		} else if (response?.status === 409 && answer.document) {
			this.standing = answer as Standing<Document>;
			this.state = 'conflict';
		} else if (response && response.status !== 401 && response.status < 500) {
			this.refusal = answer.message ?? '';
			this.state = 'refused';
		} else {
			this.state = response?.status === 401 ? 'signed_out' : 'offline';
			this.schedule(retryMs);
		}
	}

	private schedule(ms: number) {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => void this.flush(), ms);
	}

	private done() {
		this.pending = null;
		localStorage.removeItem(this.key);
		this.state = 'saved';
	}
}
