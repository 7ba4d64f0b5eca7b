import { eq, sql } from 'drizzle-orm';
import * as make from '../../../../tests/setup/factories.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { auditEvents } from '../db/schema/index.ts';
import { audit, auditAll, changed } from './audit.ts';
import { listAuditActions, listAuditEvents, type AuditFilter } from './events.ts';

const admin = (db: Db) => make.addUser(db, { role: 'admin', name: 'Ada Admin' });
const seen = async (db: Db, viewer: Viewer, filter: AuditFilter = {}) =>
	(await listAuditEvents(db, viewer, filter)).rows.map(({ action }) => action);

test('nothing in the log is changed or removed, not even by ourselves', async ({ db }) => {
	await audit(db, null, 'house.set_up', null);
	const refused = /keeps its history/;
	const why = (error: Error & { cause?: Error }) => error.cause?.message ?? '';
	for (const statement of [
		sql`update audit_events set action = 'nothing'`,
		sql`delete from audit_events`,
		sql`truncate audit_events`
	])
		expect(await db.execute(statement).then(() => '', why)).toMatch(refused);
	expect(await db.$count(auditEvents)).toBe(1);
});

test('an action that is undone leaves no trace of having been done', async ({ db }) => {
	const undone = db.transaction(async (db) => {
		await audit(db, null, 'employee.added', null);
		throw new Error('no');
	});
	await expect(undone).rejects.toThrow('no');
	expect(await db.$count(auditEvents)).toBe(0);
});

test('the log says who, what, on what, when, from where, from what to what', async ({ db }) => {
	const ada = await admin(db);
	const anna = await make.addEmployee(db, { name: 'Anna', code: 'A1' });
	const change = { before: { name: 'Ana' }, after: { name: 'Anna' } };
	await audit(db, ada, 'employee.edited', anna.id, change);
	const { rows } = await listAuditEvents(db, ada, {});
	expect(rows).toMatchObject([
		{
			actorId: ada.id,
			actorName: 'Ada Admin',
			action: 'employee.edited',
			subject: anna.id,
			subjectName: 'Anna · A1',
			address: '192.0.2.1',
			createdAt: expect.any(Date),
			...change
		}
	]);
});

test('the log is searched by action, person, subject and days', async ({ db }) => {
	const ada = await admin(db);
	const rita = await make.addUser(db, { name: 'Rita', email: 'rita@example.com' });
	const anna = await make.addEmployee(db, { name: 'Anna Bērziņa', code: 'A1' });
	await audit(db, ada, 'employee.added', anna.id);
	await audit(db, rita, 'sign_in', rita.id);
	await audit(db, rita, 'import.started', 'file-7');
	expect(await seen(db, ada)).toEqual(['import.started', 'sign_in', 'employee.added']);
	expect(await seen(db, ada, { action: 'sign_in' })).toEqual(['sign_in']);
	expect(await seen(db, ada, { person: 'RITA@' })).toEqual(['import.started', 'sign_in']);
	expect(await seen(db, ada, { person: 'nobody' })).toEqual([]);
	expect(await seen(db, ada, { subject: 'berzina' })).toEqual(['employee.added']);
	expect(await seen(db, ada, { subject: anna.id })).toEqual(['employee.added']);
	expect(await seen(db, ada, { subject: 'file-7' })).toEqual(['import.started']);
	expect(await seen(db, ada, { person: 'rita', subject: 'rita' })).toEqual(['sign_in']);
	const today = new Date().toISOString().slice(0, 10);
	expect(await seen(db, ada, { from: today, to: today })).toHaveLength(3);
	expect(await seen(db, ada, { from: '2199-01-01' })).toEqual([]);
	expect(await seen(db, ada, { to: '1999-12-31' })).toEqual([]);
	expect(await listAuditActions(db)).toEqual(['employee.added', 'import.started', 'sign_in']);
});

test('pages of the log follow each other without a gap or a double', async ({ db }) => {
	const ada = await admin(db);
	const events = Array.from({ length: 7 }, (_, n) => ({ subject: `s${n}` }));
	await auditAll(db, ada, 'employee.added', events);
	const first = await listAuditEvents(db, ada, {}, 4);
	const second = await listAuditEvents(db, ada, { before: first.next! }, 4);
	const subjects = [...first.rows, ...second.rows].map(({ subject }) => subject);
	expect(subjects).toEqual(['s6', 's5', 's4', 's3', 's2', 's1', 's0']);
	expect(second.next).toBeNull();
});

test('only administrators read the log', async ({ db }) => {
	await audit(db, null, 'house.set_up', null);
	for (const role of ['reviewer', 'lead', 'shopper', 'employee'] as const)
		expect(await seen(db, await make.addUser(db, { role }))).toEqual([]);
});

test('odd words in before and after are kept letter for letter', async ({ db }) => {
	const after = { name: `'); drop table users;-- <script> ${'\u2028'} 👩‍👩‍👧` };
	await audit(db, null, 'employee.added', null, { after });
	const [event] = await db
		.select()
		.from(auditEvents)
		.where(eq(auditEvents.action, 'employee.added'));
	expect(event.after).toEqual(after);
});

test.each([
	{ before: { a: 1, b: 2 }, after: { a: 1, b: 2 }, change: null },
	{ before: { a: 1, b: 2 }, after: { a: 1, b: 3 }, change: { before: { b: 2 }, after: { b: 3 } } },
	{ before: { a: ['x'] }, after: { a: ['x'] }, change: null },
	{ before: { a: null }, after: { a: '' }, change: { before: { a: null }, after: { a: '' } } }
])('only what differs is a change: $before → $after', ({ before, after, change }) => {
	expect(changed<object>(before, after)).toEqual(change);
});

test('a review, its conversation and its scorecard are called by name', async ({ db }) => {
	const ada = await admin(db);
	const { id: employeeId } = await make.addEmployee(db, { name: 'Anna', code: 'A1' });
	await make.addReview(db, { employeeId, conversation: { externalId: 'C-7' } });
	const { rows } = await listAuditEvents(db, ada, {});
	const nameOf = (action: string) => rows.find((row) => row.action === action)?.subjectName;
	expect(nameOf('review.submitted')).toBe('Anna · C-7');
	expect(nameOf('scorecard.published')).toBeTruthy();
});
