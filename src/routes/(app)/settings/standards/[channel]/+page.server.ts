import { fail, redirect } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { zod4 } from 'sveltekit-superforms/adapters';
import { z } from 'zod';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { notFound } from '#lib/server/errors.ts';
import { editServiceStandard, listServiceStandards } from '#lib/server/house/standards.ts';
import { channels } from '#lib/scorecard.ts';
import { optionalLine } from '#lib/text.ts';
import type { Actions, PageServerLoad } from './$types';
import { channelNames } from '#lib/channel-names.ts';
import { joinLength, splitLength } from './lengths.ts';

const count = z.number().int().min(1).max(100_000).nullable();
const unit = z.enum(['seconds', 'minutes', 'hours']);
const note = optionalLine(500).default('');
const schema = z
	.object({
		first: count,
		firstUnit: unit,
		leave: count,
		leaveUnit: unit,
		en: note,
		ru: note,
		lv: note,
		ro: note
	})
	.refine(({ first, firstUnit }) => (joinLength(first, firstUnit) ?? 0) <= longest, {
		path: ['first']
	})
	.refine(({ leave, leaveUnit }) => (joinLength(leave, leaveUnit) ?? 0) <= longest, {
		path: ['leave']
	});
const longest = 30 * 86_400;

export const load: PageServerLoad = async ({ locals, params }) => {
	requirePermission(locals, 'settings:manage');
	const standards = await listServiceStandards(db);
	const standard = standards.find(({ channel }) => channel === params.channel);
	if (!standard) throw notFound();
	const first = splitLength(standard.firstAnswerSeconds);
	const leave = splitLength(standard.abandonSeconds);
	const values = {
		...{ first: first.count, firstUnit: first.unit, leave: leave.count, leaveUnit: leave.unit },
		...standard.note
	};
	return {
		title: channelNames[standard.channel](),
		form: await superValidate(values, zod4(schema))
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'settings:manage');
		const channel = channels.find((one) => one === params.channel);
		if (!channel) throw notFound();
		const form = await superValidate(request, zod4(schema));
		if (!form.valid) return fail(422, { form });
		const { first, firstUnit, leave, leaveUnit, ...notes } = form.data;
		const note = Object.fromEntries(Object.entries(notes).filter(([, text]) => text));
		await editServiceStandard(db, viewer, channel, {
			firstAnswerSeconds: joinLength(first, firstUnit),
			abandonSeconds: joinLength(leave, leaveUnit),
			note
		});
		redirect(303, '/settings/standards');
	}
};
