import { dayWords } from '#lib/day-words.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { getAiSettings } from '#lib/server/ai/ai-settings.ts';
import {
	batchProgress,
	countFailures,
	getBatch,
	listWorstFirst,
	pauseBatch,
	resumeBatch,
	stopBatch
} from '#lib/server/ai/batches.ts';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'reviews:score');
	const batch = await getBatch(db, viewer, params.batch);
	const [progress, rows, failures, { currency }] = await Promise.all([
		batchProgress(db, viewer, batch.id),
		listWorstFirst(db, viewer, batch.id),
		countFailures(db, batch.id),
		getAiSettings(db)
	]);
	const [from, to] = [batch.dayFrom, batch.dayTo].map((day) => dayWords(day, getLocale()));
	const title = m.ai_batch_title({ from, to });
	return { title, batch, progress, rows, failures, currency };
};

export const actions: Actions = {
	pause: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'reviews:score');
		await pauseBatch(db, viewer, params.batch);
	},
	resume: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'reviews:score');
		await resumeBatch(db, viewer, params.batch);
	},
	stop: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'reviews:score');
		await stopBatch(db, viewer, params.batch);
	}
};
