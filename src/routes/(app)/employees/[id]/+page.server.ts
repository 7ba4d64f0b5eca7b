import { fail, redirect } from '@sveltejs/kit';
import { validate as isUuid } from 'uuid';
import { z } from 'zod';
import { outcomes } from '#lib/coaching-report.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { can } from '#lib/permissions.ts';
import { boundsOf, parsePeriod, readPeriod } from '#lib/periods.ts';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { listEvidence } from '#lib/server/coaching/evidence.ts';
import { readLastPlan, setActionOutcome } from '#lib/server/coaching/plan.ts';
import { employeeFigures } from '#lib/server/coaching/report-data.ts';
import { listReports } from '#lib/server/coaching/report-list.ts';
import { startReport } from '#lib/server/coaching/reports.ts';
import { listReviews } from '#lib/server/reviews/reviews.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const viewer = requirePermission(locals, 'reviews:read');
	const query = url.searchParams;
	const figures = await employeeFigures(db, viewer, params.id, readPeriod(query), getLocale());
	const { employee, period } = figures;
	const window = boundsOf(period);
	const criterion = query.get('criterion') ?? '';
	const seesReports = can(viewer, 'reports:read');
	const [evidence, reviews, reports, plan] = await Promise.all([
		listEvidence(db, viewer, employee.id, { window, criterion, after: cursor(query, 'evidence') }),
		listReviews(db, viewer, {
			employeeId: employee.id,
			state: 'submitted',
			from: window.start,
			to: window.end,
			after: cursor(query, 'review'),
			limit: 20
		}),
		seesReports ? listReports(db, viewer, { employeeId: employee.id, limit: 12 }) : null,
		seesReports ? readLastPlan(db, employee.id) : []
	]);
	const { id, name, code, team, lead, isActive } = employee;
	return {
		...figures,
		title: name,
		employee: { id, name, code, team, lead, isActive },
		hasReviewsEver: employee.newestReview !== null,
		criterion,
		evidence,
		reviews,
		reports: reports?.rows ?? null,
		plan,
		isOwn: viewer.employeeId === id,
		canPrepare: can(viewer, 'coaching:write') && viewer.employeeId !== id,
		canBrowse: can(viewer, 'employees:read')
	};
};

/** Where a list goes on, from `<name>At` and `<name>Id`. */
function cursor(query: URLSearchParams, name: string) {
	const [at, id] = [new Date(query.get(`${name}At`) ?? ''), query.get(`${name}Id`) ?? ''];
	return isUuid(id) && !Number.isNaN(at.getTime()) ? { at, id } : undefined;
}

const outcomeSchema = z.object({
	action: z.uuid(),
	outcome: z.enum(outcomes).or(z.literal('').transform(() => null)),
	note: z.string().trim().max(2000)
});

export const actions: Actions = {
	prepare: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'coaching:write');
		const data = await request.formData();
		const period = parsePeriod(String(data.get('period')));
		if (!period) return fail(422, { problem: m.validation_wrong() });
		const input = { employeeId: params.id, period };
		redirect(303, `/coaching/${await startReport(db, viewer, input)}`);
	},
	outcome: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'coaching:write');
		const input = outcomeSchema.safeParse(Object.fromEntries(await request.formData()));
		if (!input.success) return fail(422, { problem: m.validation_wrong() });
		const { action, ...outcome } = input.data;
		await setActionOutcome(db, viewer, action, outcome);
	}
};
