import type { Problem } from '#lib/import-problem.ts';
import { excerptOf } from '../masking.ts';
import { readLines } from './decode.ts';
import { parseRecord, type ConversationRecord, type Parsed } from './record.ts';
import type { ReadOptions } from './formats.ts';

/** Plumbline JSON Lines: one conversation a line. */
export async function* readJsonLines(
	input: AsyncIterable<Uint8Array>,
	options: ReadOptions
): AsyncGenerator<Parsed> {
	for await (const lines of readLines(input, options.encoding))
		for (const { number, text, problem } of lines) {
			if (!problem && text.trim() === '') continue;
			const parsed = problem ? { problem } : parseLine(text);
			if ('record' in parsed) yield { line: number, record: parsed.record };
			else yield { line: number, problem: parsed.problem, excerpt: excerptOf(text) };
		}
}

function parseLine(line: string): { record: ConversationRecord } | { problem: Problem } {
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		return { problem: { code: 'not_json', params: {} } };
	}
	const parsed = parseRecord(value);
	if ('problem' in parsed) return parsed;
	const field = findDuplicate(line, value);
	return field === null ? parsed : { problem: { code: 'duplicate_field', params: { field } } };
}

/** JSON.parse keeps the last of two equal names and would lose the first without a word. */
function findDuplicate(line: string, value: unknown): string | null {
	const colons = line.match(/"\s{0,100}:/g)?.length ?? 0;
	return colons === countNames(value) ? null : duplicateName(line);
}

function countNames(value: unknown): number {
	if (typeof value !== 'object' || value === null) return 0;
	if (Array.isArray(value)) return value.reduce((sum, entry) => sum + countNames(entry), 0);
	const entries = Object.values(value);
	return entries.reduce((sum, entry) => sum + countNames(entry), entries.length);
}

function duplicateName(line: string): string | null {
	const open: Set<string>[] = [];
	for (let i = 0; i < line.length; i++) {
		if (line[i] === '{') open.push(new Set());
		else if (line[i] === '}') open.pop();
		else if (line[i] === '"') {
			const end = endOfString(line, i);
			if (isName(line, end)) {
				const name: string = JSON.parse(line.slice(i, end));
				if (open.at(-1)!.has(name)) return name;
				open.at(-1)!.add(name);
			}
			i = end - 1;
		}
	}
	return null;
}

function endOfString(line: string, start: number) {
	let end = start + 1;
	while (line[end] !== '"') end += line[end] === '\\' ? 2 : 1;
	return end + 1;
}

function isName(line: string, after: number) {
	while (/\s/.test(line[after])) after++;
	return line[after] === ':';
}
