import type { Segment } from './transcript.ts';

export type Metrics = {
	/** From the customer's first message to the first answer of an employee. */
	firstAnswerMs: number | null;
	medianWaitMs: number | null;
	longestWaitMs: number | null;
	/** Ordinal of the answer that came after the longest wait. */
	longestWaitSegment: number | null;
	durationMs: number | null;
	/** Spoken or written by customer, employee or bot; notes and events do not count. */
	messages: number;
};

type Turn = { segment: Segment; from: number | null; to: number | null; hasEnd: boolean };
export type Wait = { ms: number | null; answer: number };

/**
 * Waits of the customer for an employee, in ms. A wait begins with the first message that nobody has
 * answered yet; in a call with `endMs`, when the customer stops speaking. Bots do not answer.
 */
export function measure(segments: Segment[]): Metrics {
	const turns = inOrderOfTime(timed(segments.filter(isMessage)));
	const waits = waitsOf(turns);
	const known = waits.flatMap((wait) => wait.ms ?? []).sort((a, b) => a - b);
	const longest = known.at(-1) ?? null;
	return {
		firstAnswerMs: waits[0]?.ms ?? null,
		medianWaitMs: median(known),
		longestWaitMs: longest,
		longestWaitSegment: waits.find(({ ms }) => ms !== null && ms === longest)?.answer ?? null,
		durationMs: duration(turns),
		messages: turns.length
	};
}

/** Each answer of an employee, by its ordinal, and how long the customer had waited for it, in ms. */
export function waits(segments: Segment[]): Wait[] {
	return waitsOf(inOrderOfTime(timed(segments.filter(isMessage))));
}

/** Silence before each segment since the message before it, in ms; null for notes, events and no times. */
export function gaps(segments: Segment[]): (number | null)[] {
	let last: number | null = null;
	return timed(segments).map(({ segment, from, to }) => {
		if (!isMessage(segment)) return null;
		const gap = last === null || from === null ? null : Math.max(0, from - last);
		last = to;
		return gap;
	});
}

function isMessage({ kind, speaker }: Segment) {
	return kind === 'message' && speaker !== 'system';
}

/** Clock times where there are any, else offsets into the call; never both, they share no zero. */
function timed(segments: Segment[]): Turn[] {
	const hasClock = segments.some((segment) => segment.at);
	return segments.map((segment) => {
		const from = (hasClock ? clock(segment) : segment.startMs) ?? null;
		const hasEnd = !hasClock && segment.endMs !== undefined;
		return { segment, from, to: hasEnd ? segment.endMs! : from, hasEnd };
	});
}

function clock({ at }: Segment) {
	return at ? Date.parse(at) : undefined;
}

/** A segment without a time keeps its place after the one before it. */
function inOrderOfTime(turns: Turn[]): Turn[] {
	let last = -Infinity;
	return turns
		.map((turn) => ({ turn, key: (last = turn.from ?? last) }))
		.sort((a, b) => (a.key === b.key ? 0 : a.key - b.key))
		.map(({ turn }) => turn);
}

function waitsOf(turns: Turn[]): Wait[] {
	const waits: Wait[] = [];
	let since: { ms: number | null } | null = null;
	for (const { segment, from, to, hasEnd } of turns) {
		if (segment.speaker === 'customer') {
			if (!since || hasEnd) since = { ms: to };
		} else if (segment.speaker === 'employee' && since) {
			const ms = since.ms === null || from === null ? null : Math.max(0, from - since.ms);
			waits.push({ ms, answer: segment.ordinal });
			since = null;
		}
	}
	return waits;
}

function duration(turns: Turn[]): number | null {
	const starts = turns.flatMap((turn) => turn.from ?? []);
	if (starts.length === 0) return null;
	const ends = turns.flatMap((turn) => turn.to ?? []);
	return ends.reduce((a, b) => Math.max(a, b)) - starts.reduce((a, b) => Math.min(a, b));
}

function median(sorted: number[]): number | null {
	if (sorted.length === 0) return null;
	const middle = sorted.length >> 1;
	return sorted.length % 2 ? sorted[middle] : Math.round((sorted[middle - 1] + sorted[middle]) / 2);
}
