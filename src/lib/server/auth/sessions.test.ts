import { eq } from 'drizzle-orm';
import { addUser } from '../../../../tests/setup/factories.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { auditEvents, sessions, users } from '../db/schema/index.ts';
import { changePassword, choosePassword, createUserToken } from './accounts.ts';
import { hashPassword } from './passwords.ts';
import {
	endOtherSessions,
	endSession,
	findViewer,
	forgetOldSessions,
	listSessions,
	startSession
} from './sessions.ts';
import { digest } from './tokens.ts';

const settings = { sessionIdleDays: 14, sessionMaxDays: 90 };
const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day);
const start = (db: Db, viewer: Viewer, userAgent = 'Firefox') =>
	startSession(db, settings, viewer.id, { address: '192.0.2.1', userAgent });
const find = (db: Db, token: string) => findViewer(db, settings, token, '192.0.2.9');

test('a session knows its user; the table holds only the digest of a token of 256 bits', async ({
	db
}) => {
	const anna = await addUser(db, { role: 'lead', locale: 'lv' });
	const token = await start(db, anna);
	expect(token).toMatch(/^[a-z2-7]{52}$/);
	expect(await find(db, token)).toEqual({
		viewer: { ...anna, address: '192.0.2.9' },
		sessionId: digest(token)
	});
	const [row] = await db.select().from(sessions);
	expect(row.id).toBe(digest(token));
	expect(JSON.stringify(row)).not.toContain(token);
	expect(await find(db, digest(token))).toBeNull();
	expect(await find(db, '')).toBeNull();
});

test('a session ends after fourteen days without a visit', async ({ db }) => {
	const token = await start(db, await addUser(db));
	await db.update(sessions).set({ createdAt: ago(15), expiresAt: ago(1) });
	expect(await find(db, token)).toBeNull();
	expect(await db.$count(sessions)).toBe(0);
});

test('a visit in the second half of that time makes it last again', async ({ db }) => {
	const token = await start(db, await addUser(db));
	await db.update(sessions).set({ createdAt: ago(10), expiresAt: ago(-4) });
	expect(await find(db, token)).not.toBeNull();
	const [{ expiresAt }] = await db.select().from(sessions);
	expect(expiresAt.getTime()).toBeGreaterThan(ago(-13).getTime());
});

test('after ninety days it ends however much it was used', async ({ db }) => {
	const anna = await addUser(db);
	const token = await start(db, anna);
	await db.update(sessions).set({ createdAt: ago(89.9) });
	expect(await find(db, token)).not.toBeNull();
	await db.update(sessions).set({ createdAt: ago(90.1) });
	expect(await find(db, token)).toBeNull();
	expect(await listSessions(db, settings, anna)).toEqual([]);
});

test('a deactivated user is nobody at once', async ({ db }) => {
	const anna = await addUser(db);
	const token = await start(db, anna);
	await db.update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, anna.id));
	expect(await find(db, token)).toBeNull();
});

test('changing the password ends every other session', async ({ db }) => {
	const anna = await addUser(db, { passwordHash: await hashPassword('the old sentence') });
	const [here, phone] = [await start(db, anna), await start(db, anna, 'phone')];
	const input = { current: 'the old sentence', password: 'the new sentence' };
	expect(await changePassword(db, anna, { ...input, sessionId: digest(here) })).toBe(true);
	expect(await find(db, here)).not.toBeNull();
	expect(await find(db, phone)).toBeNull();
});

test('the wrong current password changes nothing', async ({ db }) => {
	const anna = await addUser(db, { passwordHash: await hashPassword('the old sentence') });
	const phone = await start(db, anna);
	const input = { current: 'a guess', password: 'the new sentence', sessionId: '' };
	expect(await changePassword(db, anna, input)).toBe(false);
	expect(await find(db, phone)).not.toBeNull();
});

test('a password chosen by link ends every session', async ({ db }) => {
	const anna = await addUser(db);
	const token = await start(db, anna);
	const link = await createUserToken(db, anna.id, 'reset');
	await choosePassword(db, link, 'the new sentence', '192.0.2.1');
	expect(await find(db, token)).toBeNull();
});

test('people see and end their own sessions, not those of others', async ({ db }) => {
	const [anna, boris] = [await addUser(db), await addUser(db)];
	const [here, phone] = [await start(db, anna, 'laptop'), await start(db, anna, 'phone')];
	const his = await start(db, boris);
	expect((await listSessions(db, settings, anna)).map(({ userAgent }) => userAgent)).toEqual([
		'phone',
		'laptop'
	]);
	await endSession(db, anna, digest(phone));
	expect(await find(db, phone)).toBeNull();
	await expect(endSession(db, anna, digest(his))).rejects.toMatchObject({ status: 404 });
	await endOtherSessions(db, anna, digest(here));
	expect(await find(db, here)).not.toBeNull();
	expect(await find(db, his)).not.toBeNull();
	const events = await db.select({ action: auditEvents.action }).from(auditEvents);
	expect(events.map(({ action }) => action)).toEqual(['session.ended', 'session.others_ended']);
});

test('old sessions are forgotten, open ones stay', async ({ db }) => {
	const anna = await addUser(db);
	const idle = await start(db, anna);
	await db.update(sessions).set({ expiresAt: ago(1) });
	await start(db, anna);
	await forgetOldSessions(db, settings);
	const rows = await db.select({ id: sessions.id }).from(sessions);
	expect(rows).toHaveLength(1);
	expect(rows[0].id).not.toBe(digest(idle));
});
