import { expect, test } from 'vitest';
import type { Segment } from '../../transcript.ts';
import { silentStretches } from './hidden.ts';

const said = (text: string, startMs?: number, endMs?: number): Omit<Segment, 'ordinal'> => ({
	speaker: 'customer',
	kind: 'message',
	text,
	startMs,
	endMs
});
const card = 'It is •••• •••• •••• 1111';
const segmentsOf = (...all: Omit<Segment, 'ordinal'>[]) =>
	all.map((one, ordinal) => ({ ordinal, ...one }));

test('nothing hidden is nothing silent', () =>
	expect(silentStretches(segmentsOf(said('Good morning', 0, 1000)))).toEqual([]));

test('of words with times only these are silent, a little wider', () => {
	const words = [
		{ text: 'It', startMs: 1000, endMs: 1200 },
		{ text: 'is', startMs: 1200, endMs: 1400 },
		{ text: '•••• •••• •••• 1111', startMs: 1500, endMs: 9000 }
	];
	const segments = segmentsOf({ ...said(card, 1000, 9500), words });
	expect(silentStretches(segments)).toEqual([[1250, 9250]]);
});

test('without times of words it is the whole sentence; neighbours are joined', () => {
	const segments = segmentsOf(
		said(card, 1000, 5000),
		said('code •••', 5100, 6000),
		said('bye', 8000)
	);
	expect(silentStretches(segments)).toEqual([[750, 6250]]);
});

test('without an end it is up to the next sentence, without any time all of the recording', () => {
	expect(silentStretches(segmentsOf(said(card, 1000), said('yes', 4000)))).toEqual([[750, 4250]]);
	expect(silentStretches(segmentsOf(said('Hello', 1000), said(card), said('bye', 7000)))).toEqual([
		[750, 7250]
	]);
	expect(silentStretches(segmentsOf(said('Hello'), said(card)))).toEqual([[0, 2_147_483_647]]);
});
