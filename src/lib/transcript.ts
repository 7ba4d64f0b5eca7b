export const speakers = ['customer', 'employee', 'bot', 'system'] as const;
export type Speaker = (typeof speakers)[number];

/** A note is internal; an event is not speech. */
export const segmentKinds = ['message', 'note', 'event'] as const;
export type SegmentKind = (typeof segmentKinds)[number];

/** One entry of a stored transcript. Evidence points at its ordinal, which counts from 0. */
export type Segment = {
	ordinal: number;
	speaker: Speaker;
	name?: string;
	text: string;
	kind: SegmentKind;
	/** ISO 8601 in UTC. */
	at?: string;
	/** From the start of the call. */
	startMs?: number;
	endMs?: number;
};
