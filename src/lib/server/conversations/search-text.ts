import type { Segment } from '../../transcript.ts';
import type { ConversationRecord } from './import/record.ts';

/** UTF-16 units that are searched; a tsvector holds 1 MB, and a word can take 9 bytes for each of its own. */
const searched = 100_000;

/** What full-text search looks at, folded. */
export function searchText(record: ConversationRecord, segments: Segment[]): string {
	const { id, subject, customer, survey, meta } = record;
	const names = new Set(segments.map(({ name }) => name));
	const parts = [id, subject, customer?.id, customer?.name, ...names];
	let length = 0;
	for (const { text } of segments) {
		if (length > searched) break;
		parts.push(text);
		length += text.length;
	}
	if (meta) parts.push(...Object.values(meta));
	parts.push(survey?.comment);
	return fold(parts.filter(Boolean).join('\n').slice(0, searched)).slice(0, searched);
}

const ascii = /^[\x00-\x7f]*$/;

/** Lower case without accents, so that "berzina" finds "Bērziņa" and "еще" finds "ещё". */
export function fold(text: string): string {
	const lower = text.toLowerCase();
	if (ascii.test(lower)) return lower;
	return lower
		.normalize('NFD')
		.replace(/\p{M}+/gu, '')
		.toWellFormed();
}
