import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { outcomes } from '#lib/coaching-report.ts';
import { locales } from '#lib/locales.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { periodFromTo, periodLabel } from '#lib/periods.ts';
import { wordsOf } from '#lib/report-words.ts';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { getDrafting } from '#lib/server/coaching/draft-texts.ts';
import { acknowledgeReport, issueReport, supersedeReport } from '#lib/server/coaching/issue.ts';
import { readLastPlan, setActionOutcome } from '#lib/server/coaching/plan.ts';
import {
	discardReport,
	getChoices,
	getReport,
	refillReport,
	type Report
} from '#lib/server/coaching/reports.ts';
import type { Viewer } from '#lib/permissions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'reports:read');
	const report = await getReport(db, viewer, params.id);
	const { content, privateNote, ...facts } = report;
	const period = periodFromTo(report.periodFrom, report.periodTo)!;
	const label = periodLabel(period, getLocale());
	const isDraft = report.issuedAt === null;
	return {
		title: `${report.employeeName} · ${label}`,
		report: { ...facts, periodKey: period.key },
		draft: isDraft
			? { words: wordsOf(content), privateNote, ...(await choicesFor(viewer, report)) }
			: null
	};
};

async function choicesFor(viewer: Viewer, report: Report) {
	const [choices, lastPlan, drafting] = await Promise.all([
		getChoices(db, viewer, report),
		readLastPlan(db, report.employeeId, report.id),
		getDrafting(db, report)
	]);
	return { ...choices, lastPlan, drafting };
}

const version = z.coerce.number().int().min(1);
const schemas = {
	refill: z.object({ version, locale: z.enum(locales) }),
	issue: z.object({ version }),
	acknowledge: z.object({
		agreed: z.enum(['yes', 'no']).transform((answer) => answer === 'yes'),
		comment: z.string().trim().max(30_000)
	}),
	outcome: z.object({
		action: z.uuid(),
		outcome: z.enum(outcomes).or(z.literal('').transform(() => null)),
		note: z.string().trim().max(2000)
	})
};

async function read<T extends z.ZodType>(request: Request, schema: T) {
	const input = schema.safeParse(Object.fromEntries(await request.formData()));
	return input.success ? input.data : null;
}
const wrong = () => fail(422, { problem: m.validation_wrong() });

export const actions: Actions = {
	refill: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'coaching:write');
		const input = await read(request, schemas.refill);
		if (!input) return wrong();
		await refillReport(db, viewer, params.id, input);
	},
	issue: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'coaching:write');
		const input = await read(request, schemas.issue);
		if (!input) return wrong();
		await issueReport(db, viewer, params.id, input);
	},
	supersede: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'coaching:write');
		redirect(303, `/coaching/${await supersedeReport(db, viewer, params.id)}`);
	},
	discard: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'coaching:write');
		await discardReport(db, viewer, params.id);
		redirect(303, '/coaching');
	},
	acknowledge: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'reports:read');
		const input = await read(request, schemas.acknowledge);
		if (!input) return fail(422, { problem: m.coaching_answer_missing() });
		await acknowledgeReport(db, viewer, params.id, input);
	},
	outcome: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'coaching:write');
		const input = await read(request, schemas.outcome);
		if (!input) return wrong();
		const { action, ...outcome } = input;
		await setActionOutcome(db, viewer, action, outcome);
	}
};
