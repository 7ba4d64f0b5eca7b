/** Unknown: a voice of which nothing tells whose it is. */
export const speakers = ['customer', 'employee', 'bot', 'system', 'unknown'] as const;
export type Speaker = (typeof speakers)[number];

/** A note is internal; an event is not speech. */
export const segmentKinds = ['message', 'note', 'event'] as const;
export type SegmentKind = (typeof segmentKinds)[number];

/** A word or a few as heard; in ms from the start of the call. */
export type Word = { text: string; startMs: number; endMs: number };

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
	/** Parts of `text`, in its order; not all of it need be among them. */
	words?: Word[];
};

/** The segments without the times of their words, which pages do not show. */
export function withoutWords(segments: Segment[]): Segment[] {
	return segments.map(({ words: _, ...segment }) => segment);
}

/** A name that a machine gives a voice (0, A, S1, spk_0, channel 1), not people. */
export function isVoiceLabel(name: string): boolean {
	return /^(?:(?:speaker|spk|ch|channel|voice|s|guest)[ _-]?)?(?:\d{1,3}|[a-z])$/i.test(name);
}
