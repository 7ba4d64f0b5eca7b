import fc from 'fast-check';
import { expect, test } from 'vitest';
import { criterionOf, questionOf } from '../../../../../tests/setup/factories.ts';
import type { FlagRule } from '../../../visit-flags.ts';
import type { VisitDocument } from '../../../visit-document.ts';
import type { Facts, Rule } from './facts.ts';
import { integrityWrong, straightLined } from './honesty.ts';
import { tooFast } from './pace.ts';
import { offPlace } from './place.ts';
import { factsOf, ratedOf } from './test-facts.ts';
import { closedThen, offWindow, timesImpossible, tooShort } from './times.ts';
import { commentContradicts } from './comment-contradicts.ts';

const rules: Rule[] = [
	...[integrityWrong, straightLined, tooFast, offPlace, closedThen, offWindow],
	...[timesImpossible, tooShort, commentContradicts]
];
const judge = (facts: Facts) => rules.flatMap((rule) => rule(facts).map(({ rule }) => rule));

const times = ['time_in', 'time_out'].map((key) => questionOf(key, { kind: 'time' }));
const day = questionOf('visit_date', { kind: 'date' });
const options = ['yes', 'no'].map((key) => ({ key, name: { en: key } }));
const poster = questionOf('poster', { kind: 'integrity', options, answer: 'yes' });
const story = questionOf('story');
const form = [day, ...times, poster, story];
const weekdays = [{ days: [1, 2, 3, 4, 5], from: '10:00', to: '20:00' }];
const riga = { latitude: 56.9496, longitude: 24.1052 };

/** Tuesday 15 September, 12:00 to 12:30 in Riga, as the answers say. */
const there = { visit_date: '2026-09-15', time_in: '12:00', time_out: '12:30', poster: 'yes' };
const at = (minutes: number) => new Date(Date.UTC(2026, 8, 15, 10, minutes)).toISOString();
const near = { latitude: 56.95, longitude: 24.1052, accuracy: 15, at: at(0) };
const far = { ...near, latitude: 56.97 };
const same = (level: number, count: number, comment = '') =>
	ratedOf(Object.fromEntries(Array.from({ length: count }, (_, i) => [`c${i}`, level])), comment);
const letters = (length: number) => 'слово '.repeat(length / 6);

type Case = [what: string, document: Partial<VisitDocument>, expected: FlagRule[]];

const cases: Case[] = [
	['a plain visit', { answers: there }, []],
	[
		'came before opening',
		{ answers: { ...there, time_in: '09:30' } },
		['closed_then', 'off_window']
	],
	[
		'came on Sunday',
		{ answers: { ...there, visit_date: '2026-09-13' } },
		['closed_then', 'off_window']
	],
	[
		'left a few minutes after closing',
		{ answers: { ...there, time_in: '19:40', time_out: '20:10' } },
		['off_window']
	],
	[
		'left an hour after closing',
		{ answers: { ...there, time_in: '19:40', time_out: '21:00' } },
		['closed_then', 'off_window']
	],
	[
		'outside the window only',
		{ answers: { ...there, time_in: '18:30', time_out: '19:00' } },
		['off_window']
	],
	['left before coming', { answers: { ...there, time_out: '11:00' } }, ['times_impossible']],
	['five minutes in place', { answers: { ...there, time_out: '12:05' } }, ['too_short']],
	['exactly as long as wanted', { answers: { ...there, time_out: '12:15' } }, []],
	['a wrong control answer', { answers: { ...there, poster: 'no' } }, ['integrity']],
	['at the place', { answers: there, position: near }, []],
	['two kilometres away', { answers: there, position: far }, ['off_place']],
	[
		'two kilometres away, by a phone that is not sure',
		{ answers: there, position: { ...far, accuracy: 2500 } },
		[]
	],
	['the phone did not tell', { answers: there, position: undefined }, []],
	[
		'600 letters in ten seconds',
		{
			answers: { ...there, story: letters(600) },
			startedAt: at(0),
			endedAt: new Date(Date.parse(at(0)) + 10_000).toISOString()
		},
		['too_fast']
	],
	[
		'600 letters in five minutes',
		{ answers: { ...there, story: letters(600) }, startedAt: at(0), endedAt: at(5) },
		[]
	],
	[
		'a dictated story: 600 letters in fifty seconds',
		{
			answers: { ...there, story: letters(600) },
			startedAt: at(0),
			endedAt: new Date(Date.parse(at(0)) + 50_000).toISOString()
		},
		[]
	],
	['a clock that was set back', { answers: there, startedAt: at(30), endedAt: at(0) }, []],
	['the middle, six times', { answers: there, ratings: same(3, 6) }, ['straight_lined']],
	[
		'the middle, six times, with words',
		{ answers: there, ratings: same(3, 6, 'Zils krekls.') },
		[]
	],
	['a perfect visit of seven', { answers: there, ratings: same(5, 7) }, []],
	[
		'twelve times the best and no word',
		{ answers: there, ratings: same(5, 12) },
		['straight_lined']
	],
	['four alike are no row', { answers: there, ratings: same(2, 4) }, []],
	[
		'one that differs',
		{ answers: there, ratings: { ...same(3, 6), last: { ...same(3, 1).c0, level: 4 } } },
		[]
	],
	[
		'praise beside a one',
		{ answers: there, ratings: ratedOf({ a: 1 }, 'Very friendly and helpful.') },
		['comment_contradicts']
	]
];

const judged = (document: Partial<VisitDocument>) =>
	judge(
		factsOf(document, {
			...riga,
			questions: form,
			openingHours: weekdays,
			windows: [{ days: [1, 2, 3, 4, 5], from: '10:00', to: '18:00' }],
			maxDistanceMetres: 200,
			minMinutes: 15
		})
	).sort();

test.each(cases)('%s', (_, document, expected) =>
	expect(judged(document)).toEqual(expected.toSorted())
);

test('over all labelled cases every flag is right and none is missing: these rules only compare', () => {
	const rows = cases.map(([, document, expected]) => ({ is: judged(document), expected }));
	const right = rows.flatMap(({ is, expected }) => is.filter((rule) => expected.includes(rule)));
	const raised = rows.flatMap(({ is }) => is).length;
	const wanted = rows.flatMap(({ expected }) => expected).length;
	const [precision, recall] = [right.length / raised, right.length / wanted];
	console.log(
		`plain rules: precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}, n ${cases.length}`
	);
	expect([precision, recall]).toEqual([1, 1]);
});

test('the form’s own times stand in where the form does not ask', () => {
	const facts = factsOf(
		{ startedAt: at(0), endedAt: at(10) },
		{ minMinutes: 15, openingHours: weekdays }
	);
	expect(judge(facts)).toEqual(['too_short']);
});

test('a form may call its only date and its two times as it likes', () => {
	const named = [day, ...times].map((question, i) => ({ ...question, key: `question_${i}` }));
	const answers = { question_0: '2026-09-13', question_1: '12:00', question_2: '12:04' };
	const facts = { questions: named, minMinutes: 5, windows: weekdays };
	expect(judge(factsOf({ answers }, facts)).sort()).toEqual(['off_window', 'too_short']);
});

test('without limits, hours, windows and coordinates nothing is held against anybody', () => {
	const facts = factsOf(
		{ answers: { ...there, time_in: '03:00', time_out: '03:01' }, position: far },
		{ questions: form }
	);
	expect(judge(facts)).toEqual([]);
});

test('no answer, however odd, makes a rule fail', () => {
	const odd = fc.oneof(
		fc.string(),
		fc.double(),
		fc.array(fc.string()),
		fc.constant({ amount: '', number: '' })
	);
	const answers = fc.dictionary(
		fc.oneof(fc.string(), fc.constantFrom(...form.map(({ key }) => key), '__proto__')),
		odd
	);
	const rating = fc.record({
		level: fc.option(fc.integer({ min: -1, max: 9 })),
		comment: fc.string()
	});
	fc.assert(
		fc.property(answers, fc.array(rating, { maxLength: 12 }), (answers, marks) => {
			const facts = factsOf(
				{},
				{ questions: form, openingHours: weekdays, windows: weekdays, minMinutes: 5 }
			);
			const ratings = Object.fromEntries(
				marks.map((mark, i) => [`c${i}`, { ...same(3, 1).c0, ...mark }])
			);
			facts.definition.sections[0].criteria = marks.map((_, i) => criterionOf(`c${i}`));
			facts.document = { ...facts.document, answers, ratings };
			judge(facts);
		}),
		{ numRuns: 300 }
	);
});
