import { describe, expect, test } from 'vitest';
import { readShared, sharedFiles } from '../../../../../tests/shared-data.ts';
import { pieces, readAll } from '../../../../../tests/read-format.ts';
import { suggestColumns } from './csv/columns.ts';
import { previewCsv } from './csv.ts';
import { formats, type ReadOptions } from './formats.ts';

const read = (content: string | Uint8Array, options: Partial<ReadOptions> = {}) =>
	readAll(formats.csv, content, options);
const csv = (...rows: string[]) => ['chat id,role,text,time', ...rows].join('\n');

test('rows become conversations with speakers, times and everything mapped', async () => {
	const file = [
		'Chat ID;Role;Author;Message;Created at;Agent;Channel;Lang;Customer ID;Subject;Tags;Internal',
		'7;Customer;Anna;"Hello; is it ""open""?',
		'Second line";2026-10-03 09:12:00;;Live chat;lv;K-5;Hours;"a, b";FALSE',
		'7;Agent;Ilze;Yes;2026-10-03 09:12:41+00:00;E-17;;;K-5;;b,c;FALSE',
		'7;agent;Ilze;he asks often;2026-10-03 09:13:00;E-17;;;;;;TRUE',
		'7;System;;;2026-10-03 09:14:00;;;;;;;FALSE',
		'8;end-user;;Hi;;E-1;whatsapp;;;;;'
	].join('\r\n');
	expect(await read(file, { timeZone: 'Europe/Riga', source: 'crm' })).toEqual([
		{
			line: 2,
			record: {
				source: 'crm',
				id: '7',
				channel: 'chat',
				employee: 'E-17',
				language: 'lv',
				subject: 'Hours',
				customer: { id: 'K-5', name: 'Anna' },
				tags: ['a', 'b', 'c'],
				segments: [
					{
						speaker: 'customer',
						name: 'Anna',
						kind: 'message',
						text: 'Hello; is it "open"?\nSecond line',
						at: '2026-10-03T06:12:00.000Z'
					},
					{
						speaker: 'employee',
						name: 'Ilze',
						kind: 'message',
						text: 'Yes',
						at: '2026-10-03T09:12:41.000Z'
					},
					{
						speaker: 'employee',
						name: 'Ilze',
						kind: 'note',
						text: 'he asks often',
						at: '2026-10-03T06:13:00.000Z'
					},
					{ speaker: 'system', kind: 'event', text: '', at: '2026-10-03T06:14:00.000Z' }
				]
			}
		},
		{
			line: 7,
			record: {
				source: 'crm',
				id: '8',
				channel: 'messenger',
				employee: 'E-1',
				segments: [{ speaker: 'customer', kind: 'message', text: 'Hi' }]
			}
		}
	]);
});

describe('one bad row refuses its conversation whole, and no other', () => {
	test.each([
		['a stranger', '1,alien,hi,', 'csv_speaker', 3],
		['no such time', '1,agent,hi,yesterday', 'bad_time', 3],
		['a date that can be two', '1,agent,hi,03/04/2026 10:00', 'ambiguous_date', 3],
		['a cell too many', '1,agent,hi,,oops', 'csv_width', 3],
		['a cell too few', '1,agent', 'csv_width', 3]
	])('%s', async (_, row, code, line) => {
		const parsed = await read(csv('1,customer,first,', row, '1,agent,last,', '2,customer,fine,'));
		expect(parsed).toMatchObject([
			{ line, problem: { code } },
			{ line: 5, record: { id: '2' } }
		]);
		expect(parsed).toHaveLength(2);
	});

	test('also when the fault shows only at the end', async () => {
		const parsed = await read(csv(`1,customer,${'x'.repeat(1_000_001)},`, '2,agent,ok,'));
		expect(parsed).toMatchObject([
			{ line: 2, problem: { code: 'too_long', params: { field: 'segments[0].text' } } },
			{ line: 3, record: { id: '2' } }
		]);
	});

	test('two values of what a conversation has once are a conflict', async () => {
		const file = 'chat id,role,text,subject\n1,customer,a,Bill\n1,agent,b,Other';
		expect(await read(file)).toMatchObject([
			{ line: 3, problem: { code: 'csv_conflict', params: { field: 'subject', line: 2 } } }
		]);
	});
});

describe('a row that cannot be read', () => {
	test('puts the conversations beside it in doubt, not those further away', async () => {
		const parsed = await read(csv('1,agent,a,', '2,agent,a,', 'oops', '3,agent,b,', '4,agent,a,'));
		expect(parsed).toMatchObject([
			{ line: 4, problem: { code: 'csv_width' }, excerpt: 'oops' },
			{ line: 2, record: { id: '1' } },
			{ line: 3, problem: { code: 'csv_neighbour', params: { line: 4 } }, excerpt: '2' },
			{ line: 5, problem: { code: 'csv_neighbour' }, excerpt: '3' },
			{ line: 6, record: { id: '4' } }
		]);
		expect(parsed).toHaveLength(5);
	});

	test('without an id is one of them', async () => {
		const parsed = await read(csv('1,agent,a,', ',agent,b,', '1,agent,c,'));
		expect(parsed).toMatchObject([
			{ line: 3, problem: { code: 'csv_no_id' } },
			{ line: 2, problem: { code: 'csv_neighbour' } }
		]);
	});

	test('in a file of mixed rows puts all open conversations in doubt', async () => {
		const parsed = await read(csv('1,agent,a,', '2,agent,a,', '1,agent,b,', 'oops'));
		expect(parsed.map((one) => 'problem' in one && one.problem.code)).toEqual([
			'csv_width',
			'csv_neighbour',
			'csv_neighbour'
		]);
	});

	test('because a quotation mark never closes ends the file, with all before it kept', async () => {
		const parsed = await read(csv('1,agent,a,', '2,agent,a,', '2,agent,"b,', '3,agent,c,'));
		expect(parsed).toMatchObject([
			{ line: 4, problem: { code: 'csv_quote', params: { line: 4 } } },
			{ line: 2, record: { id: '1' } },
			{ line: 3, problem: { code: 'csv_neighbour' } }
		]);
		expect(parsed).toHaveLength(3);
	});

	test('because of bytes in another encoding refuses its conversation alone', async () => {
		const good = '1,agent,ā,\n'.repeat(10_000);
		const file = Buffer.concat([
			Buffer.from(csv(good + '2,agent,')),
			Buffer.of(0xe2, 0xfa),
			Buffer.from(',\n3,agent,ok,')
		]);
		const parsed = await read(file);
		expect(parsed).toMatchObject([
			{ record: { id: '1' } },
			{ line: 10_002, problem: { code: 'undecodable', params: { encoding: 'utf-8' } } },
			{ record: { id: '3' } }
		]);
	});
});

test('rows of several conversations may be mixed', async () => {
	const parsed = await read(
		csv('1,customer,a,', '2,customer,b,', '1,agent,c,', '2,agent,d,', '3,agent,e,')
	);
	expect(parsed.map((one) => 'record' in one && one.record.segments.map((s) => s.text))).toEqual([
		['a', 'c'],
		['b', 'd'],
		['e']
	]);
});

test.each([
	['in order so far', 900, []],
	['mixed from the start', 19_000, ['a,agent,hi,', 'b,agent,hi,', 'a,agent,hi,']]
])('in a file %s, %i rows may stand between', async (_, count, before) => {
	const others = Array.from({ length: count }, (_, i) => `x${i},agent,hi,`);
	const parsed = await read(csv(...before, '1,customer,a,', ...others, '1,agent,b,'));
	expect(parsed.filter((one) => 'problem' in one)).toEqual([]);
	expect(parsed).toContainEqual(
		expect.objectContaining({ record: expect.objectContaining({ id: '1' }) })
	);
});

test('a conversation that comes back too late is taken back and named once', async () => {
	const others = Array.from({ length: 25_000 }, (_, i) => `x${i},agent,hi,`);
	const parsed = await read(csv('1,customer,a,', ...others, '1,agent,b,', '1,agent,c,'));
	const problems = parsed.filter((one) => 'problem' in one);
	expect(problems).toMatchObject([
		{
			line: 25_003,
			problem: { code: 'csv_scattered', params: { conversation: '1' } },
			retracts: { source: 'csv', id: '1' }
		}
	]);
	expect(parsed).toHaveLength(25_002);
});

describe('the file as a whole', () => {
	test.each([
		['nothing in it', '', 'csv_empty'],
		['no column for the text', 'chat id,role\n1,agent', 'csv_unmapped'],
		['columns of something else', 'first,last\nA,B', 'csv_unmapped']
	])('%s', async (_, content, code) => {
		expect(await read(content)).toMatchObject([{ line: 1, problem: { code } }]);
	});

	test('a column that is not there, or twice', async () => {
		const columns = { conversation: 'a', speaker: 'b', text: 'c' };
		expect(await read('a,b,x\n', { columns })).toMatchObject([
			{ problem: { code: 'csv_no_column', params: { column: 'c' } } }
		]);
		expect(await read('a,b,c,c\n', { columns })).toMatchObject([
			{ problem: { code: 'csv_column_twice' } }
		]);
	});

	test.each([',', ';', '\t', '|'])('is read with %j between the cells', async (mark) => {
		const file = ['chat id', 'role', 'text'].join(mark) + `\n1${mark}agent${mark}"a,;\t|b"`;
		expect(await read(file)).toMatchObject([{ record: { segments: [{ text: 'a,;\t|b' }] } }]);
	});

	test('may start with the separator line of Excel and a byte order mark', async () => {
		expect(await read('\ufeffsep=;\r\nchat id;role;text\r\n1;agent;hi')).toMatchObject([
			{ line: 3, record: { id: '1' } }
		]);
	});

	test('keeps quotes inside words and empty lines do not count', async () => {
		expect(await read(csv('1,agent,5" screen,', '', ',,,', '1,agent,"a ""b""",'))).toMatchObject([
			{ record: { segments: [{ text: '5" screen' }, { text: 'a "b"' }] } }
		]);
	});

	test.each(['windows-1251', 'koi8-r', 'ibm866'] as const)(
		'is read in %s when told so',
		async (encoding) => {
			const decoder = new TextDecoder(encoding);
			const table = new Map(
				Array.from({ length: 256 }, (_, i) => [decoder.decode(Buffer.of(i)), i])
			);
			const bytes = Buffer.from([...csv('1,сотрудник,Добрый день,')].map((c) => table.get(c)!));
			expect(await read(bytes)).toMatchObject([{ problem: { code: 'encoding_unknown' } }]);
			expect(await read(bytes, { encoding })).toMatchObject([
				{ record: { segments: [{ speaker: 'employee', text: 'Добрый день' }] } }
			]);
		}
	);

	test('may have words of its own for the speakers', async () => {
		expect(await read(csv('1,L1,hi,'), { speakers: { L1: 'employee' } })).toMatchObject([
			{ record: { segments: [{ speaker: 'employee' }] } }
		]);
	});
});

describe('columns are guessed from their names', () => {
	test.each([
		[
			['ticket_id', 'author_role', 'plain_body', 'created_at', 'public', 'via'],
			{
				conversation: 'ticket_id',
				speaker: 'author_role',
				text: 'plain_body',
				at: 'created_at',
				kind: 'public',
				channel: 'via'
			}
		],
		[
			['Номер чата', 'Дата и время', 'Роль', 'Автор', 'Текст сообщения', 'Оператор', 'Теги'],
			{
				conversation: 'Номер чата',
				at: 'Дата и время',
				speaker: 'Роль',
				name: 'Автор',
				text: 'Текст сообщения',
				employee: 'Оператор',
				tags: 'Теги'
			}
		],
		[
			['Sarunas ID', 'Laiks', 'Loma', 'Ziņa', 'Darbinieks', 'Valoda'],
			{
				conversation: 'Sarunas ID',
				at: 'Laiks',
				speaker: 'Loma',
				text: 'Ziņa',
				employee: 'Darbinieks',
				language: 'Valoda'
			}
		],
		[
			['ID conversație', 'Ora', 'Rol', 'Mesaj', 'Angajat', 'Subiect'],
			{
				conversation: 'ID conversație',
				at: 'Ora',
				speaker: 'Rol',
				text: 'Mesaj',
				employee: 'Angajat',
				subject: 'Subiect'
			}
		],
		[
			['CONVERSATION-ID', 'Author', 'Body'],
			{ conversation: 'CONVERSATION-ID', speaker: 'Author', text: 'Body' }
		]
	])('%j', (header, columns) => expect(suggestColumns(header)).toEqual(columns));

	test('and shown with the first rows, masked', async () => {
		const rows = Array.from({ length: 30 }, (_, i) => `${i},agent,4111 1111 1111 1111,`);
		const preview = await previewCsv(pieces(csv(...rows)), {});
		expect(preview.columns).toEqual({
			conversation: 'chat id',
			speaker: 'role',
			text: 'text',
			at: 'time'
		});
		expect(preview.rows).toHaveLength(20);
		expect(preview.rows[0]).toEqual(['0', 'agent', '•••• •••• •••• 1111', '']);
	});
});

test.each(sharedFiles('malformed/csv').filter((path) => !path.endsWith('.json')))(
	'%s: its cells are read as they should be, and it is no conversation',
	async (path) => {
		const { header, rows } = await previewCsv(pieces(readShared(path)), {});
		const expected = path.replace(/\.\w+$/, '.expected.json');
		if (sharedFiles('malformed/csv').includes(expected)) {
			const objects = rows.map((row) =>
				Object.fromEntries(header.map((name, i) => [name, row[i]]))
			);
			expect(objects).toEqual(JSON.parse(readShared(expected).toString()));
		}
		const parsed = await read(readShared(path));
		expect(parsed.filter((one) => 'record' in one)).toEqual([]);
		expect(parsed.length).toBeGreaterThan(0);
	}
);

test('a malformed table names what it cannot read', async () => {
	const columns = { conversation: 'site', speaker: 'lon', text: 'lat' };
	const parsed = await read(readShared('malformed/csv/papaparse/malformed.tsv'), { columns });
	expect(parsed.map((one) => 'problem' in one && [one.line, one.problem.code])).toEqual([
		[3, 'csv_width'],
		[6, 'csv_width'],
		[9, 'csv_quote'],
		[2, 'csv_speaker'],
		[4, 'csv_neighbour'],
		[5, 'csv_speaker'],
		[7, 'csv_neighbour'],
		[8, 'csv_speaker']
	]);
});

test('naughty strings as messages come through letter for letter', async () => {
	const strings: string[] = JSON.parse(readShared('malformed/strings/blns.json').toString());
	const texts = strings.filter((text) => text.trim() !== '');
	const rows = texts.map((text, i) => `${i},agent,"${text.replaceAll('"', '""')}",`);
	const parsed = await read(csv(...rows));
	expect(parsed.map((one) => ('record' in one ? one.record.segments[0].text : one))).toEqual(
		texts.map((text) => text.toWellFormed())
	);
});
