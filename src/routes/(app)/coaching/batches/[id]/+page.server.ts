import { reasonWords } from '#lib/job-words.ts';
import { periodFromTo, periodLabel } from '#lib/periods.ts';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { getBatch, listFailures } from '#lib/server/coaching/batch-list.ts';
import { cancelBatch } from '#lib/server/coaching/batches.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'coaching:write');
	const [batch, failures] = await Promise.all([
		getBatch(db, viewer, params.id),
		listFailures(db, viewer, params.id)
	]);
	const { periodFrom, periodTo, ...rest } = batch;
	return {
		title: periodLabel(periodFromTo(periodFrom, periodTo)!, viewer.locale),
		batch: rest,
		seesAll: viewer.role === 'admin',
		failures: failures.map(({ id, employee, failure }) => {
			return { id, employee, reason: reasonWords(failure), detail: failure.detail ?? '' };
		})
	};
};

export const actions: Actions = {
	cancel: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'coaching:write');
		await cancelBatch(db, viewer, params.id);
	}
};
