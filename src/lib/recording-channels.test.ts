import { expect, test } from 'vitest';
import { employeeChannelHeard } from './recording-channels.ts';
import type { Segment } from './transcript.ts';

const said = (speaker: Segment['speaker'], startMs?: number): Segment => ({
	ordinal: 0,
	speaker,
	kind: 'message',
	text: 'Hello',
	startMs,
	endMs: startMs === undefined ? undefined : startMs + 1000
});
/** The left channel is loud in the even seconds, the right one in the odd ones. */
const peaks = [0, 1].map((channel) =>
	Array.from({ length: 80 }, (_, i) => (Math.floor(i / 10) % 2 === channel ? 200 : 5))
);
const talk = [0, 1, 2, 3, 4, 5, 6, 7].map((second) =>
	said(second % 2 ? 'employee' : 'customer', second * 1000)
);

test('who speaks when the right channel is loud has the right channel', () => {
	expect(employeeChannelHeard(talk, peaks, 8000)).toBe(1);
	expect(employeeChannelHeard(talk, peaks.toReversed(), 8000)).toBe(0);
});

test.each([
	{ name: 'a transcript without times', segments: talk.map(({ speaker }) => said(speaker)) },
	{ name: 'two sentences', segments: talk.slice(0, 2) },
	{
		name: 'speakers that do not fit either channel',
		segments: talk.map((one, i) => said(i < 4 ? 'employee' : 'customer', one.startMs))
	}
])('$name does not tell', ({ segments }) =>
	expect(employeeChannelHeard(segments, peaks, 8000)).toBeNull()
);

test('one channel is nobody’s alone', () =>
	expect(employeeChannelHeard(talk, peaks.slice(0, 1), 8000)).toBeNull());
