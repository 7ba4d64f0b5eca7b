import { describe, expect, test } from 'vitest';
import { sendError, sendJson } from '../../../../../tests/setup/ai-service.ts';
import {
	says,
	startTranscriber,
	verbose,
	type Transcribes
} from '../../../../../tests/setup/transcriber.ts';
import type { Limits } from '../../ai/client.ts';
import type { AiError } from '../../ai/failures.ts';
import { wavHeader } from '../sound/wav-writer.ts';
import type { Answers } from './answers.ts';
import { askTranscriber, AsksTooMuch, type Transcriber } from './client.ts';

const quick: Partial<Limits> = {
	timeoutMs: 400,
	pauseMs: 1,
	longestPauseMs: 500,
	maxBytes: 100_000
};
const second = { channels: 1, sampleRate: 8000 };
const sound = {
	wav: Buffer.concat([wavHeader(16_000, second), Buffer.alloc(16_000)]),
	durationMs: 1000,
	language: null
};
const at = (baseUrl: string, part: Partial<Transcriber> = {}): Transcriber => ({
	...{ baseUrl, model: 'whisper-1', apiKey: 'sk-secret', allowsPrivate: true },
	...{ answers: 'verbose_json', ...part }
});
const text = (body: string, type = 'text/plain', status = 200): Transcribes => {
	return (_, response) => response.writeHead(status, { 'content-type': type }).end(body);
};
const hello = says('Hello there', { each: 0.4 });

describe('a service that behaves', () => {
	test('gets the sound, the model and what is wanted, and its words keep their times', async () => {
		await using service = await startTranscriber(hello);
		const heard = await askTranscriber(at(service.baseUrl), { ...sound, language: 'lv' }, quick);
		expect(heard).toMatchObject({
			language: 'en',
			utterances: [
				{
					text: ' Hello there',
					startMs: 0,
					endMs: 800,
					words: [
						{ text: 'Hello', startMs: 0, endMs: 400 },
						{ text: 'there', startMs: 400, endMs: 800 }
					]
				}
			]
		});
		const [{ path, authorization, fields, wav }] = service.requests;
		expect(path).toBe('/v1/audio/transcriptions');
		expect(authorization).toBe('Bearer sk-secret');
		expect(fields).toEqual({
			model: ['whisper-1'],
			response_format: ['verbose_json'],
			'timestamp_granularities[]': ['word', 'segment'],
			language: ['lv']
		});
		expect(wav.equals(sound.wav)).toBe(true);
	});

	test('without a key is sent none, without a language finds it out', async () => {
		await using service = await startTranscriber(hello);
		await askTranscriber(at(`${service.baseUrl}/`, { apiKey: null }), sound, quick);
		expect(service.requests[0]).toMatchObject({
			path: '/v1/audio/transcriptions',
			authorization: undefined
		});
		expect(service.requests[0].fields.language).toBeUndefined();
	});

	test('that hears words beyond the end, or backwards, hears them at the end', async () => {
		await using service = await startTranscriber((_, response) =>
			sendJson(response, {
				text: 'a b',
				segments: [{ start: 0.9, end: 30, text: 'a b' }],
				words: [
					{ word: 'a', start: 0.95, end: 0.9 },
					{ word: 'b', start: 29, end: 30 }
				]
			})
		);
		const { utterances } = await askTranscriber(at(service.baseUrl), sound, quick);
		expect(utterances).toMatchObject([{ startMs: 950, endMs: 1000 }]);
	});

	test('that hears nothing says so', async () => {
		await using service = await startTranscriber((_, response) =>
			sendJson(response, { text: '', segments: [], words: [] })
		);
		expect((await askTranscriber(at(service.baseUrl), sound, quick)).utterances).toEqual([]);
		service.behave(text(''));
		const bare = at(service.baseUrl, { answers: 'text' });
		expect(await askTranscriber(bare, sound, quick)).toEqual({ utterances: [] });
	});
});

describe('a service that can do less', () => {
	test.each<[string, Answers, Transcribes, Answers]>([
		[
			'refuses verbose_json',
			'verbose_json',
			(_, response) => sendError(response, 400, "response_format 'verbose_json' is not compatible"),
			'json'
		],
		[
			'refuses json too',
			'json',
			(_, response) => sendError(response, 422, 'unsupported response_format'),
			'text'
		],
		['tells no times', 'verbose_json', (_, r) => sendJson(r, { text: 'Hello' }), 'json'],
		['answers in plain text', 'json', text('Hello there'), 'text']
	])('that %s is asked for less', async (_, answers, behave, instead) => {
		await using service = await startTranscriber(behave);
		const error = await askTranscriber(at(service.baseUrl, { answers }), sound, quick).catch(
			(e) => e
		);
		expect(error).toBeInstanceOf(AsksTooMuch);
		expect(error.instead).toBe(instead);
		expect(service.requests).toHaveLength(1);
	});

	test.each<[Answers, Transcribes]>([
		['json', (_, response) => sendJson(response, { text: 'Hello' })],
		['text', text('Hello')]
	])('is heard as %s, somewhere in the piece', async (answers, behave) => {
		await using service = await startTranscriber(behave);
		const heard = await askTranscriber(at(service.baseUrl, { answers }), sound, quick);
		expect(heard.utterances).toMatchObject([{ text: 'Hello', startMs: 0, endMs: 1000 }]);
		expect(service.requests[0].fields).not.toHaveProperty('timestamp_granularities[]');
	});
});

test.each<[string, Transcribes]>([
	['429', (_, response) => sendError(response, 429, 'no', { 'retry-after': '0.1' })],
	['500', (_, response) => sendError(response, 500)],
	['503', (_, response) => sendError(response, 503)],
	['a reset', (_, response) => response.socket!.resetAndDestroy()],
	['a hang', () => undefined],
	[
		'an answer that is cut',
		(_, response) => {
			response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
			response.write('{"text":', () => response.socket!.destroy());
		}
	]
])('after %s it is asked again', async (_, bad) => {
	await using service = await startTranscriber((asked, response, call) =>
		(call === 1 ? bad : hello)(asked, response, call)
	);
	expect((await askTranscriber(at(service.baseUrl), sound, quick)).utterances).toHaveLength(1);
	expect(service.requests).toHaveLength(2);
});

const tooLong = 'word '.repeat(1000);

test.each<[string, Transcribes, string, number]>([
	['a service that stays down', (_, r) => sendError(r, 503), 'server_error', 4],
	['a wrong key', (_, r) => sendError(r, 401, 'sk-secret is wrong'), 'wrong_key', 1],
	['an unknown model', (_, r) => sendError(r, 404), 'not_found', 1],
	['a request that it cannot take', (_, r) => sendError(r, 400, 'no'), 'bad_request', 1],
	['a piece that is too large', (_, r) => sendError(r, 413), 'too_long', 1],
	['an empty account', (_, r) => sendError(r, 429, 'no', {}, 'insufficient_quota'), 'quota', 1],
	['another address', (_, r) => r.writeHead(302, { location: '/' }).end(), 'redirect', 1],
	['a web page', text('<!doctype html><p>secret', 'text/html'), 'not_json', 1],
	['half an object', text('{"text": "Hel', 'application/json'), 'not_json', 1],
	['another shape', (_, r) => sendJson(r, { choices: [] }), 'nonsense', 1],
	['times that are none', (_, r) => sendJson(r, { segments: [{ start: 'now' }] }), 'nonsense', 1],
	['far more words than fit', (_, r) => sendJson(r, verbose(tooLong, { each: 0 })), 'nonsense', 1],
	['nothing', text('', 'application/json'), 'empty', 1],
	['megabytes', text(`"${'x'.repeat(200_000)}"`, 'application/json'), 'too_big', 1]
])('%s is told by its reason, not by its words', async (_, behave, failure, calls) => {
	await using service = await startTranscriber(behave);
	const error = (await askTranscriber(at(service.baseUrl), sound, quick).catch(
		(e) => e
	)) as AiError;
	expect(error.failure).toBe(failure);
	expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain('secret');
	expect(service.requests).toHaveLength(calls);
});

test('who is stopped stops at once', async () => {
	await using service = await startTranscriber(() => undefined);
	const stop = new AbortController();
	const asked = askTranscriber(at(service.baseUrl), sound, { signal: stop.signal });
	setTimeout(() => stop.abort(), 50);
	await expect(asked).rejects.toMatchObject({ failure: 'interrupted' });
});

test('an address in the house is not called without the switch', async () => {
	await using service = await startTranscriber(hello);
	const asked = askTranscriber(at(service.baseUrl, { allowsPrivate: false }), sound, quick);
	await expect(asked).rejects.toMatchObject({ failure: 'address_refused' });
	expect(service.requests).toEqual([]);
});
