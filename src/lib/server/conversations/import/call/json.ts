import { z } from 'zod';
import { excerptOf } from '../../masking.ts';
import type { Call, Fault, ReadCall } from '../call.ts';
import { fieldName } from '../text.ts';
import { jsonFaultAt } from './json-fault.ts';

/** Seconds, as a number or as Amazon's text. */
export const seconds = z.union([z.number(), z.string().regex(/^\d{1,9}(\.\d+)?$/)]);
export const milliseconds = z.number().transform((ms) => Math.max(0, Math.round(ms)));
/** A number or a word, as a name. */
export const label = z.union([z.string(), z.number()]).transform(String);

/** Reads a call that is one JSON value; `name` is the service as people know it. */
export function jsonCall<S extends z.ZodType>(
	name: string,
	schema: S,
	callOf: (value: z.output<S>) => Call | Fault
): ReadCall {
	return (text) => {
		const parsed = parse(text);
		if ('problem' in parsed) return parsed;
		const result = schema.safeParse(parsed.value);
		if (result.success) return callOf(result.data);
		const field = fieldName(issuePath(result.error.issues[0])) || 'JSON';
		return {
			line: 1,
			problem: { code: 'call_shape', params: { field, format: name } },
			excerpt: excerptOf(text)
		};
	};
}

/** The service says itself that there is no transcript. */
export function unfinished(reason: string): Fault {
	const problem = { code: 'call_failed' as const, params: { reason: excerptOf(reason) } };
	return { line: 1, problem, excerpt: '' };
}

/** en_us and english as BCP 47; nothing where it is no language. */
export function languageOf(written: string | null | undefined): string | undefined {
	const tag = written?.trim().replaceAll('_', '-') ?? '';
	if (/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag)) return Intl.getCanonicalLocales(tag)[0];
	return codes().get(tag.toLowerCase());
}

function parse(text: string): { value: unknown } | Fault {
	try {
		return { value: JSON.parse(text) };
	} catch {
		const lines = text.slice(0, jsonFaultAt(text)).split('\n');
		const excerpt = excerptOf(text.split('\n', lines.length).at(-1)!);
		return { line: lines.length, problem: { code: 'not_json_at', params: {} }, excerpt };
	}
}

/** Of a choice of shapes, what is wrong with the one that came farthest. */
function issuePath(issue: z.core.$ZodIssue): PropertyKey[] {
	if (issue.code !== 'invalid_union') return issue.path;
	const paths = issue.errors.flatMap((issues) => issues.map(issuePath));
	const deepest = paths.reduce((a, b) => (b.length > a.length ? b : a), []);
	return [...issue.path, ...deepest];
}

let english: Map<string, string> | undefined;

function codes() {
	if (english) return english;
	const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
	const letters = [...'abcdefghijklmnopqrstuvwxyz'];
	const tags = letters.flatMap((a) => letters.map((b) => a + b));
	english = new Map(
		tags.flatMap((tag) => (names.of(tag) ? [[names.of(tag)!.toLowerCase(), tag]] : []))
	);
	return english;
}
