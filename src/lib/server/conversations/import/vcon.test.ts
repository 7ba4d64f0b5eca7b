import { describe, expect, test } from 'vitest';
import { readShared, sharedFiles } from '../../../../../tests/shared-data.ts';
import { readAll } from '../../../../../tests/read-format.ts';
import { formats, type ReadOptions } from './formats.ts';

const core = 'export-formats/vcon/ietf-core';
const uuid = '01928e10-193e-8231-b9a2-279e0d16bc46';
const base = {
	uuid,
	parties: [
		{ tel: '+37120000001', name: 'Ilze', role: 'customer' },
		{ mailto: 'mailto:anna@shop.example', name: 'Anna', role: 'agent' }
	],
	dialog: [
		{
			type: 'text',
			start: '2026-10-03T09:12:00+03:00',
			parties: [0, 1],
			originator: 0,
			body: 'Labdien!',
			encoding: 'none'
		},
		{
			type: 'text',
			start: '2026-10-03T09:12:41+03:00',
			parties: [1, 0],
			body: 'Sveiki!',
			encoding: 'none'
		}
	]
};
const read = (value: unknown, options: Partial<ReadOptions> = {}) =>
	readAll(formats.vcon, value instanceof Uint8Array ? value : JSON.stringify(value), options);

async function readOne(value: unknown, options: Partial<ReadOptions> = {}) {
	const [parsed, ...more] = await read(value, options);
	expect(more).toEqual([]);
	if ('problem' in parsed) throw new Error(JSON.stringify(parsed));
	return parsed.record;
}

test('parties, messages and times become a conversation', async () => {
	expect(
		await readOne({
			...base,
			vcon: '0.0.1',
			subject: 'Piegāde',
			meta: { direction: 'in', n: 7, deep: {} }
		})
	).toEqual({
		source: 'vcon',
		id: uuid,
		channel: 'chat',
		employee: 'anna@shop.example',
		customer: { id: '+37120000001', name: 'Ilze' },
		subject: 'Piegāde',
		segments: [
			{
				speaker: 'customer',
				name: 'Ilze',
				kind: 'message',
				text: 'Labdien!',
				at: '2026-10-03T06:12:00.000Z'
			},
			{
				speaker: 'employee',
				name: 'Anna',
				kind: 'message',
				text: 'Sveiki!',
				at: '2026-10-03T06:12:41.000Z'
			}
		],
		meta: { direction: 'in', n: '7' }
	});
});

test.each([
	[
		'ab_call_ext_rec.vcon',
		0,
		'call',
		{ recording: 'linked, not fetched', roles: 'guessed: who began is the customer' }
	],
	[
		'ab_call_int_rec.vcon',
		0,
		'call',
		{ recording: 'not imported', roles: 'guessed: who began is the customer' }
	],
	[
		'ab_call_ext_rec_signed.vcon',
		0,
		'call',
		{
			signature: 'not verified',
			recording: 'linked, not fetched',
			roles: 'guessed: who began is the customer'
		}
	],
	[
		'ab_call_ext_rec_analysis.vcon',
		4,
		'call',
		{
			recording: 'linked, not fetched',
			speakers: 'not told apart',
			roles: 'guessed: who began is the customer'
		}
	],
	[
		'../ietf-container-older-draft/ab_call_ext_rec_analysis.vcon',
		4,
		'call',
		{
			recording: 'linked, not fetched',
			speakers: 'not told apart',
			roles: 'guessed: who began is the customer'
		}
	],
	[
		'ab_call_ext_rec_redacted.vcon',
		18,
		'call',
		{
			redacted: 'PII Redaction',
			recording: 'not imported',
			speakers: 'not told apart',
			roles: 'guessed: who began is the customer'
		}
	],
	['ab_email_acct_prob_thread.vcon', 2, 'email', { roles: 'guessed: who began is the customer' }],
	[
		'ab_email_prob_followup_text_thread.vcon',
		3,
		'email',
		{ roles: 'guessed: who began is the customer' }
	],
	['b_email_acct_prob_image.vcon', 1, 'email', { roles: 'guessed: who began is the customer' }]
])('%s: %i segments of a %s', async (path, count, channel, meta) => {
	const record = await readOne(readShared(`${core}/${path}`));
	expect(record.segments).toHaveLength(count);
	expect({ channel: record.channel, meta: record.meta }).toEqual({ channel, meta });
});

test('a call begins and ends with its recording, and its words count from the start', async () => {
	const record = await readOne(readShared(`${core}/ab_call_ext_rec_analysis.vcon`));
	expect(record).toMatchObject({
		startedAt: '2022-06-21T17:53:26.000Z',
		endedAt: '2022-06-21T17:53:59.120Z'
	});
	const [{ words, ...first }] = record.segments;
	expect(first).toEqual({
		speaker: 'unknown',
		kind: 'message',
		text: 'Hello. This is example.com. My name is Bob. How can I help you? Hi.',
		startMs: 1200,
		endMs: 6320
	});
	expect(words).toHaveLength(14);
	expect(words!.slice(0, 2)).toEqual([
		{ text: 'Hello.', startMs: 1200, endMs: 1760 },
		{ text: 'This', startMs: 1760, endMs: 2240 }
	]);
});

test('a thread of e-mails has the plain text of each, without attachments', async () => {
	const { segments } = await readOne(readShared(`${core}/ab_email_acct_prob_thread.vcon`), {
		employees: ['a@example.com']
	});
	expect(segments[0]).toMatchObject({
		speaker: 'customer',
		name: 'Bob',
		text: 'Alice:Please find the image attached.\n\nRegards,Bob'
	});
	expect(segments[1]).toMatchObject({ speaker: 'employee', name: 'Alice' });
});

test.each([
	[`${core}/ab_call_ext_rec_encrypted.vcon`, 'vcon_encrypted', {}],
	[`${core}/ab.vcon`, 'vcon_uuid', { field: 'uuid' }],
	[`${core}/simple-vcon.vcon`, 'vcon_uuid', { field: 'uuid' }],
	['malformed/vcon/empty_vcon.json', 'vcon_uuid', { field: 'uuid' }],
	['malformed/vcon/ietf_simple-vcon.vcon', 'not_json', {}],
	['malformed/vcon/missing_uuid_and_vcon_version.json', 'vcon_uuid', { field: 'uuid' }],
	['malformed/vcon/null_dialog_string_analysis.json', 'vcon_shape', { field: 'dialog' }],
	['malformed/vcon/null_parties.json', 'vcon_shape', { field: 'parties' }],
	[
		'malformed/vcon/out_of_range_party_indices.json',
		'vcon_party',
		{ field: 'dialog[0]', party: 5 }
	],
	['malformed/chat/binary_garbage.json', 'encoding_unknown', {}],
	['malformed/chat/empty_file.json', 'not_json', {}],
	['malformed/chat/malformed.json', 'not_json', {}]
])('%s is refused: %s', async (path, code, params) => {
	expect(await read(readShared(path))).toMatchObject([{ line: 1, problem: { code, params } }]);
});

test.each(sharedFiles('malformed/json'))(
	'%s as a vCon is refused, never half read',
	async (path) => {
		const parsed = await read(readShared(path));
		expect(parsed.filter((one) => 'record' in one)).toEqual([]);
	}
);

test('many vCons in a list, or one a line, each stand for themselves', async () => {
	const other = { ...base, uuid: uuid.replace('0', '1') };
	const expected = [
		{ line: 1, record: { id: uuid } },
		{ line: 2, problem: { code: 'vcon_uuid' } },
		{ line: 3, record: { id: other.uuid } }
	];
	expect(await read([base, { ...base, uuid: 1 }, other])).toMatchObject(expected);
	const lines = [base, {}, other].map((value) => JSON.stringify(value)).join('\n');
	expect(await read(Buffer.from(lines))).toMatchObject(expected);
});

test('brackets 100,000 deep are refused, as the file, in a list and in a body', async () => {
	const deep = '['.repeat(100_000) + ']'.repeat(100_000);
	expect(await read(Buffer.from(deep))).toMatchObject([{ problem: { code: 'vcon_shape' } }]);
	expect(await read(Buffer.from(`[{"meta":${deep}}]`))).toMatchObject([
		{ problem: { code: 'vcon_uuid' } }
	]);
	const body = JSON.stringify({ ...base, dialog: [{ type: 'text', originator: 0, body: 7 }] });
	expect(await read(Buffer.from(body.replace('"body":7', `"body":${deep}`)))).toMatchObject([
		{ record: { segments: [{ kind: 'event' }], meta: { content: 'not text, not imported' } } }
	]);
});

test('a signature around a signature, or around nothing, is refused', async () => {
	const sign = (value: unknown) => ({
		payload: Buffer.from(JSON.stringify(value)).toString('base64url'),
		signatures: []
	});
	expect((await readOne(sign(base))).meta).toEqual({ signature: 'not verified' });
	for (const bad of [sign(sign(base)), sign(7), { payload: '%%%', signatures: [] }])
		expect(await read(bad)).toMatchObject([{ problem: { code: 'vcon_payload' } }]);
	expect(await read(sign({ ciphertext: 'x' }))).toMatchObject([
		{ problem: { code: 'vcon_encrypted' } }
	]);
});

describe('who is who', () => {
	const talk = (roles: (string | undefined)[], starter = 0) => ({
		...base,
		parties: roles.map((role, i) => ({ name: `P${i}`, role })),
		dialog: roles.map((_, i) => ({
			type: 'text',
			originator: (i + starter) % roles.length,
			body: 'x'
		}))
	});
	const speakers = async (value: unknown, employees?: string[]) =>
		Object.fromEntries(
			(await readOne(value, { employees })).segments.map((s) => [s.name, s.speaker])
		);

	test.each([
		['roles say it', talk(['Agent', 'contact']), { P0: 'employee', P1: 'customer' }],
		[
			'the rest beside an employee are customers',
			talk([undefined, 'agent', undefined]),
			{ P0: 'customer', P1: 'employee', P2: 'customer' }
		],
		[
			'the rest beside a customer work here',
			talk(['customer', 'supervisor x']),
			{ P0: 'customer', P1: 'employee' }
		],
		[
			'a machine is a bot',
			talk(['customer', 'ai', 'agent']),
			{ P0: 'customer', P1: 'bot', P2: 'employee' }
		],
		[
			'without roles, who began is the customer',
			talk([undefined, undefined], 1),
			{ P0: 'employee', P1: 'customer' }
		]
	])('%s', async (_, value, expected) => expect(await speakers(value)).toEqual(expected));

	test('a person who is named as an employee is one', async () => {
		expect(await speakers(talk([undefined, undefined]), ['p0'])).toEqual({
			P0: 'employee',
			P1: 'customer'
		});
		expect(await speakers(base, ['+37120000001'])).toEqual({ Ilze: 'employee', Anna: 'employee' });
	});

	test('a guessed employee is not looked up', async () => {
		expect((await readOne(talk([undefined, undefined]))).employee).toBeUndefined();
	});
});

describe('a transcript', () => {
	const call = (body: unknown, more: object = {}) => ({
		...base,
		dialog: [
			{
				type: 'recording',
				start: '2026-10-03T09:00:00Z',
				duration: 60,
				parties: [0, 1],
				mediatype: 'audio/wav'
			}
		],
		analysis: [{ type: 'transcript', dialog: 0, body, ...more }]
	});
	const spoken = async (body: unknown, more: object = {}) =>
		(await readOne(call(body, more))).segments.map((s) => [s.speaker, s.text, s.startMs, s.endMs]);

	test.each([
		[
			'parties by index, with clock times',
			[
				{ parties: 0, start: '2026-10-03T09:00:01Z', duration: 1.5, text: 'a' },
				{ parties: [1], start: '2026-10-03T09:00:03Z', text: 'b' }
			],
			[
				['customer', 'a', 1000, 2500],
				['employee', 'b', 3000, undefined]
			]
		],
		[
			'speakers by number, in seconds',
			{
				segments: [
					{ speaker: 1, start: 0.5, end: 2, text: ' a ' },
					{ speaker: 0, start: 2, end: 3, text: 'b' }
				]
			},
			[
				['employee', 'a', 500, 2000],
				['customer', 'b', 2000, 3000]
			]
		],
		[
			'speakers by letter, in ms',
			{
				utterances: [
					{ speaker: 'A', start: 250, end: 9000, text: 'a' },
					{ speaker: 'B', start: 9000, end: 59_000, text: 'b' }
				]
			},
			[
				['customer', 'a', 250, 9000],
				['employee', 'b', 9000, 59_000]
			]
		],
		[
			'speakers by name',
			[
				{ speaker: 'Anna', message: 'a' },
				{ speaker: 'Ilze', message: 'b' }
			],
			[
				['employee', 'a', undefined, undefined],
				['customer', 'b', undefined, undefined]
			]
		],
		[
			'speakers by role',
			[
				{ role: 'agent', text: 'a' },
				{ role: 'customer', text: 'b' },
				{ role: 'ivr', text: 'c' }
			],
			[
				['employee', 'a', undefined, undefined],
				['customer', 'b', undefined, undefined],
				['bot', 'c', undefined, undefined]
			]
		],
		[
			'channels of Deepgram',
			{
				results: {
					channels: [0, 1].map((n) => ({
						alternatives: [
							{
								paragraphs: {
									paragraphs: [
										{ start: 2 - n, end: 3, sentences: [{ text: `s${n}` }, { text: 't' }] }
									]
								}
							}
						]
					}))
				}
			},
			[
				['employee', 's1 t', 1000, 3000],
				['customer', 's0 t', 2000, 3000]
			]
		],
		[
			'text in a string',
			'[{"party":0,"text":"a"},{"party":1,"text":"b"}]',
			[
				['customer', 'a', undefined, undefined],
				['employee', 'b', undefined, undefined]
			]
		],
		['nothing but text', 'hello there', [['unknown', 'hello there', undefined, undefined]]],
		[
			'a label too many',
			[
				{ speaker: 'A', text: 'a' },
				{ speaker: 'B', text: 'b' },
				{ speaker: 'C', text: 'c' }
			],
			[
				['unknown', 'a', undefined, undefined],
				['unknown', 'b', undefined, undefined],
				['unknown', 'c', undefined, undefined]
			]
		]
	])('with %s', async (_, body, expected) => expect(await spoken(body)).toEqual(expected));

	test.each([[{ weird: 1 }], [7], ['{"broken'], [[{ text: 1 }]], [null]])(
		'%j is not imported, and says so',
		async (body) => {
			const record = await readOne(call(body));
			expect(record.segments).toEqual([]);
			expect(record.meta!.transcript).toBe('of an unknown kind, not imported');
		}
	);
});

describe('a message body', () => {
	const body = async (dialog: object) =>
		(await readOne({ ...base, dialog: [{ type: 'text', originator: 0, ...dialog }] })).segments[0];

	test.each([
		[
			'HTML',
			{
				mediatype: 'text/html',
				body: '<style>p{}</style><p>Sveiki&nbsp;&amp; <b>labdien</b></p><p>a &lt; b<br>c &#39;&#x10D;</p>'
			},
			"Sveiki & labdien\n\na < b\nc 'č"
		],
		['base64url', { encoding: 'base64url', body: Buffer.from('Ā').toString('base64url') }, 'Ā'],
		[
			'quoted-printable in an old alphabet',
			{
				mimetype: 'multipart/alternative; boundary=x',
				body: '--x\r\nContent-Type: text/html\r\n\r\n<b>no</b>\r\n--x\r\nContent-Type: text/plain;\r\n charset=windows-1251\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=CF=F0=\r\n=E8\r\n--x--'
			},
			'При'
		],
		[
			'base64 parts',
			{
				mediatype: 'multipart/mixed; boundary="b"',
				body: `--b\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n${Buffer.from('Čau').toString('base64')}\n--b--`
			},
			'Čau'
		],
		[
			'a part without headers',
			{ mediatype: 'multipart/mixed; boundary="b"', body: '--b\n\nhi\n--b--' },
			'hi'
		]
	])('in %s', async (_, dialog, text) =>
		expect(await body(dialog)).toMatchObject({ kind: 'message', text })
	);

	test('that is linked or no text is an event, and the note says so', async () => {
		const link = {
			type: 'text',
			originator: 0,
			url: 'https://example.com/x',
			mediatype: 'text/plain'
		};
		const record = await readOne({ ...base, dialog: [link] });
		expect(record.segments).toEqual([
			{ speaker: 'customer', name: 'Ilze', kind: 'event', text: '' }
		]);
		expect(record.meta).toEqual({ content: 'linked, not fetched' });
		expect(await body({ mediatype: 'image/png', body: 'AAAA' })).toMatchObject({
			kind: 'event',
			text: ''
		});
	});

	test('of broken HTML or endless parts costs little', async () => {
		for (const html of ['<'.repeat(900_000), '<script'.repeat(100_000), '<p>&'.repeat(200_000)])
			expect(await body({ mediatype: 'text/html', body: html })).toHaveProperty('kind');
		const nested = 'multipart/mixed; boundary="b"';
		expect(
			await body({ mediatype: nested, body: `--b\nContent-Type: ${nested}\n\n`.repeat(2000) })
		).toMatchObject({ kind: 'event' });
	});
});

test('a call that did not come about, or was passed on, is told as an event', async () => {
	const record = await readOne({
		...base,
		dialog: [
			{
				type: 'incomplete',
				start: '2026-10-03T09:00:00Z',
				parties: [0, 1],
				disposition: 'no-answer'
			}
		]
	});
	expect(record).toMatchObject({
		channel: 'call',
		segments: [{ speaker: 'system', kind: 'event', text: 'incomplete: no-answer' }]
	});
});

test('a start that is no time is refused', async () => {
	expect(
		await read({ ...base, dialog: [{ type: 'text', start: 'NOT-A-DATE', parties: 0, body: 'x' }] })
	).toMatchObject([{ problem: { code: 'bad_time', params: { value: 'NOT-A-DATE' } } }]);
});
