import { Readable } from 'node:stream';
import { json } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { db, settings } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { bytesOf } from '#lib/server/body-limit.ts';
import { invalid, notFound } from '#lib/server/errors.ts';
import { uploadImport } from '#lib/server/conversations/import-job.ts';
import { cancelImport } from '#lib/server/conversations/importing.ts';
import { readImportRequest } from '../request.ts';
import { formatBytes } from '#lib/bytes.ts';
import type { RequestHandler } from './$types';

const id = z.uuidv7();

/** The body is the file as it is; when it is here it waits for its job. The sender makes the id. */
export const PUT: RequestHandler = async ({ locals, params, request, url }) => {
	const viewer = requirePermission(locals, 'conversations:import');
	if (!id.safeParse(params.id).success) throw notFound();
	const { format, fileName, options } = readImportRequest(url);
	if (!format) throw invalid(m.import_format_unknown());
	if (Number(request.headers.get('content-length')) > settings.importMaxBytes)
		throw invalid(m.import_too_big({ size: formatBytes(settings.importMaxBytes) }));
	const stream = bytesOf(request) ?? Readable.from([]);
	await uploadImport(db, settings, viewer, { id: params.id, fileName, format, options, stream });
	return json({ id: params.id }, { status: 202 });
};

/** Stops it in whatever process it runs; what is in stays. */
export const DELETE: RequestHandler = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'conversations:import');
	await cancelImport(db, viewer, params.id);
	return new Response(null, { status: 204 });
};
