import { expect, vi } from 'vitest';
import { addUser } from '../../../../tests/setup/factories.ts';
import { test } from '../../../../tests/setup/test.ts';
import { createUserToken } from '../auth/accounts.ts';
import { startSession } from '../auth/sessions.ts';
import type { Db } from '../db/database.ts';
import { rateLimits, sessions, userTokens } from '../db/schema/index.ts';
import { cleanUp, keepClean } from './clean-up.ts';

const settings = { sessionIdleDays: 14, sessionMaxDays: 90 };
const client = { address: '192.0.2.1', userAgent: 'Firefox' };
const yesterday = new Date(Date.now() - 86_400_000);

/** A session, a link and a counted try that are over, and one of each that is not. */
async function house(db: Db) {
	const { id } = await addUser(db);
	await startSession(db, settings, id, client);
	await createUserToken(db, id, 'reset');
	await db.insert(rateLimits).values({ key: 'old', points: 3, expire: yesterday.getTime() });
	await db.update(sessions).set({ expiresAt: yesterday });
	await db.update(userTokens).set({ expiresAt: yesterday });
	await startSession(db, settings, id, client);
	await createUserToken(db, (await addUser(db)).id, 'reset');
	await db.insert(rateLimits).values({ key: 'new', points: 1, expire: Date.now() + 60_000 });
}

const counts = async (db: Db) => [
	await db.$count(sessions),
	await db.$count(userTokens),
	await db.$count(rateLimits)
];

test('what is over goes, what still holds stays', async ({ db }) => {
	await house(db);
	expect(await cleanUp(db, settings)).toEqual({ sessions: 1, links: 1, tries: 1 });
	expect(await counts(db)).toEqual([1, 1, 1]);
});

test('it cleans up at the start and again after each day, until it is ended', async ({ db }) => {
	const log = { info: vi.fn(), error: vi.fn() };
	const end = keepClean(db, settings, log, 20);
	await vi.waitFor(() => expect(log.info.mock.calls.length).toBeGreaterThan(2));
	await end();
	const after = log.info.mock.calls.length;
	await new Promise((resolve) => setTimeout(resolve, 80));
	expect(log.info).toHaveBeenCalledTimes(after);
	expect(log.error).not.toHaveBeenCalled();
});
