import { fail } from '@sveltejs/kit';
import { z } from 'zod';
import { problemText } from '#lib/import-problem.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { employeeColumns, readEmployees } from '#lib/server/people/employee-file.ts';
import { importEmployees } from '#lib/server/people/employee-import.ts';
import type { Viewer } from '#lib/permissions.ts';
import type { Actions, PageServerLoad } from './$types';

const maxBytes = 2_000_000;

export const load: PageServerLoad = ({ locals }) => {
	requirePermission(locals, 'people:manage');
	return { title: m.people_import_title(), columns: employeeColumns.join(', ') };
};

export const actions: Actions = {
	preview: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'people:manage');
		const file = (await request.formData()).get('file');
		if (!(file instanceof File) || !file.size || file.size > maxBytes)
			return fail(422, { problem: m.people_import_file_missing() });
		const bytes = new Uint8Array(await file.arrayBuffer());
		const preview = await bring(viewer, bytes, { dryRun: true });
		return { preview, fileName: file.name, content: Buffer.from(bytes).toString('base64') };
	},
	import: async ({ locals, request }) => {
		const viewer = requirePermission(locals, 'people:manage');
		const content = z
			.base64()
			.max(maxBytes * 2)
			.safeParse((await request.formData()).get('content'));
		if (!content.success) return fail(422, { problem: m.people_import_file_missing() });
		return {
			imported: await bring(viewer, Buffer.from(content.data, 'base64'), { dryRun: false })
		};
	}
};

async function bring(viewer: Viewer, bytes: Uint8Array, options: { dryRun: boolean }) {
	const read = await readEmployees(new Blob([bytes as Uint8Array<ArrayBuffer>]).stream());
	const plan = await importEmployees(db, viewer, read.rows, options);
	const problems = [...read.problems, ...plan.problems].sort((a, b) => a.line - b.line);
	return {
		added: plan.added.length,
		changed: plan.changed.length,
		unchanged: plan.unchanged,
		refused: problems.length,
		newTeams: plan.newTeams,
		newLocations: plan.newLocations,
		examples: [...plan.added, ...plan.changed.map(({ after }) => after)].slice(0, 10),
		problems: problems.slice(0, 500).map(({ line, problem, excerpt }) => {
			return { line, excerpt, reason: problemText(problem, getLocale()) };
		})
	};
}
