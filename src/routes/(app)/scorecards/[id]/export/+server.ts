import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { exportScorecard } from '#lib/server/scorecards/exchange.ts';
import type { RequestHandler } from './$types';

/** The scorecard as a file; `?version=2` for another than the newest. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	const viewer = requirePermission(locals, 'scorecards:read');
	const wanted = url.searchParams.get('version');
	const number = wanted === null ? undefined : Number(wanted);
	const { fileName, text } = await exportScorecard(db, viewer, params.id, number);
	const name = encodeURIComponent(fileName).replace(/['()*]/g, escape);
	return new Response(text, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="scorecard.json"; filename*=UTF-8''${name}`
		}
	});
};

/** What encodeURIComponent leaves and RFC 5987 does not. */
const escape = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
