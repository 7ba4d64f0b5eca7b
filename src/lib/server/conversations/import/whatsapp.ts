import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Problem } from '#lib/import-problem.ts';
import type { Speaker } from '#lib/transcript.ts';
import { excerptOf } from '../masking.ts';
import { readLines } from './decode.ts';
import type { ReadOptions } from './formats.ts';
import { parseRecord, type Parsed, type RecordInput } from './record.ts';
import { orderOf, readTime, type DateOrder } from './times.ts';

type Entry = { line: number; time: string; said: string };
type Message = Entry & { name?: string; text: string };
type Fault = { line: number; problem: Problem; excerpt: string };

/** A chat is one conversation and is read whole; WhatsApp itself exports at most 40,000 messages. */
const limit = 64 * 1024 * 1024;
const marks = '[\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]*';
const day = '\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4}\\.?';
const clock = '\\d{1,2}[:.]\\d\\d(?:[:.]\\d\\d)?(?:[\\s\\u202f]?[ap]\\.?[\\s\\u00a0]?m\\.?)?';
const shapes = [
	new RegExp(`^${marks}\\[(${day}),? (${clock})\\] ?(.*)$`, 'is'),
	new RegExp(`^${marks}(${day}),? (${clock}) [-–] (.*)$`, 'is')
];
const notice = /end-to-end encrypt|сквозн\S+ шифрован|pilnīg\S+ šifrē|criptat\S* integral/i;

/** The text that WhatsApp exports from a chat. Who of the participants works here must be said. */
export async function* readWhatsApp(
	input: AsyncIterable<Uint8Array>,
	options: ReadOptions
): AsyncGenerator<Parsed> {
	const entries = await readEntries(input, options);
	if ('problem' in entries) return yield entries;
	const record = recordOf(entries, options);
	if ('problem' in record) return yield record;
	const parsed = parseRecord(record);
	if ('record' in parsed) yield { line: 1, record: parsed.record };
	else yield { line: 1, problem: parsed.problem, excerpt: excerptOf(entries[0].said) };
}

/** What a person must be asked about a chat: who works here, and which way its dates are written. */
export async function previewWhatsApp(
	input: AsyncIterable<Uint8Array>,
	options: Pick<ReadOptions, 'encoding'>
): Promise<{ participants: string[]; needsDateOrder: boolean; problem?: Problem }> {
	const entries = await readEntries(input, options);
	if ('problem' in entries)
		return { participants: [], needsDateOrder: false, problem: entries.problem };
	const participants = participantsOf(messagesOf(entries));
	return { participants, needsDateOrder: usesSlashes(entries) && !provenOrder(entries) };
}

/** Whether a text begins as WhatsApp's chats do. */
export function beginsLikeWhatsApp(text: string): boolean {
	const first = text.trimStart().split('\n', 1)[0];
	return shapes.some((shape) => shape.test(first));
}

/** Timed entries; a line that begins with no time belongs to the entry before it. */
async function readEntries(
	input: AsyncIterable<Uint8Array>,
	options: Pick<ReadOptions, 'encoding'>
): Promise<[Entry, ...Entry[]] | Fault> {
	const entries: Entry[] = [];
	let shape: RegExp | undefined;
	let size = 0;
	for await (const lines of readLines(input, options.encoding))
		for (const { number: line, text, problem } of lines) {
			size += text.length;
			if (problem) return { line, problem, excerpt: excerptOf(text) };
			if (size > limit)
				return fault(line, { code: 'file_too_big', params: { megabytes: limit >> 20 } });
			shape ??= shapes.find((shape) => shape.test(text));
			const [, date, time, said] = shape?.exec(text) ?? [];
			if (date) entries.push({ line, time: `${date.replace(/\.$/, '')} ${time}`, said });
			else if (entries.length > 0) entries.at(-1)!.said += `\n${text}`;
			else if (text.trim() !== '') return fault(line, { code: 'not_whatsapp', params: {} }, text);
		}
	const [first, ...rest] = entries;
	return first ? [first, ...rest] : fault(1, { code: 'not_whatsapp', params: {} });
}

/** Splits who from what. Without a sender it is an event of the chat, not speech. */
function messagesOf(entries: Entry[]): Message[] {
	const split = entries.map((entry) => ({ ...entry, ...splitSender(entry.said) }));
	const names = new Set(split.map((message) => message.name));
	return split.map((message) => {
		const bare = /^([^:]+):(?! )/s.exec(message.said);
		const name = bare && cleanName(bare[1]);
		return !message.name && name && names.has(name)
			? { ...message, name, text: message.said.slice(bare[0].length) }
			: message;
	});
}

function splitSender(said: string): { name?: string; text: string } {
	const found = /^([^:\n]{1,100}): (.*)$/s.exec(said);
	const text = (found?.[2] ?? said).replace(/^[\u200e\u200f]+/, '');
	if (!found || /["“”«»]/.test(found[1]) || notice.test(text.slice(0, 300))) return { text };
	return { name: cleanName(found[1]), text };
}

/** “~ Anna” is how WhatsApp shows a number that is not in the phone book. */
function cleanName(name: string) {
	return name
		.replace(/[\u200e\u200f\u202a-\u202e]/g, '')
		.replace(/^~[\s\u202f]*/, '')
		.trim();
}

function participantsOf(messages: Message[]): string[] {
	return [...new Set(messages.flatMap((message) => message.name ?? []))];
}

function recordOf(entries: [Entry, ...Entry[]], options: ReadOptions): RecordInput | Fault {
	const messages = messagesOf(entries);
	const participants = participantsOf(messages);
	const wanted = new Set(options.employees?.map((name) => cleanName(name).toLowerCase()));
	const employees = participants.filter((name) => wanted.has(name.toLowerCase()));
	if (employees.length === 0)
		return fault(1, { code: 'whatsapp_who', params: { names: shortList(participants) } });
	const times = { ...options, dateOrder: options.dateOrder ?? provenOrder(entries) };
	const segments: RecordInput['segments'] = [];
	for (const { line, time, name, text } of messages) {
		const read = readTime(time, times);
		if ('code' in read) return fault(line, { code: read.code, params: { value: time } }, text);
		const speaker: Speaker = !name ? 'system' : employees.includes(name) ? 'employee' : 'customer';
		const kind = !name || text === '' ? 'event' : 'message';
		segments.push({ speaker, ...(name && { name }), text, kind, at: read.at });
	}
	const customers = participants.filter((name) => !employees.includes(name));
	return {
		source: options.source ?? 'whatsapp',
		id: idOf(options.fileName, entries),
		channel: options.channel ?? 'messenger',
		employee: busiest(messages, employees),
		...(options.language && { language: options.language }),
		...(customers.length === 1 && { customer: { name: customers[0] } }),
		segments
	};
}

/** The file's name and its first two entries: the same chat exported later, longer, keeps its id. */
function idOf(fileName: string, entries: Entry[]): string {
	const start = entries.slice(0, 2).map(({ time, said }) => `${time} ${said}`);
	const hash = createHash('sha256').update(start.join('\n')).digest('hex');
	return `${basename(fileName).slice(0, 300).toWellFormed()}#${hash.slice(0, 16)}`;
}

function busiest(messages: Message[], employees: string[]): string {
	const count = (name: string) => messages.filter((message) => message.name === name).length;
	return employees.reduce((a, b) => (count(b) > count(a) ? b : a));
}

function usesSlashes(entries: Entry[]) {
	return entries.some(({ time }) => /^\d{1,2}\//.test(time));
}

/** Any date of the chat with a number over 12 tells the order of all. */
function provenOrder(entries: Entry[]): DateOrder | undefined {
	for (const { time } of entries) {
		const [first, second] = time.split(/[^0-9]/).map(Number);
		if (/^\d{1,2}\//.test(time) && first !== second) {
			const order = orderOf(first, second);
			if (order) return order;
		}
	}
}

function shortList(names: string[]) {
	return excerptOf(names.slice(0, 10).join(', '));
}

function fault(line: number, problem: Problem, text = ''): Fault {
	return { line, problem, excerpt: excerptOf(text) };
}
