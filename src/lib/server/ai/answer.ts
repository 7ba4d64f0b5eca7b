import type { ChatCompletion } from 'openai/resources/chat/completions';
import type { z } from 'zod';
import { AiError, type Usage } from './failures.ts';

/** What the completion says, checked; a failure carries the usage that it cost. */
export function readAnswer<T>(
	completion: ChatCompletion | string | null | undefined,
	schema: z.ZodType<T>
): { value: T; usage: Usage } {
	if (completion === null || completion === undefined || completion === '')
		throw new AiError('empty');
	if (typeof completion === 'string') throw new AiError('not_json');
	const usage = usageOf(completion);
	try {
		return { value: schema.parse(jsonIn(contentOf(completion))), usage };
	} catch (thrown) {
		const error = thrown instanceof AiError ? thrown : new AiError('nonsense');
		error.usage = usage;
		throw error;
	}
}

function contentOf(completion: ChatCompletion): string {
	const choice = Array.isArray(completion.choices) ? completion.choices[0] : undefined;
	if (choice?.finish_reason === 'content_filter' || choice?.message?.refusal)
		throw new AiError('refused');
	if (choice?.finish_reason === 'length') throw new AiError('cut');
	const content = choice?.message?.content;
	if (typeof content !== 'string' || !content.trim()) throw new AiError('empty');
	return content;
}

/** The one JSON object in the text: bare, fenced, or after a model has thought aloud. */
function jsonIn(content: string): unknown {
	const text = content.slice(content.lastIndexOf('</think>') + 1).replace(/^\/think>/, '');
	const start = text.indexOf('{');
	if (start < 0) throw new AiError('nonsense');
	const end = endOfObject(text, start);
	if (end === null) throw new AiError('cut');
	return JSON.parse(text.slice(start, end));
}

function endOfObject(text: string, start: number): number | null {
	let depth = 0;
	let isQuoted = false;
	for (let i = start; i < text.length; i++) {
		const char = text[i];
		if (isQuoted) {
			if (char === '\\') i++;
			else if (char === '"') isQuoted = false;
		} else if (char === '"') isQuoted = true;
		else if (char === '{') depth++;
		else if (char === '}' && --depth === 0) return i + 1;
	}
	return null;
}

function usageOf({ usage }: ChatCompletion): Usage {
	const count = (value: unknown) => (Number.isFinite(value) ? Math.max(0, Number(value)) : 0);
	return {
		input: count(usage?.prompt_tokens),
		cached: count(usage?.prompt_tokens_details?.cached_tokens),
		output: count(usage?.completion_tokens)
	};
}
