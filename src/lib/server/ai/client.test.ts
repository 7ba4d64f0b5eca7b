import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
	completionOf,
	sendError,
	sendJson,
	startAiService,
	type Behaviour
} from '../../../../tests/setup/ai-service.ts';
import type { AiService } from './ai-settings.ts';
import { askService, type Limits } from './client.ts';
import type { AiError } from './failures.ts';
import { guardedFetch } from './guarded-fetch.ts';

const quick: Partial<Limits> = {
	timeoutMs: 300,
	pauseMs: 1,
	maxBytes: 100_000,
	longestPauseMs: 500
};
/** Long enough for a good answer on a busy machine. */
const impatient: Partial<Limits> = { ...quick, timeoutMs: 1000 };
const limitsFor = (name: string) => (name.includes('hang') ? impatient : quick);
const question = {
	instructions: 'Answer.',
	input: 'What?',
	schema: z.object({ level: z.number().int().max(5) }),
	name: 'answer'
};
const serviceAt = (baseUrl: string, part: Partial<AiService> = {}): AiService => ({
	...{ baseUrl, model: 'm', apiKey: 'sk-1', allowsPrivate: true, takesSchema: true },
	...part
});
const good: Behaviour = (_, response) => sendJson(response, completionOf({ level: 4 }));
const content =
	(text: string): Behaviour =>
	(_, response) =>
		sendJson(response, completionOf(text));

describe('a service that behaves', () => {
	test('is asked once, with the schema, the instructions first, and its key', async () => {
		await using service = await startAiService(good);
		const answer = await askService(serviceAt(service.baseUrl), question, quick);
		expect(answer).toMatchObject({
			value: { level: 4 },
			attempts: 1,
			usage: { input: 1200, cached: 1000, output: 80 }
		});
		const [{ path, authorization, body }] = service.requests;
		expect(path).toBe('/v1/chat/completions');
		expect(authorization).toBe('Bearer sk-1');
		expect(body.messages).toEqual([
			{ role: 'system', content: 'Answer.' },
			{ role: 'user', content: 'What?' }
		]);
		expect(body.tools).toBeUndefined();
		expect(body.response_format.json_schema).toMatchObject({
			strict: true,
			schema: {
				type: 'object',
				properties: { level: { type: 'integer' } },
				required: ['level'],
				additionalProperties: false
			}
		});
	});

	test('without a key is sent none', async () => {
		await using service = await startAiService(good);
		await askService(serviceAt(service.baseUrl, { apiKey: null }), question, quick);
		expect(service.requests[0].authorization).toBeUndefined();
	});

	test('that takes no JSON schema is asked for JSON in text', async () => {
		await using service = await startAiService((request, response) =>
			request.body.response_format
				? sendError(response, 400, "'response_format' of type 'json_schema' is not supported")
				: sendJson(response, completionOf('<think>{hm}</think>\n```json\n{"level": 3}\n``` done'))
		);
		const answer = await askService(serviceAt(service.baseUrl), question, quick);
		expect(answer).toMatchObject({ value: { level: 3 }, takesSchema: false });
		expect(service.requests).toHaveLength(2);
		expect(service.requests[1].body.messages[0].content).toContain('"level"');
	});
});

describe('what waiting can heal is asked again', () => {
	const thenGood =
		(bad: Behaviour): Behaviour =>
		(request, response, call) =>
			call === 1 ? bad(request, response, call) : good(request, response, call);

	test.each<[string, Behaviour]>([
		['429', (_, response) => sendError(response, 429)],
		['500', (_, response) => sendError(response, 500)],
		['503', (_, response) => sendError(response, 503)],
		['a reset', (_, response) => response.socket!.resetAndDestroy()],
		[
			'a connection cut in the middle',
			(_, response) => {
				response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
				response.write('{"choices":[{"mess', () => response.socket!.destroy());
			}
		],
		['a hang', () => undefined],
		[
			'a hang in the middle of the answer',
			(_, response) => {
				response.writeHead(200, { 'content-type': 'application/json' });
				response.write('{"choices":');
			}
		]
	])('%s', async (name, bad) => {
		await using service = await startAiService(thenGood(bad));
		const answer = await askService(serviceAt(service.baseUrl), question, limitsFor(name));
		expect(answer).toMatchObject({ value: { level: 4 }, attempts: 2 });
		expect(service.requests).toHaveLength(2);
	});

	test('and not before the time that Retry-After names', async () => {
		const at: number[] = [];
		await using service = await startAiService(
			thenGood((_, response) => sendError(response, 429, 'slow down', { 'retry-after': '0.3' }))
		);
		service.behave((request, response, call) => {
			at.push(performance.now());
			return call === 1
				? sendError(response, 429, 'slow down', { 'retry-after': '0.3' })
				: good(request, response, call);
		});
		await askService(serviceAt(service.baseUrl), question, quick);
		expect(at[1] - at[0]).toBeGreaterThanOrEqual(295);
	});

	test('Retry-After as a date', async () => {
		const soon = new Date(Date.now() + 1000).toUTCString();
		await using service = await startAiService(
			thenGood((_, response) => sendError(response, 429, 'slow down', { 'retry-after': soon }))
		);
		const limits = { ...quick, longestPauseMs: 2000 };
		const answer = await askService(serviceAt(service.baseUrl), question, limits);
		expect(answer.attempts).toBe(2);
	});

	test.each<[string, number, AiError['failure'], Behaviour]>([
		['429 without end', 4, 'too_many', (_, response) => sendError(response, 429)],
		['500 without end', 4, 'server_error', (_, response) => sendError(response, 500)],
		['hanging without end', 2, 'timeout', () => undefined],
		['resets without end', 4, 'unreachable', (_, response) => response.socket!.resetAndDestroy()],
		[
			'Retry-After of an hour',
			1,
			'too_many',
			(_, response) => sendError(response, 429, '', { 'retry-after': '3600' })
		]
	])('%s ends after %i calls as %s', async (name, calls, failure, bad) => {
		await using service = await startAiService(bad);
		const asked = askService(serviceAt(service.baseUrl), question, limitsFor(name));
		await expect(asked).rejects.toMatchObject({ failure, attempts: calls });
		expect(service.requests).toHaveLength(calls);
	});
});

describe('what waiting cannot heal costs one call', () => {
	const big = 'x'.repeat(10_000_000);
	test.each<[string, AiError['failure'], Behaviour]>([
		['a wrong key', 'wrong_key', (_, response) => sendError(response, 401, 'Incorrect sk-1')],
		['a key without rights', 'wrong_key', (_, response) => sendError(response, 403)],
		['an unknown model', 'not_found', (_, response) => sendError(response, 404)],
		['a request it cannot take', 'bad_request', (_, response) => sendError(response, 400)],
		[
			'an empty purse',
			'quota',
			(_, response) => sendError(response, 429, 'pay', {}, 'insufficient_quota')
		],
		[
			'a conversation longer than the model reads',
			'too_long',
			(_, response) => sendError(response, 400, 'x', {}, 'context_length_exceeded')
		],
		['an empty body', 'empty', (_, response) => sendJson(response, '')],
		['no choices', 'empty', (_, response) => sendJson(response, { choices: [] })],
		['an empty message', 'empty', content('  ')],
		['cut JSON in the body', 'nonsense', (_, response) => sendJson(response, '{"choices":[{')],
		['null', 'empty', (_, response) => sendJson(response, 'null')],
		['cut JSON in the message', 'cut', content('{"level": 4, "x": "')],
		[
			'an answer that hit the limit',
			'cut',
			(_, response) =>
				sendJson(
					response,
					completionOf('', { choices: [{ finish_reason: 'length', message: { content: '{' } }] })
				)
		],
		['prose', 'nonsense', content('I would give a four.')],
		['JSON of another shape', 'nonsense', content('{"levels": [4]}')],
		['a level as a word', 'nonsense', content('{"level": "five"}')],
		['a level off the scale', 'nonsense', content('{"level": 99}')],
		[
			'a refusal',
			'refused',
			(_, response) =>
				sendJson(
					response,
					completionOf('', {
						choices: [{ finish_reason: 'stop', message: { content: null, refusal: 'I cannot' } }]
					})
				)
		],
		[
			'a content filter',
			'refused',
			(_, response) =>
				sendJson(
					response,
					completionOf('', {
						choices: [{ finish_reason: 'content_filter', message: { content: '{"level": 5}' } }]
					})
				)
		],
		[
			'a web page',
			'not_json',
			(_, response) => {
				response.writeHead(200, { 'content-type': 'text/html' });
				response.end('<html><script>alert(1)</script></html>');
			}
		],
		[
			'10 MB, announced',
			'too_big',
			(_, response) => sendJson(response, big, 200, { 'content-length': big.length })
		],
		['10 MB at once', 'too_big', (_, response) => sendJson(response, big)],
		[
			'10 MB in pieces',
			'too_big',
			async (_, response) => {
				response.writeHead(200, { 'content-type': 'application/json' });
				for (let i = 0; i < 100 && !response.destroyed; i++)
					if (!response.write(big.slice(0, 100_000)))
						await new Promise((resolve) => setTimeout(resolve, 1));
				response.end();
			}
		],
		[
			'packed bytes',
			'not_json',
			(_, response) => sendJson(response, 'x', 200, { 'content-encoding': 'gzip' })
		]
	])('%s: %s', async (_, failure, bad) => {
		await using service = await startAiService(bad);
		const asked = askService(serviceAt(service.baseUrl), question, quick);
		const error: AiError = await asked.then(
			() => expect.fail('there must be no answer'),
			(error) => error
		);
		expect(error).toMatchObject({ failure, attempts: 1 });
		expect(String(error.stack)).not.toMatch(/sk-1|Incorrect|script|I cannot/);
		expect(service.requests).toHaveLength(1);
	});
});

describe('where it may go', () => {
	test.each([301, 302, 303, 307, 308])('a redirect with %i is not followed', async (status) => {
		await using target = await startAiService(good);
		await using service = await startAiService((_, response) => {
			response.writeHead(status, { location: `${target.baseUrl}/chat/completions` }).end();
		});
		const asked = askService(serviceAt(service.baseUrl), question, quick);
		await expect(asked).rejects.toMatchObject({ failure: 'redirect', attempts: 1 });
		expect(target.requests).toHaveLength(0);
	});

	test('a private address is not called without the switch', async () => {
		await using service = await startAiService(good);
		const asked = askService(serviceAt(service.baseUrl, { allowsPrivate: false }), question, quick);
		await expect(asked).rejects.toMatchObject({ failure: 'address_refused' });
		expect(service.requests).toHaveLength(0);
	});

	test.each([
		['private', ['127.0.0.1'], false],
		['metadata', ['169.254.169.254'], true],
		['one good address and one of metadata', ['127.0.0.1', '169.254.169.254'], true],
		['no address', [], true]
	])('a name that resolves to %s is not called', async (_, addresses, allowsPrivate) => {
		await using service = await startAiService(good);
		const { port } = new URL(service.baseUrl);
		const call = guardedFetch(allowsPrivate, { timeoutMs: 10_000, maxBytes: 1000 }, (_, __, done) =>
			done(
				null,
				addresses.map((address) => ({ address, family: 4 }))
			)
		);
		const called = call(`http://ai.example.com:${port}/v1/models`);
		await expect(called).rejects.toMatchObject({ failure: 'address_refused' });
		expect(service.requests).toHaveLength(0);
	});

	test('a name that resolves to an allowed address is called at that address', async () => {
		await using service = await startAiService(good);
		const { port } = new URL(service.baseUrl);
		const call = guardedFetch(true, { timeoutMs: 10_000, maxBytes: 10_000 }, (_, __, done) =>
			done(null, [{ address: '127.0.0.1', family: 4 }])
		);
		const response = await call(`http://ai.example.com:${port}/v1/chat/completions`, {
			method: 'POST',
			body: '{}'
		});
		expect(response.status).toBe(200);
	});

	test('nobody there is said as such', async () => {
		const asked = askService(serviceAt('http://127.0.0.1:9/v1'), question, quick);
		await expect(asked).rejects.toMatchObject({ failure: 'unreachable', attempts: 4 });
	});
});
