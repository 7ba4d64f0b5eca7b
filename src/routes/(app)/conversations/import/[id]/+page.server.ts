import { problemText } from '#lib/import-problem.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { mostProblems } from '#lib/server/conversations/import-run.ts';
import { cancelImport } from '#lib/server/conversations/importing.ts';
import { getImport, listImportProblems, progressOf } from '#lib/server/conversations/imports.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	requirePermission(locals, 'conversations:import');
	const found = await getImport(db, params.id);
	const problems = await listImportProblems(db, found.id);
	return {
		title: found.fileName,
		import: found,
		progress: progressOf(found),
		mostProblems,
		problems: problems.map(({ id, line, problem, excerpt }) => {
			return { id, line, reason: problemText(problem, getLocale()), excerpt };
		})
	};
};

export const actions: Actions = {
	cancel: async ({ locals, params }) => {
		const viewer = requirePermission(locals, 'conversations:import');
		await cancelImport(db, viewer, params.id);
	}
};
