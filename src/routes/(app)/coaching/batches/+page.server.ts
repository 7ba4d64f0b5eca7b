import { fail, redirect } from '@sveltejs/kit';
import { validate as isUuid } from 'uuid';
import { m } from '#lib/paraglide/messages.js';
import { monthOf, parsePeriod, readPeriod } from '#lib/periods.ts';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { listBatches } from '#lib/server/coaching/batch-list.ts';
import { startBatch } from '#lib/server/coaching/batches.ts';
import { findNewestReview } from '#lib/server/coaching/people-figures.ts';
import { listTeams } from '#lib/server/people/teams.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
	const viewer = requirePermission(locals, 'coaching:write');
	const after = url.searchParams.get('after') ?? '';
	const [batches, teams, newest] = await Promise.all([
		listBatches(db, viewer, isUuid(after) ? after : undefined),
		listTeams(db, viewer),
		findNewestReview(db, viewer)
	]);
	return {
		title: m.batch_title(),
		period: readPeriod(url.searchParams) ?? monthOf(newest ?? new Date()),
		teams: teams.map(({ id, name }) => ({ id, name })),
		batches,
		seesAll: viewer.role === 'admin'
	};
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'coaching:write');
		const data = await request.formData();
		const period = parsePeriod(String(data.get('period')));
		const team = String(data.get('team') ?? '');
		if (!period || (team && !isUuid(team))) return fail(422, { problem: m.validation_wrong() });
		const id = await startBatch(db, viewer, { period, teamId: team || null });
		redirect(303, `/coaching/batches/${id}`);
	}
};
