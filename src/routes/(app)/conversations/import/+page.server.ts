import { m } from '#lib/paraglide/messages.js';
import { db, settings } from '#lib/server/app.ts';
import { previewLimit } from '#lib/server/body-limit.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { listImports } from '#lib/server/conversations/imports.ts';
import { importChoices } from '#lib/server/conversations/preview.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	requirePermission(locals, 'conversations:import');
	return {
		title: m.import_title(),
		choices: importChoices,
		maxBytes: settings.importMaxBytes,
		previewLimit,
		imports: await listImports(db)
	};
};
