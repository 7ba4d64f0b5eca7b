import { m } from '#lib/paraglide/messages.js';
import { db, settings } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { listCallers } from '#lib/server/recordings/recordings.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const viewer = requirePermission(locals, 'conversations:import');
	return {
		title: m.recordings_title(),
		employees: await listCallers(db, viewer),
		maxBytes: settings.recordingMaxBytes
	};
};
