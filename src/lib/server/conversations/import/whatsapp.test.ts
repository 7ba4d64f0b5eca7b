import { expect, test } from 'vitest';
import { readShared } from '../../../../../tests/shared-data.ts';
import { pieces, readAll } from '../../../../../tests/read-format.ts';
import { formats, type ReadOptions } from './formats.ts';
import { previewWhatsApp } from './whatsapp.ts';

const folder = 'export-formats/whatsapp';
const read = (content: string | Uint8Array, options: Partial<ReadOptions> = {}) =>
	readAll(formats.whatsapp, content, options);

async function readOne(content: string | Uint8Array, options: Partial<ReadOptions> = {}) {
	const [parsed, ...more] = await read(content, options);
	expect(more).toEqual([]);
	if ('problem' in parsed) throw new Error(JSON.stringify(parsed));
	return parsed.record;
}

const donation = {
	employees: ['person1'],
	messages: 9,
	events: 1,
	first: '2022-03-16T15:10:17.000Z',
	last: '2020-07-14T22:05:54.000Z'
};
const miner = {
	employees: ['John Doe'],
	messages: 7,
	events: 2,
	first: '2019-01-01T11:25:00.000Z',
	last: '2021-12-30T22:01:00.000Z'
};

test.each([
	['data-donation/_chat.txt', donation],
	['data-donation/_chat_file1.txt', donation],
	[
		'data-donation/_chat_file3.txt',
		{ ...donation, first: '2022-03-16T15:10:00.000Z', last: '2020-07-14T22:05:00.000Z' }
	],
	['data-donation/_chat_file5.txt', donation],
	[
		'chatpack/whatsapp_export.txt',
		{
			employees: ['Bob'],
			messages: 7,
			events: 0,
			first: '2024-01-15T10:30:00.000Z',
			last: '2024-03-10T09:15:00.000Z'
		}
	],
	['chat-miner/test_ddmmyy_24hrs.txt', miner],
	['chat-miner/test_mmddyy_24hrs.txt', miner],
	['chat-miner/test_[mmddyy]_24hrs.txt', miner]
])(
	'%s: every message with its time',
	async (path, { employees, messages, events, first, last }) => {
		const { segments } = await readOne(readShared(`${folder}/${path}`), { employees });
		expect(segments.filter((s) => s.kind === 'message')).toHaveLength(messages);
		expect(segments.filter((s) => s.kind === 'event')).toHaveLength(events);
		expect([segments[0].at, segments.at(-1)!.at]).toEqual([first, last]);
		expect(
			segments.filter((s) => s.speaker === 'employee').every((s) => s.name === employees[0])
		).toBe(true);
	}
);

test('messages keep their lines, marks and senders', async () => {
	const { segments, channel, employee } = await readOne(
		readShared(`${folder}/data-donation/_chat_file3.txt`),
		{ employees: ['Person2 '], timeZone: 'Europe/Amsterdam' }
	);
	expect(segments.slice(0, 3)).toMatchObject([
		{ speaker: 'system', kind: 'event', at: '2022-03-16T14:10:00.000Z' },
		{ speaker: 'customer', name: 'person1', text: 'Hi \n\nshiva!' },
		{ speaker: 'employee', name: 'person2', text: 'Hi 👋' }
	]);
	expect(segments[5].text).toBe('Location: https://maps.google.com/?q=52.089451,5.108469');
	expect(segments[6]).toMatchObject({ name: 'person4', at: '2022-03-20T19:08:00.000Z' });
	expect({ channel, employee }).toEqual({ channel: 'messenger', employee: 'person2' });
});

test('senders with dashes, emoji and no space after the colon; events without a sender', async () => {
	const { segments } = await readOne(readShared(`${folder}/chat-miner/test_mmddyy_24hrs.txt`), {
		employees: ['🤓']
	});
	expect(segments.map((s) => [s.speaker, s.name, s.text])).toEqual([
		['customer', 'John Doe', 'Lorem ipsum dolor sit amet.'],
		['customer', 'John Doe', '.'],
		[
			'customer',
			'Jahn Doe',
			'Lorem ipsum dolor sit amet,\nconsectetur adipiscing elit. Duis libero.'
		],
		['customer', 'John-John Doe', 'Lorem ipsum : dolor sit amet.'],
		['system', undefined, '+12 345 578 created group "Groupname"'],
		['system', undefined, 'You were added'],
		['customer', 'John Doe 🤓', 'Lorem ipsum 🤓'],
		['employee', '🤓', 'Lorem ipsum 🤓'],
		[
			'customer',
			'John Doe',
			'Lorem ipsum dolor sit amet,\nconsectetur adipiscing elit. Duis libero.'
		]
	]);
});

test.each([
	['[03.10.26, 09:12:41] Anna: Čau', '2026-10-03T06:12:41.000Z'],
	['03.10.2026, 09:12 - Anna: Čau', '2026-10-03T06:12:00.000Z'],
	['2026-10-03, 09:12 - Anna: Čau', '2026-10-03T06:12:00.000Z'],
	['\u200e[2026/10/03, 9:12:41\u202fPM] Anna: Čau', '2026-10-03T18:12:41.000Z'],
	['13/10/26, 9:12 p.\u00a0m. - Anna: Čau', '2026-10-13T18:12:00.000Z']
])('%s', async (text, at) => {
	const record = await readOne(text, { employees: ['Anna'], timeZone: 'Europe/Riga' });
	expect(record.segments).toMatchObject([{ speaker: 'employee', name: 'Anna', text: 'Čau', at }]);
});

test('who works here must be said, with the names to choose from', async () => {
	expect(await read(readShared(`${folder}/chatpack/whatsapp_export.txt`))).toMatchObject([
		{ line: 1, problem: { code: 'whatsapp_who', params: { names: 'Alice, Bob' } } }
	]);
	expect(
		await previewWhatsApp(pieces('1/2/26, 10:00 - ~ Anna: a\n2/1/26, 10:00 - Bob: b'), {})
	).toEqual({
		participants: ['Anna', 'Bob'],
		needsDateOrder: true
	});
});

test('day and month that cannot be told apart are asked for', async () => {
	const chat = '01/02/26, 10:00 - Anna: a';
	expect(await read(chat, { employees: ['Anna'] })).toMatchObject([
		{ line: 1, problem: { code: 'ambiguous_date' } }
	]);
	const { segments } = await readOne(chat, { employees: ['Anna'], dateOrder: 'mdy' });
	expect(segments[0].at).toBe('2026-01-02T10:00:00.000Z');
});

test('the same chat exported later, longer, is the same conversation; another one is not', async () => {
	const chat = '[03.10.26, 09:12:41] Anna: a\n[03.10.26, 09:13:41] Bob: b\n';
	const id = async (text: string, fileName = '/tmp/_chat.txt') =>
		(await readOne(text, { employees: ['Anna'], fileName })).id;
	expect(await id(`${chat}[03.10.26, 09:14:41] Bob: c`)).toBe(await id(chat, '_chat.txt'));
	expect(await id(chat.replace('Anna: a', 'Anna: A'))).not.toBe(await id(chat));
	expect(await id(chat)).toMatch(/^_chat\.txt#[0-9a-f]{16}$/);
});

test.each([
	['a zip', () => readShared(`${folder}/data-donation/whatsapp_chat.zip`), 'zipped', 1],
	['some other text', () => 'hello\nworld', 'not_whatsapp', 1],
	['nothing', () => '', 'not_whatsapp', 1],
	[
		'a day that does not exist',
		() => '[03.10.26, 09:12] Anna: a\n[31.11.26, 09:12] Anna: b',
		'bad_time',
		2
	],
	[
		'broken bytes',
		() => Buffer.concat([Buffer.from('[03.10.26, 09:12] Anna: a\n'.repeat(4000)), Buffer.of(0xff)]),
		'undecodable',
		4001
	],
	['garbage', () => readShared('malformed/chat/binary_garbage.json'), 'encoding_unknown', 1]
])('%s is refused whole', async (_, content, code, line) => {
	expect(await read(content(), { employees: ['Anna'] })).toMatchObject([
		{ line, problem: { code } }
	]);
});

test('naughty strings as messages come through letter for letter', async () => {
	const strings: string[] = JSON.parse(readShared('malformed/strings/blns.json').toString());
	const texts = strings.filter((text) => text !== '' && !/^[\u200e\u200f]/.test(text));
	const chat = texts.map((text) => `[03.10.26, 09:12:00] Anna: ${text}`).join('\r\n');
	const { segments } = await readOne(chat, { employees: ['Anna'] });
	expect(segments.map((s) => s.text)).toEqual(texts.map((text) => text.toWellFormed()));
});
