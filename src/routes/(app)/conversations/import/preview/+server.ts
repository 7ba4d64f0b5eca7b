import { json } from '@sveltejs/kit';
import { problemText, type Problem } from '#lib/import-problem.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { previewLimit } from '#lib/server/body-limit.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { previewImport } from '#lib/server/conversations/preview.ts';
import { readImportRequest } from '../request.ts';
import type { RequestHandler } from './$types';

/** The page sends no more than this of a file; of most formats much less. */
const mostBytes = previewLimit;

export const POST: RequestHandler = async ({ locals, request, url }) => {
	requirePermission(locals, 'conversations:import');
	const asked = readImportRequest(url);
	const body = Buffer.from(await request.arrayBuffer());
	const preview = await previewImport({
		...asked,
		start: body.subarray(0, mostBytes),
		isWhole: url.searchParams.has('whole') && body.length <= mostBytes
	});
	const { csv, whatsApp, problems, ...rest } = preview;
	return json({
		...rest,
		csv: csv && { ...csv, problem: inWords(csv.problem) },
		whatsApp: whatsApp && { ...whatsApp, problem: inWords(whatsApp.problem) },
		problems: problems.map(({ line, problem, excerpt }) => {
			return { line, reason: inWords(problem), excerpt };
		})
	});
};

const inWords = (problem?: Problem) => (problem ? problemText(problem, getLocale()) : null);
