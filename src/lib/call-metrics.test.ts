import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAll } from '../../tests/read-format.ts';
import { measureCall, measureSound } from './call-metrics.ts';
import { formats, type FormatName } from './server/conversations/import/formats.ts';
import { segmentsOf } from './server/conversations/import/record.ts';
import type { Segment, Speaker } from './transcript.ts';

async function segmentsFrom(format: FormatName, file: string) {
	const path = join(import.meta.dirname, '../../tests/fixtures/calls', file);
	const [one] = await readAll(formats[format], readFileSync(path));
	if (!('record' in one)) throw new Error(one.problem.code);
	return segmentsOf(one.record);
}

const said = (speaker: Speaker, startMs: number, endMs: number, text = 'word'): Segment => {
	return { ordinal: 0, kind: 'message', speaker, text, startMs, endMs };
};

/*
 * The figures of both real calls come from a script in another language that knows nothing of this code: it
 * paints every word of a side on a line of one byte a millisecond, fills holes of less than 500, and
 * counts bytes: of either line, of both at once (runs of at least 200), of neither between the first and the last.
 */
test('a real call with the times of its words', async () => {
	const segments = await segmentsFrom('amazon-transcribe', 'amazon-call-analytics.json');
	const { overlaps, ...figures } = measureCall(segments)!;
	expect(figures).toEqual({
		employeeTalkMs: 93_650,
		customerTalkMs: 53_231,
		talkShare: expect.closeTo(0.6375909750069785, 12),
		silenceMs: 35_290,
		longestSilence: { startMs: 87_160, endMs: 88_940 },
		firstWordMs: 40,
		employeeRate: expect.closeTo(206.94073678590496, 9),
		customerRate: expect.closeTo(156.67562134846236, 9),
		spanMs: 182_850,
		untimed: 0
	});
	expect(overlaps.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
		[7940, 8150],
		[11_040, 11_380],
		[18_740, 19_360],
		[51_640, 51_850],
		[58_040, 58_360],
		[64_440, 64_650],
		[90_040, 90_250],
		[157_640, 157_850],
		[162_540, 163_260]
	]);
	const begun = Object.groupBy(overlaps, ({ begunBy }) => String(begunBy));
	expect([begun.employee!.length, begun.customer!.length, begun.null!.length]).toEqual([6, 2, 1]);
});

test('a real call with the times of its segments only; noise is no speech', async () => {
	const segments = await segmentsFrom('harper-valley', 'harper-valley.json');
	const bare = segments.map(({ words: _, ...segment }) => segment);
	expect(measureCall(bare)).toEqual({
		employeeTalkMs: 11_160,
		customerTalkMs: 9_600,
		talkShare: expect.closeTo(0.5375722543352601, 12),
		silenceMs: 26_460,
		longestSilence: { startMs: 12_319, endMs: 18_929 },
		overlaps: [],
		firstWordMs: 3319,
		employeeRate: expect.closeTo(306.4516129032258, 9),
		customerRate: null,
		spanMs: 47_160,
		untimed: 0
	});
});

test('a voice that nobody knows takes part in silence and in nothing else', async () => {
	const measured = measureCall(await segmentsFrom('whisper', 'whisper-timestamped.json'))!;
	expect(measured).toMatchObject({
		talkShare: null,
		firstWordMs: null,
		employeeRate: null,
		overlaps: [],
		longestSilence: { startMs: 7620, endMs: 8540 }
	});
});

test('without times nothing is measured, and messages without an end are counted as such', () => {
	expect(measureCall([])).toBeNull();
	expect(
		measureCall([{ ...said('employee', 0, 1), startMs: undefined, endMs: undefined }])
	).toBeNull();
	const half = [said('employee', 0, 1000), { ...said('customer', 1000, 0), endMs: undefined }];
	expect(measureCall(half)!.untimed).toBe(1);
});

test('notes, events and the system do not speak', () => {
	const note: Segment = { ...said('employee', 5000, 90_000), kind: 'note' };
	const measured = measureCall([said('employee', 0, 1000), note, said('system', 0, 99_000)])!;
	expect(measured).toMatchObject({ employeeTalkMs: 1000, spanMs: 1000 });
});

test('who starts while the other speaks has begun the overlap', () => {
	const talk = [
		said('customer', 0, 5000),
		said('employee', 1000, 1150),
		said('employee', 2000, 2400),
		said('employee', 4800, 9000),
		said('customer', 8000, 10_000)
	];
	expect(measureCall(talk)!.overlaps).toEqual([
		{ startMs: 2000, endMs: 2400, begunBy: 'employee' },
		{ startMs: 4800, endMs: 5000, begunBy: 'employee' },
		{ startMs: 8000, endMs: 9000, begunBy: 'customer' }
	]);
});

const stretch = fc.record({
	speaker: fc.constantFrom<Speaker>('employee', 'customer', 'unknown'),
	startMs: fc.nat(8000),
	length: fc.integer({ min: 1, max: 3000 })
});

test('talk of both sides, less what overlaps, and silence are the whole call', () => {
	fc.assert(
		fc.property(fc.array(stretch, { minLength: 1, maxLength: 12 }), (stretches) => {
			const talk = stretches.map(({ speaker, startMs, length }) => {
				return said(speaker, startMs, startMs + length);
			});
			const { silenceMs, spanMs, ...measured } = measureCall(talk)!;
			const line = painted(talk);
			expect(spanMs).toBe(line.lastIndexOf('#') + 1 - line.indexOf('#'));
			expect(silenceMs).toBe(
				[...line.slice(line.indexOf('#'), line.lastIndexOf('#'))].filter((s) => s === ' ').length
			);
			const own = talk.filter(({ speaker }) => speaker === 'employee');
			expect(measured.employeeTalkMs).toBe([...painted(own)].filter((s) => s === '#').length);
		}),
		{ numRuns: 60 }
	);
});

/** The call as a line of a sign each millisecond. */
function painted(talk: Segment[]): string {
	const line = Array<string>(11_100).fill(' ');
	for (const { startMs, endMs } of talk) line.fill('#', startMs, endMs);
	return line.join('').replace(/(?<=#) {1,499}(?=#)/g, (hole) => '#'.repeat(hole.length));
}

test('from sound alone the measures are those of a transcript that says the same, without rates', () => {
	const employee = [
		{ startMs: 0, endMs: 4000 },
		{ startMs: 9000, endMs: 20_000 }
	];
	const customer = [{ startMs: 3500, endMs: 7000 }];
	const segments = [
		...employee.map(({ startMs, endMs }) => said('employee', startMs, endMs)),
		...customer.map(({ startMs, endMs }) => said('customer', startMs, endMs))
	];
	expect(measureSound(employee, customer)).toEqual({
		...measureCall(segments),
		employeeRate: null,
		customerRate: null
	});
	expect(measureSound([], [])).toBeNull();
});
