import { setTimeout as wait } from 'node:timers/promises';
import OpenAI from 'openai';
import type { ChatCompletion } from 'openai/resources/chat/completions';
import { z } from 'zod';
import type { AiService } from './ai-settings.ts';
import { readAnswer } from './answer.ts';
import { AiError, isWorthRetrying, type Usage } from './failures.ts';
import { guardedFetch, type FetchLimits } from './guarded-fetch.ts';

export type Limits = FetchLimits & {
	/** Calls for one question, all told. */
	attempts: number;
	/** First pause before asking again; doubles each time. */
	pauseMs: number;
	/** Longest pause that the service may ask for. */
	longestPauseMs: number;
};

export const defaultLimits: Limits = {
	timeoutMs: 60_000,
	maxBytes: 2_000_000,
	attempts: 4,
	pauseMs: 500,
	longestPauseMs: 60_000
};

export type Question<T> = {
	/** Comes first and stays the same from call to call, so that the service can cache it. */
	instructions: string;
	input: string;
	schema: z.ZodType<T>;
	/** Of the schema: letters and underscores. */
	name: string;
};

export type Answer<T> = { value: T; usage: Usage; attempts: number; takesSchema: boolean };

/**
 * Puts one question to an OpenAI-compatible service and returns what it says in the shape of the schema.
 * Asks again only where waiting may help; throws AiError with the reason otherwise.
 */
export async function askService<T>(
	service: AiService,
	question: Question<T>,
	limits: Partial<Limits> = {}
): Promise<Answer<T>> {
	const all = { ...defaultLimits, ...limits };
	const client = clientOf(service, all);
	let { takesSchema } = service;
	for (let attempt = 1; ; attempt++) {
		try {
			const completion = await complete(client, service.model, question, takesSchema);
			return { ...readAnswer(completion, question.schema), attempts: attempt, takesSchema };
		} catch (thrown) {
			if (takesSchema && isAboutSchema(thrown)) {
				takesSchema = false;
				continue;
			}
			const error = asAiError(thrown);
			error.attempts = attempt;
			const pause = pauseBefore(error, attempt, all);
			if (pause === null) throw error;
			await wait(pause);
		}
	}
}

/** One for all questions to a service that is looked up once. */
function clientOf(service: AiService, limits: Limits): OpenAI {
	const { timeoutMs, maxBytes } = limits;
	const known = clients.get(service);
	if (known?.timeoutMs === timeoutMs && known.maxBytes === maxBytes) return known.client;
	const client = newClient(service, limits);
	clients.set(service, { client, timeoutMs, maxBytes });
	return client;
}

const clients = new WeakMap<AiService, FetchLimits & { client: OpenAI }>();

function newClient({ baseUrl, apiKey, allowsPrivate }: AiService, limits: FetchLimits) {
	return new OpenAI({
		baseURL: baseUrl,
		apiKey: apiKey ?? 'none',
		organization: null,
		project: null,
		webhookSecret: null,
		maxRetries: 0,
		timeout: limits.timeoutMs + 5000,
		logLevel: 'off',
		fetch: guardedFetch(allowsPrivate, limits),
		defaultHeaders: apiKey ? undefined : { Authorization: null }
	});
}

function complete(
	client: OpenAI,
	model: string,
	{ instructions, input, schema, name }: Question<unknown>,
	takesSchema: boolean
): Promise<ChatCompletion> {
	const shape = jsonSchema(schema);
	const inText = `\n\nAnswer with one JSON object and nothing else. Its JSON schema:\n${JSON.stringify(shape)}`;
	return client.chat.completions.create({
		model,
		messages: [
			{ role: 'system', content: takesSchema ? instructions : instructions + inText },
			{ role: 'user', content: input }
		],
		...(takesSchema && {
			response_format: { type: 'json_schema', json_schema: { name, strict: true, schema: shape } }
		})
	});
}

/** As strict mode takes it: no bounds that only zod knows, no `$schema`. */
function jsonSchema(schema: z.ZodType): Record<string, unknown> {
	const known = shapes.get(schema);
	if (known) return known;
	const { $schema: _, ...shape } = z.toJSONSchema(schema, {
		override: ({ jsonSchema }) => {
			for (const bound of ['minimum', 'maximum', 'maxLength', 'maxItems', 'minLength'] as const)
				delete jsonSchema[bound];
		}
	});
	shapes.set(schema, shape);
	return shape;
}

const shapes = new WeakMap<z.ZodType, Record<string, unknown>>();

/** Milliseconds until the next try; null when there is none. */
export function pauseBefore({ failure, retryAfterMs }: AiError, attempt: number, limits: Limits) {
	if (!isWorthRetrying(failure) || attempt >= limits.attempts) return null;
	// Another minute of silence is not worth a third one.
	if (failure === 'timeout' && attempt >= 2) return null;
	if (retryAfterMs !== null) return retryAfterMs > limits.longestPauseMs ? null : retryAfterMs;
	return limits.pauseMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
}

/** What was thrown, as a reason that people can be told. */
export function asAiError(thrown: unknown): AiError {
	for (let error = thrown; error instanceof Error; error = error.cause)
		if (error instanceof AiError) return error;
	if (thrown instanceof SyntaxError) return new AiError('nonsense');
	if (thrown instanceof OpenAI.APIConnectionTimeoutError) return new AiError('timeout');
	if (thrown instanceof OpenAI.APIConnectionError) return new AiError('unreachable');
	if (thrown instanceof OpenAI.APIError && thrown.status) return ofStatus(thrown);
	throw thrown;
}

function ofStatus({ status = 0, code, headers, error }: InstanceType<typeof OpenAI.APIError>) {
	if (status === 401 || status === 403) return new AiError('wrong_key');
	if (status === 404) return new AiError('not_found');
	if (status === 429)
		return code === 'insufficient_quota'
			? new AiError('quota')
			: new AiError('too_many', retryAfter(headers));
	if (status === 408 || status >= 500) return new AiError('server_error', retryAfter(headers));
	const isTooLong = code === 'context_length_exceeded' || /context length/i.test(wordsOf(error));
	return new AiError(status === 413 || isTooLong ? 'too_long' : 'bad_request');
}

/** Read to decide, never to show. */
const wordsOf = (body: unknown) => JSON.stringify(body ?? '').slice(0, 10_000);

const isAboutSchema = (thrown: unknown) =>
	thrown instanceof OpenAI.APIError &&
	[400, 415, 422, 501].includes(thrown.status) &&
	/response_format|json_schema|structured|grammar/i.test(thrown.message + wordsOf(thrown.error));

function retryAfter(headers: Headers | undefined) {
	const milliseconds = Number(headers?.get('retry-after-ms') || NaN);
	if (milliseconds >= 0) return milliseconds;
	const text = headers?.get('retry-after');
	if (!text) return null;
	const until = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
	return Number.isNaN(until) ? null : Math.max(0, until);
}
