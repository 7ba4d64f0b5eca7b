import type { Problem } from '#lib/import-problem.ts';
import type { Speaker } from '#lib/transcript.ts';
import type { RecordInput } from '../record.ts';
import { segmentWords } from '../call/speech.ts';
import { readTime, type TimeOptions } from '../times.ts';
import { textOf } from './mail.ts';
import { addresses, type Cast } from './parties.ts';
import { partiesOf, type Analysis, type Dialog, type VCon } from './schema.ts';
import { utterancesOf, type Utterance } from './transcripts.ts';
import { speakerOf } from '../words.ts';

export type Segment = RecordInput['segments'][number];
export type Notes = Record<string, string>;
type Who = { speaker: Speaker; name?: string };

/** A written dialog as a message; a transfer or a call that did not come about as an event. */
export function segmentOf(
	dialog: Dialog,
	cast: Cast,
	notes: Notes,
	options: TimeOptions
): Segment | null | Problem {
	const time = startOf(dialog, options);
	if (time && 'code' in time)
		return { code: time.code, params: { value: String(dialog.start).slice(0, 60) } };
	const at = time?.at;
	if (dialog.type === 'recording') {
		notes.recording = dialog.url ? 'linked, not fetched' : 'not imported';
		return null;
	}
	if (dialog.type !== 'text') {
		const text = [dialog.type ?? 'unknown', dialog.disposition].filter(Boolean).join(': ');
		return { speaker: 'system', kind: 'event', text, ...(at && { at }) };
	}
	const text = bodyOf(dialog)?.trim() ?? null;
	if (text === null) notes.content = dialog.url ? 'linked, not fetched' : 'not text, not imported';
	const author = dialog.originator ?? partiesOf(dialog)[0];
	const who = author === undefined ? { speaker: 'system' as const } : whoIs(author, cast);
	return {
		...who,
		kind: text ? 'message' : 'event',
		text: text ?? '',
		...(at && { at })
	};
}

/** The speech of a recording from its transcript, in ms from the start of the first recording. */
export function spokenSegments(
	analysis: Analysis,
	vcon: VCon,
	cast: Cast,
	notes: Notes,
	options: TimeOptions & { zero: number }
): Segment[] {
	const { zero } = options;
	const utterances = utterancesOf(analysis);
	if (!utterances) notes.transcript = 'of an unknown kind, not imported';
	const dialog = vcon.dialog[[analysis.dialog ?? 0].flat()[0] ?? 0];
	if (!utterances || !dialog) return [];
	const whoSays = speakersOf(utterances, dialog, vcon, cast);
	if (!whoSays) notes.speakers = 'not told apart';
	const start = instant(startOf(dialog, options));
	const offset = Number.isNaN(start - zero) ? 0 : start - zero;
	const scale = unitOf(utterances, dialog.duration ?? undefined);
	return utterances.map((utterance) => ({
		...(whoSays?.(utterance) ?? { speaker: 'unknown' as const }),
		text: utterance.text,
		...wordsOf(utterance, offset, scale),
		...timesOf(utterance, (at) => instant(readTime(at, options)) - start, offset, scale)
	}));
}

/** When a dialog began; undefined where it does not say. */
export function startOf(dialog: Dialog, options: TimeOptions) {
	return dialog.start == null ? undefined : readTime(String(dialog.start), options);
}

/** NaN where there is no time. */
export function instant(time: ReturnType<typeof startOf>): number {
	return time && 'at' in time ? Date.parse(time.at) : NaN;
}

function bodyOf(dialog: Dialog): string | null {
	const { body, encoding, mediatype, mimetype } = dialog;
	if (typeof body !== 'string') return null;
	const text = encoding === 'base64url' ? Buffer.from(body, 'base64url').toString() : body;
	return textOf(text, mediatype ?? mimetype ?? '');
}

function whoIs(party: number, cast: Cast): Who {
	return { speaker: cast.speakers[party], name: cast.names[party] };
}

/** Null when one voice is named for a talk of several: that transcript does not say who spoke. */
function speakersOf(all: Utterance[], dialog: Dialog, vcon: VCon, cast: Cast) {
	const present = partiesOf(dialog);
	const labels = [...new Set(all.map(({ party, label }) => party ?? label))];
	if (labels.length === 1 && present.length > 1) return null;
	if (all.every(({ party }) => party !== undefined && party < vcon.parties.length))
		return ({ party }: Utterance) => whoIs(party!, cast);
	const who = new Map<unknown, Who>();
	for (const label of labels) {
		const named = vcon.parties.findIndex((party) => addresses(party).includes(String(label)));
		const role = speakerOf(String(label));
		if (named >= 0) who.set(label, whoIs(named, cast));
		else if (role) who.set(label, { speaker: role });
	}
	if (who.size === 0 && labels.length === present.length)
		labels.sort().forEach((label, i) => who.set(label, whoIs(present[i], cast)));
	return who.size === labels.length
		? ({ party, label }: Utterance) => who.get(party ?? label)!
		: null;
}

/** Seconds, unless whole numbers reach far beyond the recording: then ms. */
function unitOf(all: Utterance[], seconds?: number): 1 | 1000 {
	const times = all.flatMap(({ start, end }) => [start, end]).filter((t) => typeof t === 'number');
	const isWhole = times.every(Number.isInteger);
	return isWhole && Math.max(0, ...times) > (seconds ? seconds * 10 : 20_000) ? 1 : 1000;
}

function wordsOf({ text, words = [] }: Utterance, offset: number, scale: number) {
	const ms = (time: number) => Math.max(0, Math.round(time * scale + offset));
	const heard = words.map(({ text, start, end }) => {
		return { text, startMs: ms(start), endMs: ms(end) };
	});
	const placed = segmentWords(text, heard);
	return placed.length > 0 ? { words: placed } : {};
}

function timesOf(
	utterance: Utterance,
	sinceStart: (at: string) => number,
	offset: number,
	scale: number
) {
	const { start: from, end, duration } = utterance;
	if (from === undefined) return {};
	const began = typeof from === 'number' ? from * scale : sinceStart(from);
	if (Number.isNaN(began)) return {};
	const ended =
		end !== undefined ? end * scale : duration !== undefined ? began + duration * scale : NaN;
	const startMs = Math.max(0, Math.round(began + offset));
	const endMs = Math.round(ended + offset);
	return endMs >= startMs ? { startMs, endMs } : { startMs };
}
