import { setTimeout as wait } from 'node:timers/promises';
import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { AiError } from '#lib/server/ai/failures.ts';
import {
	decideSuggestion,
	findAiDraft,
	revealSuggestions,
	suggestForReview
} from '#lib/server/ai/suggestions.ts';
import { naReasons } from '#lib/scorecard.ts';
import { decisions } from '#lib/suggestion.ts';
import { db, log, settings } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { invalid } from '#lib/server/errors.ts';
import type { RequestHandler } from './$types';

const askSchema = z.object({ again: z.boolean().default(false) });
const doneSchema = z.object({
	shown: z
		.array(
			z.object({
				suggestion: z.uuid(),
				level: z.number().int().min(1).max(10).nullable(),
				na: z.enum(naReasons).nullable()
			})
		)
		.max(1500)
		.default([]),
	decided: z.object({ suggestion: z.uuid(), decision: z.enum(decisions) }).optional()
});

/** The draft as it stands. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'reviews:score');
	return json(await findAiDraft(db, viewer, params.id));
};

/** Has the conversation read. A quick answer comes at once; else the page asks again. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const viewer = requirePermission(locals, 'reviews:score');
	const asked = askSchema.safeParse(await request.json().catch(() => ({})));
	if (!asked.success) throw invalid(m.validation_wrong());
	const draft = await findAiDraft(db, viewer, params.id);
	const { again } = asked.data;
	const reading = suggestForReview(db, viewer, settings, params.id, { again }).then(
		() => null,
		(error: unknown) => {
			if (error instanceof AiError) return error.failure;
			log.error({ err: error }, 'an AI draft failed');
			return 'interrupted' as const;
		}
	);
	const failure = await Promise.race([reading, wait(1000, null)]);
	if (draft && failure) return json({ ...draft, state: 'failed', failure });
	return json(await findAiDraft(db, viewer, params.id), { status: 202 });
};

/** Keeps what was shown beside the reviewer's own ratings, and what the reviewer did. */
export const PUT: RequestHandler = async ({ locals, params, request }) => {
	const viewer = requirePermission(locals, 'reviews:score');
	const done = doneSchema.safeParse(await request.json().catch(() => null));
	if (!done.success) throw invalid(m.validation_wrong());
	const { shown, decided } = done.data;
	await revealSuggestions(db, viewer, params.id, shown);
	if (decided) await decideSuggestion(db, viewer, params.id, decided.suggestion, decided.decision);
	return json(await findAiDraft(db, viewer, params.id));
};
