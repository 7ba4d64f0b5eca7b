import { fail, isHttpError } from '@sveltejs/kit';
import { validate } from 'uuid';
import { m } from '#lib/paraglide/messages.js';
import { db, recordingDesk, settings } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { assignFromFile } from '#lib/server/visits/assignment-file.ts';
import { addBriefingPhoto, removeBriefingPhoto } from '#lib/server/visits/briefing-photos.ts';
import { getBriefing } from '#lib/server/visits/briefing.ts';
import { listCoverage } from '#lib/server/visits/planning.ts';
import { archiveProgramme, getProgramme, restoreProgramme } from '#lib/server/visits/programmes.ts';
import { remindShoppers } from '#lib/server/visits/reminders.ts';
import { pageOfVisits } from '#lib/server/visits/visits.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const viewer = requirePermission(locals, 'programmes:manage');
	const { id, name, brand, startsOn, endsOn, archivedAt, ...form } = await getProgramme(
		db,
		params.id
	);
	const last = url.searchParams.get('after');
	const after = last && validate(last) ? last : undefined;
	const [coverage, { rows: visits, next }, briefing] = await Promise.all([
		listCoverage(db, id),
		pageOfVisits(db, viewer, { programmeId: id, after }),
		getBriefing(db, id)
	]);
	const { scorecardId, scorecardName, scorecardNumber, previousId } = form;
	return {
		title: name,
		programme: {
			...{ id, brand, startsOn, endsOn, previousId },
			...{ scorecardId, scorecardName, scorecardNumber }
		},
		isArchived: archivedAt !== null,
		coverage,
		visits,
		next,
		briefing
	};
};

const mostBytes = 2_000_000;

export const actions: Actions = {
	assign: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'programmes:manage');
		const file = (await request.formData()).get('file');
		if (!(file instanceof File) || !file.size || file.size > mostBytes)
			return fail(422, { problem: m.people_import_file_missing() });
		return { assigned: await assignFromFile(db, viewer, params.id, file.stream()) };
	},
	addPhoto: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'programmes:manage');
		const form = await request.formData();
		const file = form.get('photo');
		const caption = String(form.get('caption') ?? '').trim();
		if (!(file instanceof File) || !file.size)
			return fail(422, { photoProblem: m.briefing_photo_missing() });
		const files = await recordingDesk.files();
		try {
			await addBriefingPhoto(db, files, viewer, params.id, { body: file.stream(), caption });
		} catch (error) {
			if (!isHttpError(error, 422)) throw error;
			return fail(422, { photoProblem: error.body.message });
		}
	},
	removePhoto: async ({ locals, params, request }) => {
		const viewer = requirePermission(locals, 'programmes:manage');
		const id = String((await request.formData()).get('photoId'));
		await removeBriefingPhoto(db, await recordingDesk.files(), viewer, params.id, id);
	},
	remind: async ({ locals }) => {
		requirePermission(locals, 'programmes:manage');
		return { reminded: await remindShoppers(db, settings) };
	},
	archive: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'programmes:manage');
		await archiveProgramme(db, viewer, params.id);
	},
	restore: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'programmes:manage');
		await restoreProgramme(db, viewer, params.id);
	}
};
