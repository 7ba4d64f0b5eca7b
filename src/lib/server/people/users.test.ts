import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asc, eq } from 'drizzle-orm';
import * as make from '../../../../tests/setup/factories.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import type { Viewer } from '../../permissions.ts';
import { choosePassword, findTokenUser } from '../auth/accounts.ts';
import { createApiToken, findTokenViewer } from '../auth/api-tokens.ts';
import { findViewer, startSession } from '../auth/sessions.ts';
import type { Db } from '../db/database.ts';
import { auditEvents, users } from '../db/schema/index.ts';
import { listTeams } from './teams.ts';
import {
	deactivateUser,
	editProfile,
	editUser,
	getUser,
	inviteUser,
	listUsers,
	profileSchema,
	reactivateUser,
	sendLink,
	userSchema
} from './users.ts';

const settings = {
	dataDir: mkdtempSync(join(tmpdir(), 'plumbline-users-')),
	origin: 'https://qa.example.com',
	mailFrom: 'q@example.com',
	sessionIdleDays: 14,
	sessionMaxDays: 90
};
const input = (values: object = {}) =>
	userSchema.parse({ name: 'Anna', email: 'anna@example.com', role: 'reviewer', ...values });
/** An administrator who can sign in. */
const admin = (db: Db, name = 'Ada') =>
	make.addUser(db, { role: 'admin', name, passwordHash: 'set' });
const tokenOf = (link: string) => link.split('/').at(-1)!;
const enter = (db: Db, viewer: Viewer) =>
	startSession(db, settings, viewer.id, { address: '192.0.2.1', userAgent: 'Firefox' });
const actions = async (db: Db) =>
	(await db.select().from(auditEvents).orderBy(asc(auditEvents.id))).map(({ action }) => action);

test('an invited user gets a link that works, and the administrator sees it without a mail server', async ({
	db
}) => {
	const ada = await admin(db);
	const { id, link, sent } = await inviteUser(db, settings, ada, input());
	expect(sent).toBe(false);
	expect(link).toMatch(/^https:\/\/qa\.example\.com\/reset\/[\w-]{43}$/);
	expect(await getUser(db, ada, id)).toMatchObject({ hasPassword: false, role: 'reviewer' });
	await choosePassword(db, tokenOf(link), 'a long sentence', '192.0.2.1');
	expect(await getUser(db, ada, id)).toMatchObject({ hasPassword: true });
	const [event] = await db.select().from(auditEvents).where(eq(auditEvents.action, 'user.invited'));
	expect(event).toMatchObject({
		actorId: ada.id,
		subject: id,
		after: { email: 'anna@example.com' }
	});
	expect(JSON.stringify(event)).not.toContain(tokenOf(link));
});

test('an e-mail has one account, whatever its case', async ({ db }) => {
	const ada = await admin(db);
	await inviteUser(db, settings, ada, input());
	await expect(
		inviteUser(db, settings, ada, input({ email: 'ANNA@example.com' }))
	).rejects.toMatchObject({ status: 422, body: { field: 'email' } });
});

test('an invited user is linked to the employee of the same e-mail, or to the one named', async ({
	db
}) => {
	const ada = await admin(db);
	await make.addEmployee(db, { code: 'A1', email: 'Anna@example.com' });
	await make.addEmployee(db, { code: 'B2', email: 'b@example.com' });
	const anna = await inviteUser(db, settings, ada, input({ role: 'employee' }));
	expect(await getUser(db, ada, anna.id)).toMatchObject({ employeeCode: 'A1' });
	const boris = await inviteUser(
		db,
		settings,
		ada,
		input({ email: 'boris@example.com', employeeCode: 'B2' })
	);
	expect(await getUser(db, ada, boris.id)).toMatchObject({ employeeCode: 'B2' });
	const refused = (values: object) =>
		inviteUser(db, settings, ada, input({ email: 'c@example.com', ...values }));
	const problem = { status: 422, body: { field: 'employeeCode' } };
	await expect(refused({ employeeCode: 'B2' })).rejects.toMatchObject(problem);
	await expect(refused({ employeeCode: 'Z9' })).rejects.toMatchObject(problem);
	expect(await db.$count(users)).toBe(3);
});

test('a lost invitation is sent again, and the old link is dead', async ({ db }) => {
	const ada = await admin(db);
	const { id, link } = await inviteUser(db, settings, ada, input());
	const again = await sendLink(db, settings, ada, id);
	expect(await findTokenUser(db, tokenOf(link))).toBeNull();
	expect(await findTokenUser(db, tokenOf(again.link))).toMatchObject({ kind: 'invitation' });
	await choosePassword(db, tokenOf(again.link), 'a long sentence', '192.0.2.1');
	const reset = await sendLink(db, settings, ada, id);
	expect(await findTokenUser(db, tokenOf(reset.link))).toMatchObject({ kind: 'reset' });
	expect(await actions(db)).toEqual([
		'user.invited',
		'user.invited_again',
		'password.chosen',
		'user.reset_sent'
	]);
});

test('a deactivated user is out at once: sessions, links and API tokens', async ({ db }) => {
	const ada = await admin(db);
	const anna = await make.addUser(db);
	const session = await enter(db, anna);
	const { token } = await createApiToken(db, anna, 'export');
	const { link } = await sendLink(db, settings, ada, anna.id);
	await deactivateUser(db, ada, anna.id);
	expect(await findViewer(db, settings, session, '192.0.2.1')).toBeNull();
	expect(await findTokenViewer(db, token, '192.0.2.1')).toBeNull();
	await expect(
		choosePassword(db, tokenOf(link), 'a long sentence', '192.0.2.1')
	).rejects.toMatchObject({ status: 404 });
	await expect(sendLink(db, settings, ada, anna.id)).rejects.toMatchObject({ status: 409 });
});

test('a reactivated user signs in anew; old sessions and API tokens stay dead', async ({ db }) => {
	const ada = await admin(db);
	const anna = await make.addUser(db);
	const session = await enter(db, anna);
	const { token } = await createApiToken(db, anna, 'export');
	await deactivateUser(db, ada, anna.id);
	await reactivateUser(db, ada, anna.id);
	expect(await findViewer(db, settings, session, '192.0.2.1')).toBeNull();
	expect(await findTokenViewer(db, token, '192.0.2.1')).toBeNull();
	expect(await findViewer(db, settings, await enter(db, anna), '192.0.2.1')).not.toBeNull();
});

test('nobody deactivates themselves', async ({ db }) => {
	const ada = await admin(db);
	await admin(db, 'Bea');
	await expect(deactivateUser(db, ada, ada.id)).rejects.toMatchObject({ status: 409 });
});

test('the last administrator who can sign in is neither deactivated nor demoted', async ({
	db
}) => {
	const ada = await admin(db);
	const invited = await make.addUser(db, { role: 'admin' });
	const gone = await make.addUser(db, {
		role: 'admin',
		passwordHash: 'set',
		deactivatedAt: new Date()
	});
	expect(gone.role).toBe('admin');
	await expect(deactivateUser(db, invited, ada.id)).rejects.toMatchObject({ status: 409 });
	const demoted = input({ email: ada.email, name: ada.name, role: 'lead' });
	await expect(editUser(db, ada, ada.id, demoted)).rejects.toMatchObject({ status: 409 });
	expect(await getUser(db, ada, ada.id)).toMatchObject({ role: 'admin', deactivatedAt: null });
	await deactivateUser(db, ada, invited.id);
});

test('two administrators who demote each other at the same time: one stays', async ({ db }) => {
	const [ada, bea] = [await admin(db), await admin(db, 'Bea')];
	const demote = (by: Viewer, whom: Viewer) =>
		editUser(db, by, whom.id, input({ email: whom.email, name: whom.name, role: 'lead' }));
	const tries = await Promise.allSettled([demote(ada, bea), demote(bea, ada)]);
	expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	expect((await listUsers(db, ada, { role: 'admin' })).rows).toHaveLength(1);
});

test('an edit takes effect with the next request, and the log says what changed', async ({
	db
}) => {
	const ada = await admin(db);
	const anna = await make.addUser(db, { name: 'Anna', email: 'anna@example.com' });
	const session = await enter(db, anna);
	await editUser(db, ada, anna.id, input({ role: 'lead', locale: 'lv' }));
	expect(await findViewer(db, settings, session, '192.0.2.1')).toMatchObject({
		viewer: { role: 'lead', locale: 'lv' }
	});
	const events = await db.select().from(auditEvents);
	expect(events).toMatchObject([
		{
			action: 'user.edited',
			before: { role: 'reviewer', locale: 'en' },
			after: { role: 'lead', locale: 'lv' }
		}
	]);
});

test('everybody may change their own name and language, and nothing else', async ({ db }) => {
	const anna = await make.addUser(db, { name: 'Anna' });
	const input = profileSchema.parse({ name: 'Anna B.', locale: 'lv', role: 'admin' });
	await editProfile(db, anna, input);
	expect(await getUser(db, anna, anna.id)).toMatchObject({
		name: 'Anna B.',
		locale: 'lv',
		role: 'reviewer'
	});
	expect(await actions(db)).toEqual(['user.edited']);
});

test('a new e-mail makes the links to the old one useless', async ({ db }) => {
	const ada = await admin(db);
	const { id, link } = await inviteUser(db, settings, ada, input());
	await editUser(db, ada, id, input({ email: 'anna.b@example.com' }));
	expect(await findTokenUser(db, tokenOf(link))).toBeNull();
});

test('who is no longer a lead leads no team', async ({ db }) => {
	const ada = await admin(db);
	const lead = await make.addUser(db, { role: 'lead', name: 'Māris', email: 'maris@example.com' });
	await make.addTeam(db, { name: 'Riga', leads: [lead] });
	await editUser(db, ada, lead.id, input({ name: 'Māris', email: 'maris@example.com' }));
	expect(await listTeams(db, ada)).toMatchObject([{ name: 'Riga', leads: [] }]);
});

test('the list finds by name, e-mail, role and state; only administrators see others', async ({
	db
}) => {
	const ada = await admin(db);
	const anna = await make.addUser(db, { name: 'Anna Bērziņa', email: 'anna@example.com' });
	await make.addUser(db, { name: 'Boris', role: 'lead', deactivatedAt: new Date() });
	const names = async (viewer: Viewer, filter = {}) =>
		(await listUsers(db, viewer, filter)).rows.map(({ name }) => name);
	expect(await names(ada)).toEqual(['Ada', 'Anna Bērziņa']);
	expect(await names(ada, { search: 'berzina' })).toEqual(['Anna Bērziņa']);
	expect(await names(ada, { search: 'ANNA@' })).toEqual(['Anna Bērziņa']);
	expect(await names(ada, { role: 'admin' })).toEqual(['Ada']);
	expect(await names(ada, { state: 'inactive' })).toEqual(['Boris']);
	expect(await names(ada, { state: 'all' })).toEqual(['Ada', 'Anna Bērziņa', 'Boris']);
	expect(await names(anna)).toEqual(['Anna Bērziņa']);
	await expect(getUser(db, anna, ada.id)).rejects.toMatchObject({ status: 404 });
});

test('pages of users follow each other without a gap or a double', async ({ db }) => {
	const ada = await admin(db);
	for (let n = 0; n < 4; n++) await make.addUser(db, { name: 'Anna' });
	const first = await listUsers(db, ada, {}, 3);
	const second = await listUsers(db, ada, { after: first.next! }, 3);
	expect(second.next).toBeNull();
	expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(5);
});
