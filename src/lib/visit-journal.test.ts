import { expect, test } from 'vitest';
import { criterionOf, definitionOf, questionOf } from '../../tests/setup/factories.ts';
import { importSealingKey, sealJson, unsealJson } from './sealing.ts';
import { visitDocumentSchema } from './visit-document.ts';
import { filingOf, readJournal, type Change, type Opened } from './visit-journal.ts';

const [section] = definitionOf(criterionOf('greeting')).sections;
const options = ['yes', 'no'].map((key) => ({ key, name: { en: key } }));
const showIf = { match: 'all' as const, conditions: [{ key: 'bought', is: 'is', value: 'yes' }] };
const questions = [
	questionOf('bought', { kind: 'choice', options }),
	questionOf('bill', { kind: 'receipt', showIf: showIf as never }),
	questionOf('shelf', { kind: 'photo' })
];
const opened: Opened = {
	visitId: '0198f7a0-0000-7000-8000-000000000001',
	filingId: '0198f7a0-0000-7000-8000-000000000002',
	scorecardVersionId: '0198f7a0-0000-7000-8000-000000000003',
	place: 'Centrs',
	definition: { sections: [{ ...section, questions }] },
	document: visitDocumentSchema.parse({}),
	comments: []
};
const at = (minute: number) => `2026-09-15T10:${String(minute).padStart(2, '0')}:00.000Z`;
const file = (name: string) => ({ name, bytes: 1, sha256: name.repeat(64).slice(0, 64) });

test('the last line about a question counts, in the order of the lines and not of the clock', () => {
	const changes: Change[] = [
		{ kind: 'answer', key: 'bought', answer: 'yes', at: at(30) },
		{ kind: 'answer', key: 'bought', answer: 'no', at: at(10) },
		{ kind: 'answer', key: 'shelf', answer: ['a'], at: at(40) },
		{ kind: 'answer', key: 'shelf', answer: null, at: at(41) }
	];
	expect(readJournal(opened, changes).document).toMatchObject({
		answers: { bought: 'no' },
		startedAt: at(30)
	});
	expect(opened.document.answers).toEqual({});
});

test('a filed visit can be written again only after the server said what is missing', () => {
	const filed: Change = { kind: 'filed', at: at(20) };
	expect(readJournal(opened, [filed])).toMatchObject({
		isFiled: true,
		document: { endedAt: at(20) }
	});
	expect(readJournal(opened, [filed, { kind: 'reopened', at: at(21) }]).isFiled).toBe(false);
});

test('what is sent names the photos of what was asked, and no other', () => {
	const written = readJournal(opened, [
		{ kind: 'answer', key: 'bought', answer: 'yes', at: at(1) },
		{ kind: 'answer', key: 'bill', answer: { amount: '5', number: '', photos: ['b'] }, at: at(2) },
		{ kind: 'answer', key: 'shelf', answer: ['a'], at: at(3) }
	]);
	const photos = ['a', 'b', 'removed'].map(file);
	expect(filingOf(opened, written, photos).files.map(({ name }) => name)).toEqual(['b', 'a']);
	written.document.answers.bought = 'no';
	const without = filingOf(opened, written, photos);
	expect(without.files.map(({ name }) => name)).toEqual(['a']);
	expect(without.answers).not.toHaveProperty('bill');
});

test('where the phone was is sent only by who agreed to it, and still does', () => {
	const position = { latitude: 56.95, longitude: 24.11, accuracy: 12, at: at(2) };
	const agree = (agreed: boolean, minute: number): Change => ({
		...{ kind: 'agreed', agreed, at: at(minute) }
	});
	const here: Change = { kind: 'here', position, at: at(2) };
	const sent = (...changes: Change[]) =>
		filingOf(opened, readJournal(opened, changes), []).position;
	expect(sent(here)).toBeUndefined();
	expect(sent(agree(true, 1), here)).toEqual(position);
	expect(sent(agree(true, 1), here, agree(false, 3))).toBeUndefined();
});

test('a stopwatch runs from its line on until it is answered', () => {
	const lines: Change[] = [{ kind: 'started', key: 'queue', at: at(5) }];
	expect(readJournal(opened, lines).started).toEqual({ queue: at(5) });
	lines.push({ kind: 'answer', key: 'queue', answer: 70, at: at(6) });
	expect(readJournal(opened, lines)).toMatchObject({
		...{ started: {}, document: { answers: { queue: 70 } } }
	});
});

test('what is sealed is read with the same key and with no other', async () => {
	const [mine, other] = await Promise.all(
		[1, 2].map((seed) => importSealingKey(new Uint8Array(32).fill(seed)))
	);
	const sealed = await sealJson(mine, { story: 'ņā ж' });
	expect(new TextDecoder().decode(sealed)).not.toContain('story');
	expect(await unsealJson(mine, sealed)).toEqual({ story: 'ņā ж' });
	await expect(unsealJson(other, sealed)).rejects.toThrow();
});
