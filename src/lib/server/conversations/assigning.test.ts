import { eq, like } from 'drizzle-orm';
import { addConversation, addEmployee, addUser } from '../../../../tests/setup/factories.ts';
import { importRecords, judge, record } from '../../../../tests/setup/import.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import type { Db } from '../db/database.ts';
import { auditEvents, conversations } from '../db/schema/index.ts';
import { assignConversation, assignHint, listWaitingHints, matchWaiting } from './assigning.ts';

const employeeOf = async (db: Db, externalId: string) => {
	const [row] = await db
		.select()
		.from(conversations)
		.where(eq(conversations.externalId, externalId));
	return row.employeeId;
};
const anna = (id: string) => record(id, { employee: 'Anna B.' });

test('an unknown employee waits under what the source called them, and is assigned in one statement', async ({
	db,
	pool,
	statements
}) => {
	const viewer = await addUser(db);
	const employee = await addEmployee(db);
	await importRecords(pool, viewer, [
		anna('1'),
		anna('2'),
		record('3', { employee: 'X' }),
		record('4')
	]);
	expect(await listWaitingHints(db, viewer)).toEqual([
		{ hint: 'Anna B.', count: 2 },
		{ hint: 'X', count: 1 },
		{ hint: null, count: 1 }
	]);
	statements.length = 0;
	const input = { hint: 'Anna B.', employeeId: employee.id, remember: false };
	expect(await assignHint(db, viewer, input)).toEqual({ assigned: 2 });
	expect(statements.filter((statement) => statement.startsWith('update'))).toHaveLength(1);
	expect(await employeeOf(db, '1')).toBe(employee.id);
	expect(await employeeOf(db, '3')).toBeNull();
	expect(
		await db.select().from(auditEvents).where(like(auditEvents.action, '%assigned'))
	).toMatchObject([
		{ subject: employee.id, actorId: viewer.id, after: { hint: 'Anna B.', assigned: 2 } }
	]);
	await importRecords(pool, viewer, [anna('5')]);
	expect(await employeeOf(db, '5')).toBeNull();
});

test('a remembered name is known from then on, however it is written', async ({ db, pool }) => {
	const viewer = await addUser(db);
	const employee = await addEmployee(db);
	await importRecords(pool, viewer, [anna('1')]);
	await assignHint(db, viewer, { hint: 'Anna B.', employeeId: employee.id, remember: true });
	await importRecords(pool, viewer, [record('2', { employee: ' ANNA b. ' })]);
	expect(await employeeOf(db, '2')).toBe(employee.id);
});

test('what waits is found when the employee is added later', async ({ db, pool }) => {
	const viewer = await addUser(db);
	await importRecords(pool, viewer, [record('1', { employee: 'e-17' }), anna('2')]);
	expect(await matchWaiting(db, viewer)).toEqual({ assigned: 0 });
	const employee = await addEmployee(db, { code: 'E-17' });
	expect(await matchWaiting(db, viewer)).toEqual({ assigned: 1 });
	expect(await employeeOf(db, '1')).toBe(employee.id);
	expect(await employeeOf(db, '2')).toBeNull();
});

test('a corrected file leaves an assignment made by hand', async ({ db, pool }) => {
	const viewer = await addUser(db);
	const employee = await addEmployee(db);
	await importRecords(pool, viewer, [anna('1')]);
	await assignHint(db, viewer, { hint: 'Anna B.', employeeId: employee.id, remember: false });
	await importRecords(pool, viewer, [{ ...anna('1'), subject: 'Corrected' }]);
	expect(await employeeOf(db, '1')).toBe(employee.id);
	await importRecords(pool, viewer, [record('1', { employee: 'Somebody else' })]);
	expect(await employeeOf(db, '1')).toBeNull();
});

test('one conversation changes hands until somebody has begun to review it', async ({ db }) => {
	const viewer = await addUser(db);
	const [first, second] = [await addEmployee(db), await addEmployee(db)];
	const { id } = await addConversation(db, { externalId: '1' });
	await assignConversation(db, viewer, id, first.id);
	await assignConversation(db, viewer, id, second.id);
	expect(await employeeOf(db, '1')).toBe(second.id);
	await judge(db, id, { submittedAt: null });
	await expect(assignConversation(db, viewer, id, first.id)).rejects.toMatchObject({ status: 409 });
	const lead = await addUser(db, { role: 'lead' });
	await expect(assignConversation(db, lead, id, first.id)).rejects.toMatchObject({ status: 404 });
	await expect(assignConversation(db, viewer, id, viewer.id)).rejects.toMatchObject({
		status: 404
	});
});
