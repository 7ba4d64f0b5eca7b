/** Why a job failed: a code for people's words, and what the machine said. */
export type Reason = { code: ReasonCode; detail?: string };

export const reasonCodes = [
	'cancelled',
	'stuck',
	'died',
	'file_gone',
	'not_allowed',
	'mail_refused',
	'mail_away',
	'service_away',
	'database_away',
	'unknown'
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** An error with a reason that people can read. */
export class JobError extends Error {
	override name = 'JobError';
	readonly code: ReasonCode;
	constructor(code: ReasonCode, detail = '', options?: ErrorOptions) {
		super(detail || code, options);
		this.code = code;
	}
}

/** The reason in an error that a job threw. */
export function reasonOf(error: unknown): Reason {
	if (error instanceof JobError) return { code: error.code, detail: error.message };
	const { code = '', message } = Object(error) as { code?: string; message?: string };
	const { status, body } = Object(error) as { status?: number; body?: { message: string } };
	if (status === 403 || status === 404) return { code: 'not_allowed', detail: body?.message };
	if (/^(08|57P|53)|^ECONN|^EPIPE/.test(String(code)))
		return { code: 'database_away', detail: message };
	return { code: 'unknown', detail: body?.message ?? message ?? String(error) };
}

/** The reason as pg-boss keeps it; it has words of its own for those that nobody reported. */
export function readReason(output: unknown): Reason | null {
	if (output === null || typeof output !== 'object') return null;
	const { code, detail, value } = output as Partial<Reason> & { value?: { message?: string } };
	if (value?.message === 'job heartbeat timeout') return { code: 'died' };
	if (value?.message === 'job timed out') return { code: 'stuck' };
	const isKnown = reasonCodes.some((known) => known === code);
	return isKnown ? { code: code!, detail } : { code: 'unknown', detail: value?.message };
}
