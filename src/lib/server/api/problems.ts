import { STATUS_CODES } from 'node:http';
import { isHttpError } from '@sveltejs/kit';
import type { z } from 'zod';

/** What is wrong in what was sent; `path` is empty for the whole. */
export type Fault = { path: string; message: string };

export type Problem = {
	status: number;
	/** A word for programs. */
	code: string;
	detail?: string;
	errors?: Fault[];
	/** Finds the fault in the log. */
	id?: string;
};

/** An answer that is an error, as RFC 9457 describes it. */
export function problem({ status, ...about }: Problem, headers: Record<string, string> = {}) {
	const body = { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, ...about };
	return new Response(JSON.stringify(body), {
		status,
		headers: { 'content-type': 'application/problem+json', ...headers }
	});
}

/** Nobody known asks. */
export const unauthorized = () =>
	problem({ status: 401, code: 'no_token' }, { 'www-authenticate': 'Bearer' });

/** Thrown while a request is read or answered; the caller can do something about it. */
export class ProblemError extends Error {
	readonly problem: Problem;
	constructor(problem: Problem) {
		super(problem.detail ?? problem.code);
		this.problem = problem;
	}
}

/** The problem behind what a domain function threw; undefined for a bug. */
export function problemOf(thrown: unknown): Problem | undefined {
	if (thrown instanceof ProblemError) return thrown.problem;
	if (!isHttpError(thrown)) return undefined;
	const { message, code, field } = thrown.body;
	const errors = field === undefined ? undefined : [{ path: field, message }];
	return { status: thrown.status, code: code ?? codeOf(thrown.status), detail: message, errors };
}

/** What zod found, with a path such as `ratings.politeness.level`. */
export function faultsOf(error: z.ZodError): Fault[] {
	return error.issues.flatMap((issue) => {
		const keys = issue.code === 'unrecognized_keys' ? issue.keys : [null];
		return keys.map((key) => ({
			path: [...issue.path, ...(key === null ? [] : [key])].map(String).join('.'),
			message: issue.message
		}));
	});
}

/** Gives errors that were not made here the same shape: unknown routes, wrong methods, bugs. */
export function asProblem(response: Response, requestId: string): Response {
	const { status, headers } = response;
	if (status < 400 || headers.get('content-type') === 'application/problem+json') return response;
	const allow = headers.get('allow');
	const id = status >= 500 ? requestId : undefined;
	return problem({ status, code: codeOf(status), id }, allow ? { allow } : {});
}

const codeOf = (status: number) =>
	({
		403: 'not_allowed',
		404: 'not_found',
		405: 'wrong_method',
		413: 'too_large',
		500: 'internal'
	})[status] ?? (STATUS_CODES[status] ?? 'error').toLowerCase().replaceAll(' ', '_');
