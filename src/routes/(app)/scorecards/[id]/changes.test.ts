import { describe, expect, test } from 'vitest';
import { criterionOf } from '../../../../../tests/setup/factories.ts';
import type { Criterion } from '#lib/scorecard.ts';
import { listChanges } from './changes.ts';

const content = (...criteria: Criterion[]) => ({
	name: { en: 'Chats' },
	description: {},
	definition: { sections: [{ key: 'manner', name: { en: 'Manner' }, criteria }] }
});
const a = (input: Partial<Criterion> = {}) => criterionOf('a', input);
const b = criterionOf('b');
const changes = (before: Criterion[], after: Criterion[]) =>
	listChanges(content(...before), content(...after), 'en');
const line = (i: number, words: object) => a().levels.with(i, words);

describe('what changed since the last version', () => {
	test.each<{ after: Partial<Criterion>; says: string[] }>([
		{ after: {}, says: [] },
		{ after: { name: { en: 'Tone' } }, says: ['Tone: was called “a”'] },
		{ after: { name: { en: 'a', lv: 'A' } }, says: ['a: Name changed'] },
		{ after: { name: { en: 'a', lv: '' } }, says: [] },
		{ after: { weight: 25.5 }, says: ['a: weight 10 → 25.5'] },
		{ after: { weight: 0 }, says: ['a: weight 10 → 0'] },
		{ after: { levels: [{}, {}, {}] }, says: ['a: 5 levels → 3'] },
		{ after: { levels: line(1, { en: 'new' }) }, says: ['a: wording of level 2 changed'] },
		{
			after: { allowsNa: false, critical: { fails: 'review', class: 'business' } },
			says: ['a: N/A no longer allowed; critical error set anew']
		},
		{
			after: { evidenceBelow: 4, coachingTip: { ru: 'x' } },
			says: ['a: Evidence required changed; Coaching tip changed']
		},
		{ after: { rootCauses: [{ key: 'x', name: {} }] }, says: ['a: Root causes changed'] }
	])('is said as $says', ({ after, says }) => {
		expect(changes([a(), b], [a(after), b])).toEqual(says);
	});

	test('names criteria that came and went', () => {
		expect(changes([a()], [b])).toEqual(['“b” added to “Manner”', '“a” removed']);
	});

	test('names another order once', () => {
		expect(changes([a(), b], [b, a()])).toEqual(['Another order']);
	});

	test('names sections, and criteria that went to another one', () => {
		const before = content(a(), b);
		const after = content(b);
		after.definition.sections.push({ key: 'end', name: { en: 'End' }, criteria: [a()] });
		expect(listChanges(before, after, 'en')).toEqual([
			'Section “End” added',
			'a: moved to “End”',
			'Another order'
		]);
		expect(listChanges(after, before, 'en')).toContain('Section “End” removed');
	});

	test('names the name and the description of the scorecard', () => {
		const after = { ...content(a()), name: { en: 'Calls' }, description: { ro: 'x' } };
		expect(listChanges(content(a()), after, 'en')).toEqual([
			'Name: text changed',
			'Description: text changed'
		]);
	});
});
