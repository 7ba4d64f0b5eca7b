import type { VisitProblem } from '../visit-problems.ts';
import type { VisitRow } from './database.ts';
import { findKey, forgetVisit } from './keys.ts';
import { Journal, listUnsent, onOthers } from './journal.ts';
import { sendVisit, type Progress, type Sent } from './sending.ts';

export type Unsent = {
	visitId: string;
	filingId: string;
	begunAt: number;
	/** '' while it cannot be read: the key is not on this phone. */
	place: string;
	is: 'writing' | 'waiting' | 'sending' | 'signed_out' | 'refused' | 'sealed';
	progress: Progress | null;
	reason: string;
	problems: VisitProblem[];
};

const [firstPause, longestPause] = [1000, 30_000];

/** What this phone has not sent yet. It sends by itself whenever it can, in one tab at a time. */
class Outbox {
	visits = $state<Unsent[]>([]);
	/** This phone has been looked at: no visits means none. */
	isRead = $state(false);
	isPersistent = $state<boolean | null>(null);
	private userId = '';
	private pause = firstPause;
	private timer: ReturnType<typeof setTimeout> | undefined;
	private running: Promise<void> | null = null;
	private next: Promise<void> | null = null;
	private readonly outcomes = new Map<string, Pick<Unsent, 'is' | 'reason' | 'problems'>>();
	private readonly progress = new Map<string, Progress>();
	private readonly listeners = new Set<(visitId: string, result: Sent) => void>();
	/** Of looking at this phone: what is found late is not shown. */
	private turn = 0;

	/** Begins to look after the visits of this user; the result ends it. */
	start(userId: string) {
		this.userId = userId;
		const again = () => {
			this.pause = firstPause;
			void this.send();
		};
		const ends = [
			onOthers(() => void this.refresh()),
			on(window, 'online', again),
			on(document, 'visibilitychange', () => document.visibilityState === 'visible' && again())
		];
		void navigator.storage?.persist?.().then((isPersistent) => (this.isPersistent = isPersistent));
		again();
		return () => {
			clearTimeout(this.timer);
			ends.forEach((end) => end());
		};
	}

	/** Called with each visit that the server has whole, or wants more of. */
	onAnswered(call: (visitId: string, result: Sent) => void) {
		this.listeners.add(call);
		return () => void this.listeners.delete(call);
	}

	find = (visitId: string) => this.visits.find((one) => one.visitId === visitId);

	/** Looks again at what is on this phone. */
	async refresh() {
		const turn = ++this.turn;
		const rows = await listUnsent();
		const key = rows.length ? await findKey(this.userId) : null;
		const found = rows.map(async (row): Promise<Unsent> => {
			const { visitId, filingId, begunAt } = row;
			const base = { visitId, filingId, begunAt, progress: this.progress.get(filingId) ?? null };
			const mine = row.userId === this.userId && key ? await readRow(key, row) : null;
			if (!mine) return { ...base, place: '', is: 'sealed', reason: '', problems: [] };
			const { place, isFiled } = mine;
			const outcome = this.outcomes.get(filingId) ?? { is: 'waiting', reason: '', problems: [] };
			return { ...base, place, ...outcome, is: isFiled ? outcome.is : 'writing' };
		});
		const visits = await Promise.all(found);
		if (turn !== this.turn) return;
		this.visits = visits;
		this.isRead = true;
	}

	/** Sends what is filed. Called again while it runs, it runs once more: what was filed meanwhile is not left behind. */
	send(): Promise<void> {
		clearTimeout(this.timer);
		if (this.running) {
			void this.refresh();
			return (this.next ??= this.running
				.catch(() => undefined)
				.then(() => {
					this.next = null;
					return this.send();
				}));
		}
		return (this.running = navigator.locks
			.request('plumbline-outbox', { ifAvailable: true }, (lock) =>
				lock ? this.sendAll() : this.refresh()
			)
			.finally(() => {
				this.running = null;
				if (!this.visits.some(({ is }) => is === 'waiting')) return;
				this.timer = setTimeout(() => void this.send(), this.pause);
				this.pause = Math.min(2 * this.pause, longestPause);
			}));
	}

	private async sendAll() {
		await this.refresh();
		const rows = (await listUnsent()).filter(({ userId }) => userId === this.userId);
		const key = rows.length ? await findKey(this.userId) : null;
		if (key) for (const row of rows) await this.sendRow(key, row);
	}

	/** What is wrong with one visit holds up no other; it is tried again. */
	private async sendRow(key: CryptoKey, row: VisitRow) {
		try {
			await this.sendOne(await Journal.of(key, row), row);
		} catch (error) {
			console.error(error);
			this.outcomes.delete(row.filingId);
			await this.refresh();
		}
	}

	private async sendOne(journal: Journal, { filingId, visitId }: VisitRow) {
		if (!(await journal.read()).isFiled) return;
		this.outcomes.set(filingId, { is: 'sending', reason: '', problems: [] });
		await this.refresh();
		const result = await sendVisit(journal, (progress) => {
			const before = this.progress.get(filingId)?.received;
			if (before !== progress.received) this.pause = firstPause;
			this.progress.set(filingId, progress);
			const shown = this.visits.find((one) => one.filingId === filingId);
			if (shown) shown.progress = progress;
		});
		if (result.is === 'sent') {
			this.outcomes.delete(filingId);
			await forgetVisit(visitId);
			this.listeners.forEach((call) => call(visitId, result));
		} else {
			const { is, ...why } = { reason: '', problems: [], ...result };
			this.outcomes.set(filingId, { is: is === 'offline' ? 'waiting' : is, ...why });
			if (why.problems.length) {
				await journal.add([{ kind: 'reopened', at: new Date().toISOString() }]);
				this.listeners.forEach((call) => call(visitId, result));
			}
		}
		await this.refresh();
	}
}

/** null: damaged, or sealed with another key. It stays where it is. */
async function readRow(key: CryptoKey, row: VisitRow) {
	try {
		const journal = await Journal.of(key, row);
		return { place: journal.opened.place, isFiled: (await journal.read()).isFiled };
	} catch (error) {
		console.error(error);
		return null;
	}
}

function on(target: EventTarget, name: string, call: () => unknown) {
	target.addEventListener(name, call);
	return () => target.removeEventListener(name, call);
}

export const outbox = new Outbox();
