import { expect, test } from 'vitest';
import { jsonLines, record } from '../../../../tests/setup/import.ts';
import { previewImport } from './preview.ts';

const preview = (fileName: string, content: string, isWhole = true) =>
	previewImport({ start: Buffer.from(content), isWhole, fileName });

test('the first records are shown masked, with format and encoding recognised', async () => {
	const segments = [{ speaker: 'customer', text: 'Карта 4111 1111 1111 1111' }];
	const found = await preview(
		'chats.jsonl',
		jsonLines([record('1', { segments, employee: 'E-1' })])
	);
	expect(found).toMatchObject({ format: 'jsonl', encoding: 'utf-8', problems: [] });
	expect(found.records).toEqual([
		{
			line: 1,
			id: '1',
			channel: 'chat',
			employee: 'E-1',
			segments: 1,
			said: [{ speaker: 'customer', name: '', text: 'Карта •••• •••• •••• 1111' }]
		}
	]);
});

test('the record that the cut went through is not called broken', async () => {
	const content = jsonLines([record('1'), record('2')]).slice(0, -20);
	expect(await preview('x.jsonl', content, false)).toMatchObject({ problems: [] });
	expect((await preview('x.jsonl', content, true)).problems).toMatchObject([{ line: 2 }]);
});

test('CSV comes with its header, some rows and a guess of the columns', async () => {
	const found = await preview(
		'x.csv',
		'chat id;author role;message\n1;customer;Hello\n1;Anna B.;Hi\n'
	);
	expect(found.csv).toMatchObject({
		header: ['chat id', 'author role', 'message'],
		rows: [
			['1', 'customer', 'Hello'],
			['1', 'Anna B.', 'Hi']
		],
		speakers: [
			{ word: 'customer', speaker: 'customer' },
			{ word: 'Anna B.', speaker: null }
		],
		columns: { conversation: 'chat id', speaker: 'author role', text: 'message' }
	});
	expect(found.problems).toMatchObject([{ problem: { code: 'csv_speaker' } }]);
});

test('a WhatsApp chat asks who works here', async () => {
	const found = await preview(
		'chat.txt',
		'03.10.2026, 09:12 - Olga: Hi\n03.10.2026, 09:13 - Anna: Hello\n'
	);
	expect(found).toMatchObject({ format: 'whatsapp', whatsApp: { participants: ['Olga', 'Anna'] } });
	expect(found.problems).toMatchObject([{ problem: { code: 'whatsapp_who' } }]);
});

test('a file of which nothing is known asks for its format', async () => {
	expect(await preview('x.bin', 'nothing')).toMatchObject({ format: null, records: [] });
	expect(
		await previewImport({ start: Buffer.alloc(0), isWhole: true, fileName: 'empty' })
	).toMatchObject({
		records: []
	});
});
