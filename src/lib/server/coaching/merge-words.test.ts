import { expect, test } from 'vitest';
import type { Quote } from '../../coaching-report.ts';
import type { Candidate, ReportWords } from '../../report-words.ts';
import { mergeWords } from './merge-words.ts';

const quote = (text: string, speaker: string): Quote => ({
	text,
	speaker,
	at: null,
	recording: null,
	source: 'C-1'
});

function candidate(key: string, locale: string): Candidate {
	const say = (what: string) => `${what} ${key} ${locale}`;
	const said = quote(`said ${key}`, `customer ${locale}`);
	return {
		key,
		strength: { criterion: say('name'), text: say('strong'), quote: null },
		quotes: [said],
		priority: {
			criterion: say('name'),
			situation: say('situation'),
			behaviour: { text: say('behaviour'), quote: null },
			impact: say('impact'),
			goodLooksLike: say('good'),
			rootCause: say('cause'),
			inEmployeesHands: true
		},
		weakQuotes: [said],
		action: {
			action: say('do'),
			owner: 'Anna',
			due: '2026-10-01',
			measure: say('measure'),
			baseline: '50%',
			target: '60%'
		},
		tip: ''
	};
}

function filledIn(locale: string) {
	const candidates = ['a', 'b', 'c'].map((key) => candidate(key, locale));
	const words: ReportWords = {
		summary: `summary ${locale}`,
		strengths: [candidates[0].strength],
		priorities: [candidates[1].priority],
		plan: [candidates[1].action],
		questions: { goal: '', reality: '', options: '', will: '' },
		nextMeeting: null
	};
	return { words, candidates };
}

const [english, latvian] = [filledIn('en'), filledIn('lv')];
const merge = (change: Partial<ReportWords>) =>
	mergeWords({ ...english.words, ...change }, english, latvian);

test('words never touched are filled in anew', () =>
	expect(merge({})).toEqual({ ...latvian.words, nextMeeting: null }));

test('a field that the lead rewrote stays, the others of the same entry follow', () => {
	const [priority] = english.words.priorities;
	const [merged] = merge({ priorities: [{ ...priority, impact: 'My own' }] }).priorities;
	expect(merged).toEqual({ ...latvian.words.priorities[0], impact: 'My own' });
});

test('another criterion that the lead chose follows too', () => {
	const { strength } = english.candidates[2];
	expect(merge({ strengths: [strength] }).strengths).toEqual([latvian.candidates[2].strength]);
});

test('a chosen quote is taken over in the other language; one that no longer counts goes', () => {
	const { strength } = english.candidates[2];
	const chosen = { ...strength, quote: quote('said c', 'customer en') };
	expect(merge({ strengths: [chosen] }).strengths[0].quote).toEqual(quote('said c', 'customer lv'));
	const gone = { ...strength, quote: quote('said nowhere', 'customer en') };
	expect(merge({ strengths: [gone] }).strengths[0].quote).toBeNull();
});

test('an action of the lead’s own stays word for word', () => {
	const own = { ...english.words.plan[0], action: 'Mine', measure: 'Mine too' };
	expect(merge({ plan: [own] }).plan).toEqual([own]);
});

test('what was removed stays removed', () =>
	expect(merge({ strengths: [] }).strengths).toEqual([]));
