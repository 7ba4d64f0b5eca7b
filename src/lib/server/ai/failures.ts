import type { AiFailure } from '../../suggestion.ts';

export type Usage = { input: number; cached: number; output: number };

/** A call that brought nothing. Its message is ours: what the service wrote is not in it. */
export class AiError extends Error {
	override name = 'AiError';
	readonly failure: AiFailure;
	/** How long the service asks to be left alone. */
	readonly retryAfterMs: number | null;
	/** What it reported to have used all the same; null where that is not known. */
	usage: Usage | null = null;
	attempts = 1;

	constructor(failure: AiFailure, retryAfterMs: number | null = null) {
		super(`the AI service: ${failure}`);
		this.failure = failure;
		this.retryAfterMs = retryAfterMs;
	}
}

/** Waiting may heal these; asking again for the others would only cost. */
export const isWorthRetrying = (failure: AiFailure) =>
	['too_many', 'server_error', 'unreachable', 'timeout'].includes(failure);
