import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { addEmployee, addUser } from '../../../../tests/setup/factories.ts';
import { temporaryFolder } from '../../../../tests/setup/folders.ts';
import { workOff } from '../../../../tests/setup/jobs.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import { users, userTokens } from '../db/schema/index.ts';
import {
	choosePassword,
	createFirstAdmin,
	createUserToken,
	findTokenUser,
	forgetOldLinks,
	hasUsers
} from './accounts.ts';
import { createApiToken, findTokenViewer, listApiTokens, revokeApiToken } from './api-tokens.ts';
import { mailInvitation, mailResetLink } from './links.ts';
import { digest } from './tokens.ts';

const address = '192.0.2.1';
const hour = 3_600_000;
const admin = {
	name: 'Ada',
	email: 'ada@example.com',
	password: 'a long sentence',
	locale: 'lv' as const,
	address
};

test('the first administrator is made once, also when two try at the same time', async ({ db }) => {
	expect(await hasUsers(db)).toBe(false);
	const other = { ...admin, email: 'other@example.com' };
	const tries = await Promise.allSettled([
		createFirstAdmin(db, admin),
		createFirstAdmin(db, other)
	]);
	expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	expect(await db.select({ role: users.role }).from(users)).toEqual([{ role: 'admin' }]);
	await expect(createFirstAdmin(db, other)).rejects.toMatchObject({ status: 409 });
});

test('a link to choose a password works once', async ({ db }) => {
	const anna = await addUser(db);
	const token = await createUserToken(db, anna.id, 'reset');
	expect(await findTokenUser(db, token)).toMatchObject({ userId: anna.id, email: anna.email });
	await choosePassword(db, token, 'a long sentence', address);
	expect(await findTokenUser(db, token)).toBeNull();
	await expect(choosePassword(db, token, 'another sentence', address)).rejects.toMatchObject({
		status: 404
	});
});

test('two who use the same link at once: one gets in', async ({ db }) => {
	const token = await createUserToken(db, (await addUser(db)).id, 'reset');
	const tries = await Promise.allSettled([
		choosePassword(db, token, 'the first sentence', address),
		choosePassword(db, token, 'the second sentence', address)
	]);
	expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a reset link lasts two hours, an invitation a week', async ({ db }) => {
	const { id } = await addUser(db);
	const [reset, invitation] = [
		await createUserToken(db, id, 'reset'),
		await createUserToken(db, id, 'invitation')
	];
	const lifetime = async (token: string) => {
		const [row] = await db
			.select()
			.from(userTokens)
			.where(eq(userTokens.id, digest(token)));
		return (row.expiresAt.getTime() - Date.now()) / hour;
	};
	expect(await lifetime(reset)).toBeCloseTo(2, 1);
	expect(await lifetime(invitation)).toBeCloseTo(7 * 24, 1);
	await db.update(userTokens).set({ expiresAt: new Date(Date.now() - 1) });
	expect(await findTokenUser(db, reset)).toBeNull();
	await expect(choosePassword(db, reset, 'a long sentence', address)).rejects.toMatchObject({
		status: 404
	});
	await forgetOldLinks(db);
	expect(await db.$count(userTokens)).toBe(0);
});

test('asking for a reset does not spoil an invitation; choosing a password ends both', async ({
	db
}) => {
	const { id } = await addUser(db);
	const invitation = await createUserToken(db, id, 'invitation');
	const reset = await createUserToken(db, id, 'reset');
	expect(await findTokenUser(db, invitation)).not.toBeNull();
	await choosePassword(db, invitation, 'a long sentence', address);
	expect(await findTokenUser(db, reset)).toBeNull();
});

test('a new link of the same kind replaces the old one', async ({ db }) => {
	const { id } = await addUser(db);
	const old = await createUserToken(db, id, 'reset');
	const fresh = await createUserToken(db, id, 'reset');
	expect(await findTokenUser(db, old)).toBeNull();
	expect(await findTokenUser(db, fresh)).not.toBeNull();
});

test('the link of a deactivated user opens nothing', async ({ db }) => {
	const { id } = await addUser(db, { deactivatedAt: new Date() });
	const token = await createUserToken(db, id, 'reset');
	expect(await findTokenUser(db, token)).toBeNull();
	await expect(choosePassword(db, token, 'a long sentence', address)).rejects.toMatchObject({
		status: 404
	});
});

test('who takes an invitation is linked to the employee of the same e-mail', async ({ db }) => {
	const anna = await addEmployee(db, { email: 'anna@example.com' });
	const { id } = await addUser(db, { role: 'employee', email: 'Anna@example.com' });
	await choosePassword(db, await createUserToken(db, id, 'invitation'), 'a long sentence', address);
	const [user] = await db.select().from(users).where(eq(users.id, id));
	expect(user.employeeId).toBe(anna.id);
});

test('without a mail server mail lies in the outbox; a stranger gets none', async ({
	db,
	pool,
	databaseUrl
}) => {
	const dataDir = await temporaryFolder();
	const settings = { dataDir, origin: 'https://qa.example.com', mailFrom: 'q@example.com' };
	const [ada, anna] = [await addUser(db, { role: 'admin' }), await addUser(db, { locale: 'lv' })];
	const { link, sent } = await mailInvitation(db, settings, ada, anna);
	expect(sent).toBe(false);
	expect(await findTokenUser(db, link.split('/').at(-1)!)).toMatchObject({ userId: anna.id });
	await mailResetLink(db, settings, anna.email);
	await mailResetLink(db, settings, 'nobody@example.com');
	await workOff({ db, pool, databaseUrl, settings });
	const files = await readdir(join(dataDir, 'outbox'));
	expect(files).toHaveLength(2);
	const text = await readFile(join(dataDir, 'outbox', files[0]), 'utf8');
	expect(text).toContain(`To: ${anna.email}`);
});

test('an API token acts as its owner until it is revoked', async ({ db }) => {
	const anna = await addUser(db, { role: 'reviewer' });
	const { id, token } = await createApiToken(db, anna, 'nightly export');
	expect(token).toMatch(/^pl_[\w-]{43}$/);
	expect(await findTokenViewer(db, token, anna.address)).toEqual(anna);
	expect(await findTokenViewer(db, `${token}x`, address)).toBeNull();
	expect(JSON.stringify(await listApiTokens(db, anna))).not.toContain(digest(token));
	await revokeApiToken(db, anna, id);
	expect(await findTokenViewer(db, token, address)).toBeNull();
});

test('an API token of a deactivated user opens nothing', async ({ db }) => {
	const anna = await addUser(db);
	const { token } = await createApiToken(db, anna, 'export');
	await db.update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, anna.id));
	expect(await findTokenViewer(db, token, address)).toBeNull();
});

test('nobody revokes or sees the API token of another', async ({ db }) => {
	const [anna, boris] = [await addUser(db), await addUser(db)];
	const { id } = await createApiToken(db, anna, 'export');
	await expect(revokeApiToken(db, boris, id)).rejects.toMatchObject({ status: 404 });
	expect(await listApiTokens(db, boris)).toEqual([]);
});

test('the last use of an API token is known to the minute', async ({ db, statements }) => {
	const anna = await addUser(db);
	const { token } = await createApiToken(db, anna, 'export');
	await findTokenViewer(db, token, address);
	const [{ lastUsedAt }] = await listApiTokens(db, anna);
	expect(lastUsedAt).toBeInstanceOf(Date);
	statements.length = 0;
	await findTokenViewer(db, token, address);
	expect(statements).toHaveLength(1);
});
