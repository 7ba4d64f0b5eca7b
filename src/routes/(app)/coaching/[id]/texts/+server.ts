import { setTimeout as wait } from 'node:timers/promises';
import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { AiError } from '#lib/server/ai/failures.ts';
import { draftTexts, findTextRun } from '#lib/server/coaching/draft-texts.ts';
import { db, log, settings } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { invalid } from '#lib/server/errors.ts';
import type { RequestHandler } from './$types';

/** Key of a priority's criterion; '': the summary. */
const askSchema = z.object({ criterion: z.string().max(64) });

/** The newest asking for these texts. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const viewer = requirePermission(locals, 'coaching:write');
	const criterion = url.searchParams.get('criterion') ?? '';
	return json(await findTextRun(db, viewer, params.id, criterion));
};

/** Has texts drafted. A quick answer comes at once; else the page asks again. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const viewer = requirePermission(locals, 'coaching:write');
	const asked = askSchema.safeParse(await request.json().catch(() => null));
	if (!asked.success) throw invalid(m.validation_wrong());
	const { criterion } = asked.data;
	const before = await findTextRun(db, viewer, params.id, criterion);
	let isLate = false;
	const drafting = draftTexts(db, viewer, settings, params.id, criterion).then(
		() => null,
		(error: unknown) => {
			if (error instanceof AiError) return error.failure;
			if (!isLate) throw error;
			log.error({ err: error }, 'AI texts failed');
			return 'interrupted' as const;
		}
	);
	const failure = await Promise.race([drafting, wait(1000, null)]);
	isLate = true;
	if (failure) return json({ ...before, state: 'failed', failure, drafted: [], omissions: [] });
	return json(await findTextRun(db, viewer, params.id, criterion), { status: 202 });
};
