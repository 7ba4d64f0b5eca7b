import { fail, redirect } from '@sveltejs/kit';
import { validate as isUuid } from 'uuid';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { can } from '#lib/permissions.ts';
import { monthOf, parsePeriod, readPeriod } from '#lib/periods.ts';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { findNewestReview } from '#lib/server/coaching/people-figures.ts';
import { listDueReports, listReports } from '#lib/server/coaching/report-list.ts';
import { startReport } from '#lib/server/coaching/reports.ts';
import type { Actions, PageServerLoad } from './$types';

const stateSchema = z.enum(['draft', 'issued', 'acknowledged']).optional().catch(undefined);

export const load: PageServerLoad = async ({ locals, url }) => {
	const viewer = requirePermission(locals, 'reports:read');
	const canPrepare = can(viewer, 'coaching:write');
	const state = stateSchema.parse(url.searchParams.get('state') ?? undefined);
	const after = url.searchParams.get('after') ?? '';
	const [reports, newest] = await Promise.all([
		listReports(db, viewer, { state, after: isUuid(after) ? after : undefined }),
		canPrepare ? findNewestReview(db, viewer) : null
	]);
	const period = readPeriod(url.searchParams) ?? monthOf(newest ?? new Date());
	const due = canPrepare ? await listDueReports(db, viewer, period) : null;
	return {
		title: m.nav_coaching(),
		reports,
		due,
		period,
		state: state ?? null,
		isFirst: !isUuid(after)
	};
};

export const actions: Actions = {
	prepare: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'coaching:write');
		const data = await request.formData();
		const period = parsePeriod(String(data.get('period')));
		if (!period) return fail(422, { problem: m.validation_wrong() });
		const employeeId = String(data.get('employee'));
		redirect(303, `/coaching/${await startReport(db, viewer, { employeeId, period })}`);
	}
};
