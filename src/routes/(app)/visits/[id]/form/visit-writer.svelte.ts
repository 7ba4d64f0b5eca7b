import { isFull } from '#lib/journal/database.ts';
import { Journal, onOthers, type PhotoDetails } from '#lib/journal/journal.ts';
import { findKey } from '#lib/journal/keys.ts';
import { outbox } from '#lib/journal/outbox.svelte.ts';
import type { ManifestFile } from '#lib/photo.ts';
import { shownQuestions, type Answer } from '#lib/questions.ts';
import type { Rating } from '#lib/scorecard.ts';
import { apply, unwritten, type Change, type Opened, type Written } from '#lib/visit-journal.ts';
import { visitProblems } from '#lib/visit-problems.ts';

export type Form = Omit<Opened, 'filingId'>;
/** `locked`: without the shopper's key nothing can be kept here. `full`: the phone has no room left. */
export type Keeping = 'opening' | 'saved' | 'saving' | 'full' | 'failed' | 'locked';
type Said = Change extends infer C ? (C extends Change ? Omit<C, 'at'> : never) : never;

const retryMs = 2000;

/** The visit being filled in: every change is in the journal of this phone before it counts as saved. */
export class VisitWriter {
	written: Written = $state()!;
	keeping = $state<Keeping>('opening');
	savedAt = $state<Date | null>(null);
	photos = $state<(ManifestFile & { id: string })[]>([]);
	/** Photos that are being made ready: before they are kept nothing is filed. */
	taking = $state(0);
	form = $state<Form>()!;
	shown = $derived.by(() =>
		shownQuestions(this.form.definition, this.document.answers, this.document.ratings)
	);
	problems = $derived.by(() =>
		visitProblems(this.form.definition, this.document.answers, this.document.ratings, [
			...this.document.files,
			...this.photos
		])
	);
	private journal: Journal | null = null;
	private key: CryptoKey | null = null;
	private readonly userId: string;
	/** Lines and photos that this tab added. */
	private added = 0;
	private readonly pending = new Map<string, Change>();
	private writing: Promise<void> | null = null;
	private onSent: () => void = () => undefined;
	private reading: Promise<void> = Promise.resolve();
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor(userId: string, form: Form) {
		this.userId = userId;
		this.form = form;
		this.written = unwritten(form.document);
	}

	get mayFile() {
		return !['opening', 'locked'].includes(this.keeping) && !this.taking;
	}

	get document() {
		return this.written.document;
	}

	/** Takes up what this phone has of the visit; calls when another tab has sent it. The result ends it. */
	async open(onSent: () => void) {
		this.onSent = onSent;
		this.key = await findKey(this.userId).catch(() => null);
		if (this.key) await this.reread();
		this.keeping = this.key ? 'saved' : 'locked';
		return onOthers(() => void this.reread());
	}

	answer(key: string, answer: Answer | undefined) {
		this.change(`answer ${key}`, { kind: 'answer', key, answer: answer ?? null });
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
		const rating = { ...$state.snapshot(this.rating(key)), ...part };
		this.change(`rating ${key}`, { kind: 'rating', key, rating });
	}

	agree(agreed: boolean) {
		this.change('agreed', { kind: 'agreed', agreed });
	}

	/** Keeps where the phone is when it is far surer of it than before: a line for each step would fill the journal. */
	tellPlace({ coords, timestamp }: GeolocationPosition) {
		const known = this.document.position;
		const { agreed, isFiled } = this.written;
		if (!agreed || isFiled || (known && coords.accuracy > known.accuracy / 2)) return;
		const { latitude, longitude, accuracy } = coords;
		const position = { latitude, longitude, accuracy, at: new Date(timestamp).toISOString() };
		this.change('here', { kind: 'here', position });
	}

	/** The stopwatch of a question runs from now on, also when this tab is closed. */
	startWatch(key: string) {
		this.change(`started ${key}`, { kind: 'started', key });
	}

	/** Keeps a photo on this phone. Throws when there is no room. */
	async addPhoto(photo: Blob, details: PhotoDetails): Promise<string> {
		const journal = await this.begin();
		const kept = await journal.addPhoto(photo, details);
		this.added++;
		this.photos = [...this.photos.filter(({ id }) => id !== kept.id), kept];
		return kept.name;
	}

	async readPhoto(name: string): Promise<Blob | null> {
		const photo = this.photos.find((one) => one.name === name);
		return photo && this.journal ? (await this.journal.openPhoto(photo.id)).blob : null;
	}

	/** Nothing changes any more; it is sent once that is in the journal and there is a network. */
	file() {
		this.change('filed', { kind: 'filed' });
	}

	/** Resolves when everything is in the journal, or cannot be for now. */
	async flush() {
		await (this.writing ?? this.write());
		if (this.pending.size && this.keeping === 'saving') await this.flush();
	}

	/** Looks again at what the journal has, as it was written by others too. One after the other: the last look counts. */
	reread(): Promise<void> {
		return (this.reading = this.reading.catch(() => undefined).then(() => this.rereadOnce()));
	}

	private async rereadOnce(): Promise<void> {
		const there = await Journal.find(this.key!, this.userId, this.form.visitId);
		if (!there) {
			// Sent meanwhile, and gone from this phone
			if (this.journal && !this.pending.size) this.onSent();
			return;
		}
		this.journal = there;
		const before = this.added;
		const [written, photos] = [await there.read(), await there.listPhotos()];
		// What was added meanwhile may be neither in what was read nor waiting any more
		if (before !== this.added) return this.rereadOnce();
		for (const change of this.pending.values()) apply(written, change);
		this.form = this.journal.opened;
		this.written = written;
		this.photos = photos;
	}

	private async begin() {
		const { definition, ...form } = this.form;
		const whole = { ...$state.snapshot(form), definition: $state.snapshot(definition) } as Form;
		return (this.journal ??= await Journal.open(this.key!, this.userId, whole));
	}

	private change(what: string, said: Said) {
		const change = $state.snapshot({ ...said, at: new Date().toISOString() }) as Change;
		apply(this.written, change);
		this.pending.delete(what);
		this.pending.set(what, change);
		if (this.keeping === 'locked') return;
		if (this.keeping === 'saved') this.keeping = 'saving';
		void this.write();
	}

	/** What comes while a line is being written goes with the next. */
	private write(): Promise<void> {
		return (this.writing ??= this.writeAll());
	}

	private async writeAll() {
		clearTimeout(this.timer);
		try {
			const journal = await this.begin();
			while (this.pending.size) {
				const lines = [...this.pending];
				await journal.add(lines.map(([, change]) => change));
				this.added += lines.length;
				for (const [what, change] of lines)
					if (this.pending.get(what) === change) this.pending.delete(what);
			}
			this.savedAt = new Date();
			this.keeping = 'saved';
			if (this.written.isFiled) void outbox.send();
			else if (!outbox.find(this.form.visitId)) void outbox.refresh();
		} catch (error) {
			this.keeping = isFull(error) ? 'full' : 'failed';
			this.timer = setTimeout(() => void this.write(), retryMs);
		} finally {
			// Not a moment later: a change that comes then would wait for a write that is over
			this.writing = null;
		}
	}
}
