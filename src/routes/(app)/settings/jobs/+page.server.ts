import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { db, log, pool, settings } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { cancelJob, countJobs, jobStates, listJobs, retryJob } from '#lib/server/jobs/jobs.ts';
import type { Actions, PageServerLoad } from './$types';

const querySchema = z.object({
	state: z.enum(jobStates).optional().catch(undefined),
	after: z.uuid().optional().catch(undefined)
});

export const load: PageServerLoad = async ({ locals, url }) => {
	const viewer = requirePermission(locals, 'settings:manage');
	const query = querySchema.parse(Object.fromEntries(url.searchParams));
	const counts = await countJobs(db, viewer);
	const state = query.state ?? jobStates.find((one) => counts[one] > 0) ?? 'waiting';
	return {
		title: m.jobs_title(),
		counts,
		state,
		jobs: await listJobs(db, viewer, { state, after: query.after })
	};
};

const idOf = async (request: Request) => String((await request.formData()).get('id'));

export const actions: Actions = {
	retry: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'settings:manage');
		await retryJob(db, viewer, await idOf(request));
	},
	cancel: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'settings:manage');
		await cancelJob({ db, pool, settings, log }, viewer, await idOf(request));
	}
};
