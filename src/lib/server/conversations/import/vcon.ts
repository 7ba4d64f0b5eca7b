import type { Problem } from '#lib/import-problem.ts';
import type { Channel } from '#lib/scorecard.ts';
import { excerptOf } from '../masking.ts';
import { readWhole } from './decode.ts';
import type { ReadOptions } from './formats.ts';
import { parseRecord, type ConversationRecord, type Parsed, type RecordInput } from './record.ts';
import { fieldName } from './text.ts';
import { castOf, codeOf, contactOf, type Cast } from './vcon/parties.ts';
import { partiesOf, vconSchema, type VCon } from './vcon/schema.ts';
import {
	instant,
	segmentOf,
	spokenSegments,
	startOf,
	type Notes,
	type Segment
} from './vcon/segments.ts';

/** Inline audio makes vCons long; it is read past. */
const limit = 100 * 1024 * 1024;

/** IETF vCon: one, a list of them, or one a line. No link in it is ever followed. */
export async function* readVCon(
	input: AsyncIterable<Uint8Array>,
	options: ReadOptions
): AsyncGenerator<Parsed> {
	const file = await readWhole(input, limit, options.encoding);
	if (file.problem) return yield { line: 1, problem: file.problem, excerpt: excerptOf(file.text) };
	for (const { line, value, text } of vconsIn(file.text)) {
		const parsed =
			value === undefined
				? { problem: { code: 'not_json', params: {} } as Problem }
				: recordOf(value, options);
		if ('record' in parsed) yield { line, record: parsed.record };
		else yield { line, problem: parsed.problem, excerpt: excerptOf(text) };
	}
}

/** `line` is the line, or in a JSON list the place in it, from 1. */
function* vconsIn(text: string): Generator<{ line: number; value: unknown; text: string }> {
	const whole = parseJson(text);
	const lines = text.split('\n');
	if (Array.isArray(whole))
		for (const [i, value] of whole.entries())
			yield { line: i + 1, value, text: String(value?.uuid ?? '') };
	else if (whole === undefined && parseJson(lines[0]) !== undefined) {
		for (const [i, line] of lines.entries())
			if (line.trim()) yield { line: i + 1, value: parseJson(line), text: line };
	} else yield { line: 1, value: whole, text };
}

function recordOf(
	value: unknown,
	options: ReadOptions
): { record: ConversationRecord } | { problem: Problem } {
	const notes: Notes = {};
	const open = unwrap(value, notes);
	if ('problem' in open) return open;
	const result = vconSchema.safeParse(open.value);
	if (!result.success) {
		const field = fieldName(result.error.issues[0].path) || 'vCon';
		return { problem: { code: field === 'uuid' ? 'vcon_uuid' : 'vcon_shape', params: { field } } };
	}
	const vcon = result.data;
	const input = strayParty(vcon) ?? compose(vcon, notes, options);
	return 'code' in input ? { problem: input } : parseRecord(input);
}

/** A signed vCon is read without believing the signature; an encrypted one cannot be read. */
function unwrap(value: unknown, notes: Notes): { value: unknown } | { problem: Problem } {
	if (typeof value !== 'object' || value === null)
		return { problem: { code: 'not_record', params: {} } };
	if ('ciphertext' in value) return { problem: { code: 'vcon_encrypted', params: {} } };
	if (!('payload' in value && 'signatures' in value)) return { value };
	notes.signature = 'not verified';
	const payload = parseJson(Buffer.from(String(value.payload), 'base64url').toString());
	const isPlain = typeof payload === 'object' && payload !== null && !('payload' in payload);
	return isPlain ? unwrap(payload, notes) : { problem: { code: 'vcon_payload', params: {} } };
}

function strayParty({ parties, dialog }: VCon): Problem | undefined {
	for (const [i, each] of dialog.entries())
		for (const party of [...partiesOf(each), each.originator ?? 0])
			if (party >= parties.length && parties.length + party > 0)
				return { code: 'vcon_party', params: { field: `dialog[${i}]`, party } };
}

function compose(vcon: VCon, notes: Notes, options: ReadOptions): RecordInput | Problem {
	const cast = castOf(vcon, options.employees);
	const written: Segment[] = [];
	for (const dialog of vcon.dialog) {
		const segment = segmentOf(dialog, cast, notes, options);
		if (segment && 'code' in segment) return segment;
		if (segment) written.push(segment);
	}
	const recordings = vcon.dialog.filter((dialog) => dialog.type === 'recording');
	const zero = recordings[0] ? instant(startOf(recordings[0], options)) : NaN;
	const transcripts = vcon.analysis.filter(({ type }) => /^transcript/.test(type));
	const spoken = transcripts.flatMap((each) =>
		spokenSegments(each, vcon, cast, notes, { ...options, zero })
	);
	if (cast.isGuessed) notes.roles = 'guessed: who began is the customer';
	const customer = vcon.parties[cast.speakers.indexOf('customer')];
	return {
		source: options.source ?? 'vcon',
		id: vcon.uuid.toLowerCase(),
		channel: options.channel ?? channelOf(vcon),
		...employeeOf(vcon, cast, [...written, ...spoken]),
		...(options.language && { language: options.language }),
		...(customer && { customer: { ...contact(contactOf(customer)), ...name(customer.name) } }),
		...(vcon.subject && { subject: vcon.subject }),
		...period(vcon, recordings, options),
		segments: [...written, ...spoken],
		meta: {
			...textsOf(vcon.meta),
			...(vcon.redacted?.uuid && { redacted: vcon.redacted.type ?? 'yes' }),
			...notes
		}
	};
}

function channelOf({ dialog, parties }: VCon): Channel {
	if (dialog.some(({ type }) => type === 'recording' || type === 'incomplete')) return 'call';
	const isMail = dialog.some(
		({ message_id, mediatype, mimetype }) =>
			message_id || /^multipart\//i.test(mediatype ?? mimetype ?? '')
	);
	if (isMail) return 'email';
	const isPhone = parties.length > 0 && parties.every(({ tel, mailto }) => tel && !mailto);
	return isPhone ? 'messenger' : 'chat';
}

function employeeOf(vcon: VCon, cast: Cast, segments: Segment[]) {
	const staff = vcon.parties.flatMap((_, i) => (cast.speakers[i] === 'employee' ? i : []));
	const count = (i: number) => segments.filter((segment) => segment.name === cast.names[i]).length;
	const busiest = staff.reduce((a, b) => (count(b) > count(a) ? b : a), staff[0]);
	const employee =
		busiest === undefined || cast.isGuessed ? undefined : codeOf(vcon.parties[busiest]);
	return employee?.trim() ? { employee: employee.trim() } : {};
}

/** From the recordings; written messages carry their own times. */
function period(vcon: VCon, recordings: VCon['dialog'], options: ReadOptions) {
	const times = recordings.flatMap((dialog) => {
		const from = instant(startOf(dialog, options));
		return Number.isNaN(from) ? [] : [from, from + (dialog.duration ?? 0) * 1000];
	});
	if (times.length === 0 || recordings.length < vcon.dialog.length) return {};
	const iso = (time: number) => new Date(Math.round(time)).toISOString();
	return { startedAt: iso(Math.min(...times)), endedAt: iso(Math.max(...times)) };
}

function textsOf(meta: VCon['meta']): Record<string, string> {
	const entries = Object.entries(meta ?? {}).filter(
		([, value]) => ['string', 'number', 'boolean'].includes(typeof value) && value !== ''
	);
	return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}

function contact(id?: string) {
	return id ? { id } : {};
}

function name(name?: string | null) {
	return name ? { name } : {};
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
