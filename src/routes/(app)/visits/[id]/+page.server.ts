import { redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { can, type Permission, type Viewer } from '#lib/permissions.ts';
import { db, settings } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { invalid } from '#lib/server/errors.ts';
import {
	acceptVisit,
	assignVisit,
	cancelVisit,
	declineVisit
} from '#lib/server/visits/assignment.ts';
import { getBriefing } from '#lib/server/visits/briefing.ts';
import {
	approveVisit,
	correctText,
	excludeVisit,
	getCheck,
	releaseVisit,
	returnVisit,
	startCheck
} from '#lib/server/visits/checking.ts';
import { closeFlag } from '#lib/server/visits/flags/flags.ts';
import { listKept } from '#lib/server/visits/kept.ts';
import { mapSource } from '#lib/server/visits/map-tile.ts';
import { getReadiness, signDeclaration, takeQuiz } from '#lib/server/visits/qualification.ts';
import { listShoppers } from '#lib/server/visits/shoppers.ts';
import { getVisit, listVisitEvents } from '#lib/server/visits/visits.ts';
import { flagVerdicts } from '#lib/visit-flags.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'visits:read');
	const visit = await getVisit(db, viewer, params.id);
	const isShopper = can(viewer, 'visits:file');
	const mayManage = can(viewer, 'programmes:manage');
	const [events, briefing, readiness, check, kept, shoppers] = await Promise.all([
		listVisitEvents(db, viewer, params.id),
		getBriefing(db, visit.programmeId),
		isShopper ? getReadiness(db, viewer, visit.programmeId) : null,
		!isShopper && visit.filingId ? getCheck(db, viewer, params.id) : null,
		!isShopper && !visit.filingId ? listKept(db, params.id, null) : [],
		mayManage ? listShoppers(db, viewer) : []
	]);
	return {
		title: visit.locationName,
		visit,
		events,
		briefing,
		readiness,
		check,
		kept,
		mapSource: mapSource(settings.mapTilesUrl),
		mayWrite: isShopper && ['taken', 'in_progress', 'returned'].includes(visit.state),
		shoppers: shoppers.map(({ id, code, name }) => ({ id, code, name })),
		mayManage
	};
};

const text = z.string().trim().max(5000);
const reason = z.object({ reason: text });
const flagWord = z.object({ flagId: z.uuid(), verdict: z.enum(flagVerdicts), word: text });
const approval = z.object({
	employeeId: z.union([z.literal('').transform(() => null), z.uuid()]),
	shopperRating: z.coerce.number().int().min(1).max(5),
	comment: text
});

/** An action for this permission with the fields that it needs. */
const act =
	<T extends z.ZodType>(
		permission: Permission,
		schema: T,
		task: (viewer: Viewer, id: string, input: z.output<T>) => Promise<unknown>
	) =>
	async ({ locals, params, request }: RequestEvent) => {
		const viewer = requirePermission(locals, permission);
		const form = schema.safeParse(Object.fromEntries(await request.formData()));
		if (!form.success) throw invalid(m.validation_wrong());
		await task(viewer, params.id!, form.data);
	};
const nothing = z.object({});

export const actions: Actions = {
	accept: act('visits:file', nothing, (viewer, id) => acceptVisit(db, viewer, id)),
	decline: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'visits:file');
		const form = reason.safeParse(Object.fromEntries(await request.formData()));
		if (!form.success) throw invalid(m.validation_wrong());
		await declineVisit(db, viewer, params.id, form.data.reason);
		redirect(303, '/visits');
	},
	quiz: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'visits:file');
		const { programmeId } = await getVisit(db, viewer, params.id);
		const form = await request.formData();
		const answers = [...form.keys()].map((name) => Number(form.get(name)));
		return { quiz: await takeQuiz(db, viewer, programmeId, answers) };
	},
	sign: act('visits:file', z.object({ name: text }), async (viewer, id, { name }) => {
		const { programmeId } = await getVisit(db, viewer, id);
		await signDeclaration(db, viewer, programmeId, name);
	}),
	assign: act(
		'programmes:manage',
		z.object({ shopperId: z.union([z.literal(''), z.uuid()]), reason: text }),
		(viewer, id, { shopperId, reason }) => assignVisit(db, viewer, id, shopperId || null, reason)
	),
	cancel: act('programmes:manage', reason, (viewer, id, { reason }) =>
		cancelVisit(db, viewer, id, reason)
	),
	check: act('visits:check', nothing, (viewer, id) => startCheck(db, viewer, id)),
	correct: act('visits:check', z.object({ key: text, text }), (viewer, id, { key, text }) =>
		correctText(db, viewer, id, key, text)
	),
	flag: act('visits:check', flagWord, (viewer, id, { flagId, ...input }) =>
		closeFlag(db, viewer, id, flagId, input)
	),
	return: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'visits:check');
		const { hours, ...fields } = Object.fromEntries(await request.formData());
		const comments = Object.entries(fields).flatMap(([name, value]) =>
			name.startsWith('on.') && typeof value === 'string' && value.trim()
				? [{ key: name.slice(3), text: value.trim().slice(0, 5000) }]
				: []
		);
		const clock = z.coerce.number().int().min(1).max(1000).safeParse(hours);
		if (!clock.success) throw invalid(m.validation_wrong());
		await returnVisit(db, viewer, params.id, { comments, hours: clock.data });
	},
	approve: act('visits:check', approval, (viewer, id, input) =>
		approveVisit(db, viewer, id, input)
	),
	exclude: act('visits:check', reason, (viewer, id, { reason }) =>
		excludeVisit(db, viewer, id, reason)
	),
	release: act('visits:check', nothing, (viewer, id) => releaseVisit(db, viewer, id))
};
