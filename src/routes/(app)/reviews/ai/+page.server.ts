import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { getAiSettings } from '#lib/server/ai/ai-settings.ts';
import { listBatches, startBatch } from '#lib/server/ai/batches.ts';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { dayOf } from '#lib/time-zone.ts';
import type { Actions, PageServerLoad } from './$types';

const dayMs = 86_400_000;
const asDay = (time: number) => new Date(time).toISOString().slice(0, 10);

/** Monday to Sunday of the week before, by the calendar of the house. */
function lastWeek() {
	const today = new Date(dayOf(new Date()));
	const monday = today.getTime() - ((today.getUTCDay() + 6) % 7) * dayMs;
	return { from: asDay(monday - 7 * dayMs), to: asDay(monday - dayMs) };
}

export const load: PageServerLoad = async ({ locals }) => {
	const viewer = requirePermission(locals, 'reviews:score');
	const [batches, { isOn, currency }] = await Promise.all([
		listBatches(db, viewer),
		getAiSettings(db)
	]);
	return { title: m.ai_batches(), batches, isOn, currency, days: lastWeek() };
};

const schema = z
	.object({ from: z.iso.date(), to: z.iso.date() })
	.refine(({ from, to }) => from <= to && from >= '1900');

export const actions: Actions = {
	start: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'reviews:score');
		const days = schema.safeParse(Object.fromEntries(await request.formData()));
		if (!days.success) return fail(422, { problem: m.validation_wrong() });
		redirect(303, `/reviews/ai/${await startBatch(db, viewer, days.data)}`);
	}
};
