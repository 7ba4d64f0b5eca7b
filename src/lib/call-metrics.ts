import type { Segment, Speaker } from './transcript.ts';

/** In ms from the start of the call, without its end. */
export type Stretch = { startMs: number; endMs: number };
export type Overlap = Stretch & { begunBy: 'employee' | 'customer' | null };

export type CallMetrics = {
	employeeTalkMs: number;
	customerTalkMs: number;
	/** Of the time in which employee or customer speaks, 0..1; null where either is unknown. */
	talkShare: number | null;
	/** Nobody speaks, between the first word and the last. */
	silenceMs: number;
	longestSilence: Stretch | null;
	/** Of 200 ms and more; begun by who starts to speak while the other does. */
	overlaps: Overlap[];
	/** From the start of the recording; null where no voice is known to be the employee's. */
	firstWordMs: number | null;
	/** Words a minute of speaking; null below ten seconds of it. */
	employeeRate: number | null;
	customerRate: number | null;
	/** From the first word to the last. */
	spanMs: number;
	/** Messages without beginning or end, which are in none of the figures. */
	untimed: number;
};

/** Shorter pauses belong to speaking, in ms. */
const breath = 500;
/** Shorter overlaps are within what the times of words can tell, in ms. */
const shortestOverlap = 200;
/** Less speech than this says nothing about its rate, in ms. */
const shortestSample = 10_000;

/**
 * What the times of a call's words tell, of its segments where words have none; null without times. A
 * side that is not known (no `employee` or no `customer`) has no talk, and there is no share.
 */
export function measureCall(segments: Segment[]): CallMetrics | null {
	const messages = segments.filter(
		({ kind, speaker }) => kind === 'message' && speaker !== 'system'
	);
	const timed = messages.filter((segment) => spokenIn(segment).length > 0);
	const speech = {
		all: speechOf(timed),
		employee: speechOf(timed, 'employee'),
		customer: speechOf(timed, 'customer')
	};
	const figures = figuresOf(speech);
	return (
		figures && {
			...figures,
			employeeRate: rate(timed, 'employee', figures.employeeTalkMs),
			customerRate: rate(timed, 'customer', figures.customerTalkMs),
			untimed: messages.length - timed.length
		}
	);
}

/**
 * The same from the sound of two channels, where there are no words: when each side is heard, in order. There is
 * no rate of speaking without words.
 */
export function measureSound(employee: Stretch[], customer: Stretch[]): CallMetrics | null {
	const figures = figuresOf({
		all: withBreath([...employee, ...customer]),
		employee: withBreath(employee),
		customer: withBreath(customer)
	});
	return figures && { ...figures, employeeRate: null, customerRate: null, untimed: 0 };
}

type Speech = Record<'all' | 'employee' | 'customer', Stretch[]>;

function figuresOf({ all, employee, customer }: Speech) {
	if (all.length === 0) return null;
	const [employeeTalkMs, customerTalkMs] = [lengthOf(employee), lengthOf(customer)];
	const silences = between(all);
	const isKnown = employeeTalkMs > 0 && customerTalkMs > 0;
	return {
		employeeTalkMs,
		customerTalkMs,
		talkShare: isKnown ? employeeTalkMs / (employeeTalkMs + customerTalkMs) : null,
		silenceMs: lengthOf(silences),
		longestSilence: silences.reduce<Stretch | null>(longer, null),
		overlaps: overlapsOf(employee, customer),
		firstWordMs: employee[0]?.startMs ?? null,
		spanMs: all.at(-1)!.endMs - all[0].startMs
	};
}

function speechOf(segments: Segment[], speaker?: Speaker): Stretch[] {
	const own = segments.filter((segment) => !speaker || segment.speaker === speaker);
	return withBreath(own.flatMap(spokenIn));
}

/** When somebody speaks, in order, with pauses for breath. */
function withBreath(spoken: Stretch[]): Stretch[] {
	const speech: Stretch[] = [];
	for (const { startMs, endMs } of spoken.toSorted((a, b) => a.startMs - b.startMs)) {
		const last = speech.at(-1);
		if (last && startMs - last.endMs < breath) last.endMs = Math.max(last.endMs, endMs);
		else speech.push({ startMs, endMs });
	}
	return speech;
}

function spokenIn({ words, startMs, endMs }: Segment): Stretch[] {
	if (words?.length) return words;
	return startMs === undefined || endMs === undefined ? [] : [{ startMs, endMs }];
}

function between(speech: Stretch[]): Stretch[] {
	return speech.slice(1).map(({ startMs }, i) => ({ startMs: speech[i].endMs, endMs: startMs }));
}

function overlapsOf(employee: Stretch[], customer: Stretch[]): Overlap[] {
	const overlaps: Overlap[] = [];
	for (let i = 0, j = 0; i < employee.length && j < customer.length;) {
		const [a, b] = [employee[i], customer[j]];
		const startMs = Math.max(a.startMs, b.startMs);
		const endMs = Math.min(a.endMs, b.endMs);
		if (endMs - startMs >= shortestOverlap)
			overlaps.push({ startMs, endMs, begunBy: later(a.startMs, b.startMs) });
		if (a.endMs < b.endMs) i++;
		else j++;
	}
	return overlaps;
}

function later(employee: number, customer: number) {
	if (employee === customer) return null;
	return employee > customer ? 'employee' : 'customer';
}

function rate(segments: Segment[], speaker: Speaker, talkMs: number): number | null {
	if (talkMs < shortestSample) return null;
	const own = segments.filter((segment) => segment.speaker === speaker);
	const words = own.flatMap(({ text }) => text.match(/\S*[\p{L}\p{N}]\S*/gu) ?? []);
	return words.length / (talkMs / 60_000);
}

function lengthOf(stretches: Stretch[]): number {
	return stretches.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}

function longer(a: Stretch | null, b: Stretch): Stretch {
	return a && a.endMs - a.startMs >= b.endMs - b.startMs ? a : b;
}
