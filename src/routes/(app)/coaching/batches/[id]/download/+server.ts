import { Readable } from 'node:stream';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { openBatchZip } from '#lib/server/coaching/batch-zip.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'coaching:write');
	const { body, fileName } = await openBatchZip(db, viewer, params.id);
	return new Response(Readable.toWeb(body) as ReadableStream, {
		headers: {
			'content-type': 'application/zip',
			'content-disposition': `attachment; filename="${fileName}"`
		}
	});
};
