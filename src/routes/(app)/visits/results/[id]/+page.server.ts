import { z } from 'zod';
import { appealGrounds } from '#lib/appeal.ts';
import { m } from '#lib/paraglide/messages.js';
import { can } from '#lib/permissions.ts';
import { db, settings } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { invalid } from '#lib/server/errors.ts';
import { decideAppeal, listAppeals, raiseAppeal } from '#lib/server/visits/appeals.ts';
import { listStaff } from '#lib/server/visits/checking.ts';
import { getResult } from '#lib/server/visits/results.ts';
import { listResultPhotos } from '#lib/server/visits/results-photos.ts';
import { getLevels } from '#lib/server/visits/results-levels.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'visits:results');
	const [result, { appeals, closesAt, isOpen, editorId }, photos] = await Promise.all([
		getResult(db, viewer, params.id, viewer.locale),
		listAppeals(db, viewer, params.id),
		listResultPhotos(db, viewer, params.id)
	]);
	const waiting = appeals.find(({ decidedAt }) => !decidedAt);
	const mayDecide =
		can(viewer, 'visits:check') &&
		waiting !== undefined &&
		viewer.id !== editorId &&
		viewer.id !== waiting.raisedById;
	return {
		title: `${result.location} #${result.number}`,
		result,
		photos: photos.map(({ id, name }) => ({ id, name })),
		closesAt,
		may: {
			appeal: can(viewer, 'visits:appeal') && isOpen && !waiting,
			decide: mayDecide,
			check: can(viewer, 'visits:check')
		},
		isEditor: viewer.id === editorId,
		decision: mayDecide ? await getLevels(db, params.id, viewer.locale) : null,
		staff: mayDecide && result.staffRule !== 'hidden' ? await listStaff(db, params.id) : []
	};
};

const text = z.string().trim().max(5000);
const appeal = z.object({ ground: z.enum(appealGrounds), reason: text, evidence: text });
const decision = z.object({
	outcome: z.enum(['accepted', 'rejected']),
	text,
	employeeId: z.union([
		z.literal('same').transform(() => undefined),
		z.literal('').transform(() => null),
		z.uuid()
	])
});

export const actions: Actions = {
	appeal: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'visits:appeal');
		const form = appeal.safeParse(Object.fromEntries(await request.formData()));
		if (!form.success) throw invalid(m.validation_wrong());
		await raiseAppeal(db, viewer, params.id, form.data, settings.origin);
	},
	decide: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'visits:check');
		const fields = Object.fromEntries(await request.formData());
		const form = decision.safeParse({ employeeId: 'same', ...fields });
		if (!form.success) throw invalid(m.validation_wrong());
		const levels = Object.fromEntries(
			Object.entries(fields).flatMap(([name, value]) =>
				name.startsWith('level.') && value !== ''
					? [[name.slice('level.'.length), z.coerce.number().int().parse(value)]]
					: []
			)
		);
		await decideAppeal(db, viewer, params.id, { ...form.data, levels }, settings.origin);
	}
};
