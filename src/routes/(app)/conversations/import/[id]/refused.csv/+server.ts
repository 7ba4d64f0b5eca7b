import { Readable } from 'node:stream';
import { getLocale } from '#lib/paraglide/runtime.js';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { getImport, problemsAsCsv } from '#lib/server/conversations/imports.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	requirePermission(locals, 'conversations:import');
	const { id } = await getImport(db, params.id);
	const lines = problemsAsCsv(db, id, getLocale());
	const body = Readable.toWeb(Readable.from(lines, { objectMode: false }));
	return new Response(body as ReadableStream, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="refused-${id}.csv"`
		}
	});
};
