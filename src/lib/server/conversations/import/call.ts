import { hash } from 'node:crypto';
import { basename } from 'node:path';
import type { Problem } from '#lib/import-problem.ts';
import { excerptOf } from '../masking.ts';
import { castOf, type Cast } from './call/cast.ts';
import { inOrderOfTime, segmentWords, type Heard } from './call/speech.ts';
import { readWhole } from './decode.ts';
import type { Format, ReadOptions } from './formats.ts';
import { parseRecord, type Parsed, type RecordInput } from './record.ts';
import type { Speaker } from '#lib/transcript.ts';

/** What one voice says without a break, as a speech service has heard it. */
export type Utterance = {
	/** As the file calls the speaker; null where it does not tell voices apart. */
	voice: string | null;
	/** Only where the file itself says so. */
	role?: Speaker;
	text: string;
	/** In ms from the start of the call. */
	startMs?: number;
	endMs?: number;
	/** May be spelt otherwise than in `text`: their times are laid over its words. */
	words?: Heard[];
};

export type Call = {
	/** Of the service; without it the file's name and first words identify the call. */
	id?: string;
	language?: string;
	startedAt?: string;
	tags?: string[];
	utterances: Utterance[];
};

export type Fault = { line: number; problem: Problem; excerpt: string };
export type ReadCall = (text: string) => Call | Fault;

/** Words with their times are long: six hours of talk are about 10 MB. */
const limit = 100 * 1024 * 1024;

/** A format of which a file is one call, transcribed. */
export function callFormat(source: string, readCall: ReadCall) {
	async function heard(
		input: AsyncIterable<Uint8Array>,
		options: Pick<ReadOptions, 'encoding'>
	): Promise<Call | Fault> {
		const { text, problem } = await readWhole(input, limit, options.encoding);
		if (problem) return { line: 1, problem, excerpt: excerptOf(text) };
		const call = readCall(text);
		if ('problem' in call) return call;
		const utterances = inOrderOfTime(call.utterances.filter(({ text }) => text.trim() !== ''));
		return utterances.length > 0
			? { ...call, utterances }
			: { line: 1, problem: { code: 'call_empty', params: {} }, excerpt: excerptOf(text) };
	}
	return {
		async *read(input, options): AsyncGenerator<Parsed> {
			const call = await heard(input, options);
			if ('problem' in call) return yield call;
			const excerpt = excerptOf(call.utterances[0].text);
			const cast = castOf(call.utterances, options.employees);
			if ('code' in cast) return yield { line: 1, problem: cast, excerpt };
			const parsed = parseRecord(recordOf(source, call, cast, options));
			if ('record' in parsed) yield { line: 1, record: parsed.record };
			else yield { line: 1, problem: parsed.problem, excerpt };
		},
		async voices(input, options) {
			const call = await heard(input, options);
			const all = 'problem' in call ? [] : call.utterances.flatMap(({ voice }) => voice ?? []);
			return [...new Set(all)];
		}
	} satisfies Format;
}

function recordOf(source: string, call: Call, cast: Cast, options: ReadOptions): RecordInput {
	const language = options.language || call.language;
	return {
		source: options.source ?? source,
		id: call.id ?? idOf(options.fileName, call.utterances),
		channel: options.channel ?? 'call',
		...(language && { language }),
		...(call.startedAt && { startedAt: call.startedAt }),
		...(call.tags?.length && { tags: call.tags }),
		segments: call.utterances.map((utterance) => segmentOf(utterance, cast)),
		meta: cast.notes
	};
}

/** What a voice says as a segment of a record. */
export function segmentOf(
	utterance: Utterance,
	cast: Pick<Cast, 'who'>
): RecordInput['segments'][number] {
	const text = utterance.text.trim();
	const words = segmentWords(text, utterance.words ?? []);
	const startMs = utterance.startMs ?? words[0]?.startMs;
	const endMs = utterance.endMs ?? words.at(-1)?.endMs;
	return {
		...cast.who(utterance.voice),
		text,
		...(isNoise(text) && { kind: 'event' as const }),
		...(startMs !== undefined && { startMs }),
		...(startMs !== undefined && endMs !== undefined && endMs >= startMs && { endMs }),
		...(words.length > 0 && { words })
	};
}

/** [noise], <unk>: sounds that are no words. A redaction such as [PII] stands for words. */
function isNoise(text: string) {
	return /^(?:(?:\[[a-z_ ]{2,30}\]|<[a-z_]{2,30}>)[\s.]*)+$/.test(text);
}

/** The same file again is the same call; another call under the same file name is not. */
function idOf(fileName: string, utterances: Utterance[]): string {
	const start = utterances.slice(0, 2).map(({ startMs, text }) => `${startMs} ${text}`);
	const sum = hash('sha256', start.join('\n'), 'hex').slice(0, 16);
	return `${basename(fileName).slice(0, 300).toWellFormed()}#${sum}`;
}
