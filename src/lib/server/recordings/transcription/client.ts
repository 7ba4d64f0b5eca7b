import { setTimeout as wait } from 'node:timers/promises';
import OpenAI from 'openai';
import { asAiError, defaultLimits, pauseBefore, type Limits } from '../../ai/client.ts';
import { AiError } from '../../ai/failures.ts';
import { guardedFetch } from '../../ai/guarded-fetch.ts';
import type { Utterance } from '../../conversations/import/call.ts';
import { readWhisper } from '../../conversations/import/whisper.ts';
import { answers, type Answers } from './answers.ts';

/** Everything that a call needs, the key in the clear. */
export type Transcriber = {
	baseUrl: string;
	model: string;
	apiKey: string | null;
	allowsPrivate: boolean;
	answers: Answers;
};

export type Sound = {
	wav: Buffer;
	durationMs: number;
	/** ISO 639-1; null: the service finds out. */
	language: string | null;
};

/** What was heard in a piece of sound; times are from its beginning. */
export type Heard = { utterances: Utterance[]; language?: string };

/** The service cannot tell what it was asked for: it is to be asked for less, in shorter pieces. */
export class AsksTooMuch extends Error {
	override name = 'AsksTooMuch';
	readonly instead: Answers;
	constructor(instead: Answers) {
		super(`the service is to be asked for ${instead}`);
		this.instead = instead;
	}
}

/** Nobody says more than this; a longer answer is not of this sound. */
const mostCharacters = (durationMs: number) => 2000 + durationMs / 10;

/**
 * Has one piece of sound written down by an OpenAI-compatible service. Asks again only where waiting may help;
 * throws AiError with the reason otherwise, and AsksTooMuch.
 */
export async function askTranscriber(
	service: Transcriber,
	sound: Sound,
	{ signal, ...limits }: Partial<Limits> & { signal?: AbortSignal } = {}
): Promise<Heard> {
	const timeoutMs = defaultLimits.timeoutMs + 2 * sound.durationMs;
	const all = { ...defaultLimits, maxBytes: 5_000_000, timeoutMs, ...limits };
	for (let attempt = 1; ; attempt++) {
		try {
			return read(await send(service, sound, all, signal), service.answers, sound);
		} catch (thrown) {
			if (thrown instanceof AsksTooMuch) throw thrown;
			const error = asAiError(thrown);
			if (error.failure === 'empty' && service.answers === 'text') return { utterances: [] };
			error.attempts = attempt;
			const pause = signal?.aborted ? null : pauseBefore(error, attempt, all);
			if (pause === null) throw error;
			await wait(pause, undefined, { signal });
		}
	}
}

type Answer = { body: string; type: string };

async function send(
	{ baseUrl, model, apiKey, allowsPrivate, answers: wanted }: Transcriber,
	{ wav, language }: Sound,
	limits: Limits,
	signal?: AbortSignal
): Promise<Answer> {
	const form = new FormData();
	form.set('file', new File([new Uint8Array(wav)], 'call.wav', { type: 'audio/wav' }));
	form.set('model', model);
	form.set('response_format', wanted);
	if (wanted === 'verbose_json')
		for (const one of ['word', 'segment']) form.append('timestamp_granularities[]', one);
	if (language) form.set('language', language);
	const fetch = guardedFetch(allowsPrivate, limits);
	const headers: HeadersInit = apiKey ? { authorization: `Bearer ${apiKey}` } : {};
	const url = `${baseUrl.replace(/\/+$/, '')}/audio/transcriptions`;
	const response = await fetch(url, { method: 'POST', headers, body: form, signal });
	const body = await response.text();
	if (response.ok) return { body, type: response.headers.get('content-type') ?? '' };
	const less = answers[answers.indexOf(wanted) + 1];
	if (less && isAboutAnswers(response.status, body)) throw new AsksTooMuch(less);
	throw OpenAI.APIError.generate(response.status, parsed(body), undefined, response.headers);
}

/** Read to decide, never to show. */
const isAboutAnswers = (status: number, body: string) =>
	[400, 415, 422, 501].includes(status) &&
	/response_format|timestamp_granularities|verbose_json/i.test(body.slice(0, 10_000));

function read({ body, type }: Answer, wanted: Answers, { durationMs }: Sound): Heard {
	if (/html|xml/.test(type) || /^\s*</.test(body)) throw new AiError('not_json');
	const isBare = parsed(body) === undefined && /^text\/plain/.test(type);
	if (wanted !== 'text' && isBare) throw new AsksTooMuch('text');
	const heard =
		wanted === 'text' ? { utterances: [{ voice: null, text: body }] } : readWhisper(body);
	if ('problem' in heard)
		throw new AiError(heard.problem.code === 'not_json_at' ? 'not_json' : 'nonsense');
	const said = heard.utterances.filter(({ text }) => text.trim() !== '');
	const length = said.reduce((sum, { text }) => sum + text.length, 0);
	if (length > mostCharacters(durationMs)) throw new AiError('nonsense');
	const isTimed = said.every(({ startMs, words }) => startMs !== undefined || words?.length);
	if (wanted === 'verbose_json' && !isTimed) throw new AsksTooMuch('json');
	return { ...heard, utterances: said.map((one) => within(one, durationMs)) };
}

/** Machines put words beyond the end; what has no time is heard somewhere in the piece. */
function within(utterance: Utterance, durationMs: number): Utterance {
	const clamp = (ms: number) => Math.min(Math.max(0, ms), durationMs);
	const words = utterance.words?.map(({ text, startMs, endMs }) => {
		return { text, startMs: clamp(startMs), endMs: clamp(Math.max(startMs, endMs)) };
	});
	const startMs = clamp(words?.[0]?.startMs ?? utterance.startMs ?? 0);
	const endMs = clamp(words?.at(-1)?.endMs ?? utterance.endMs ?? durationMs);
	return { ...utterance, startMs, endMs: Math.max(startMs, endMs), words };
}

function parsed(body: string): object | undefined {
	try {
		return Object(JSON.parse(body));
	} catch {
		return undefined;
	}
}
