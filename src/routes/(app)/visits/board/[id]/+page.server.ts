import { redirect } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { invalid, notFound } from '#lib/server/errors.ts';
import { listBoard, takeVisit } from '#lib/server/visits/assignment.ts';
import { getReadiness, signDeclaration, takeQuiz } from '#lib/server/visits/qualification.ts';
import { getBriefing } from '#lib/server/visits/briefing.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'visits:file');
	const entry = await findOnBoard(viewer, params.id);
	const [readiness, briefing] = await Promise.all([
		getReadiness(db, viewer, entry.programmeId),
		getBriefing(db, entry.programmeId)
	]);
	return { title: entry.locationName, entry, readiness, briefing };
};

async function findOnBoard(viewer: Parameters<typeof listBoard>[1], id: string) {
	const entry = (await listBoard(db, viewer)).find((visit) => visit.id === id);
	if (!entry) throw notFound();
	return entry;
}

export const actions: Actions = {
	take: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'visits:file');
		await takeVisit(db, viewer, params.id);
		redirect(303, `/visits/${params.id}`);
	},
	quiz: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'visits:file');
		const { programmeId } = await findOnBoard(viewer, params.id);
		const form = await request.formData();
		const answers = [...form.keys()].map((name) => Number(form.get(name)));
		return { quiz: await takeQuiz(db, viewer, programmeId, answers) };
	},
	sign: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'visits:file');
		const { programmeId } = await findOnBoard(viewer, params.id);
		const name = (await request.formData()).get('name');
		if (typeof name !== 'string' || name.length > 200) throw invalid(m.validation_wrong());
		await signDeclaration(db, viewer, programmeId, name);
	}
};
