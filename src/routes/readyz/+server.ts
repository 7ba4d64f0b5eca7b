import { isReachable } from '#lib/server/db/database.ts';
import { db } from '#lib/server/app.ts';

/** The database answers as well. */
export const GET = async () =>
	(await isReachable(db))
		? new Response('ready\n')
		: new Response('the database does not answer\n', { status: 503 });
