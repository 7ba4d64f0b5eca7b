import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { faultsOf, ProblemError } from './problems.ts';

const nothing = z.strictObject({});

/** The query of an address; a parameter that is not known is refused, so that a slip is seen. */
export function readQuery(url: URL, schema: z.ZodType = nothing): unknown {
	return check(schema, Object.fromEntries(url.searchParams));
}

/** The JSON that was sent. */
export async function readBody(request: Request, schema: z.ZodType | undefined): Promise<unknown> {
	if (!schema) return undefined;
	const type = request.headers.get('content-type')?.split(';')[0].trim().toLowerCase();
	if (type !== 'application/json')
		throw new ProblemError({ status: 415, code: 'not_json', detail: m.api_send_json() });
	return check(schema, parse(await request.text()));
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new ProblemError({ status: 400, code: 'not_json', detail: m.api_not_json() });
	}
}

function check(schema: z.ZodType, value: unknown) {
	const result = schema.safeParse(value);
	if (result.success) return result.data;
	const errors = faultsOf(result.error);
	throw new ProblemError({ status: 422, code: 'invalid', detail: m.api_invalid(), errors });
}
