import { lt } from 'drizzle-orm';
import { forgetOldLinks } from '../auth/accounts.ts';
import { forgetOldSessions, type SessionSettings } from '../auth/sessions.ts';
import type { Db } from '../db/database.ts';
import { rateLimits } from '../db/schema/index.ts';

const day = 86_400_000;

/** Removes what is over and opens or limits nothing any more: sessions, links, counted tries. Says how many. */
export async function cleanUp(db: Db, settings: SessionSettings) {
	const [sessions, links, tries] = await Promise.all([
		forgetOldSessions(db, settings),
		forgetOldLinks(db),
		db.delete(rateLimits).where(lt(rateLimits.expire, Date.now()))
	]);
	return { sessions: sessions.rowCount, links: links.rowCount, tries: tries.rowCount };
}

type Log = {
	info: (fields: object, text: string) => void;
	error: (fields: object, text: string) => void;
};

/** Cleans up now and once a day; the returned function ends it. */
export function keepClean(db: Db, settings: SessionSettings, log: Log, every = day) {
	const run = () =>
		cleanUp(db, settings).then(
			(removed) => log.info({ removed }, 'cleaned up'),
			(error: unknown) => log.error({ err: error }, 'the clean-up failed; tomorrow again')
		);
	let running = run();
	const timer = setInterval(() => (running = running.then(run)), every);
	timer.unref();
	return () => {
		clearInterval(timer);
		return running;
	};
}
