import { eq } from 'drizzle-orm';
import { addEmployee, addUser } from '../../../../tests/setup/factories.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import { auditEvents, employees, users } from '../db/schema/index.ts';
import { hashPassword } from './passwords.ts';
import { signIn, takeMailTurn, takeTurn } from './sign-in.ts';

const password = 'the right sentence';
const hash = await hashPassword(password);
const address = '198.51.100.7';

test('the right password lets in, whatever the case of the e-mail', async ({ db, pool }) => {
	const anna = await addUser(db, { email: 'Anna@example.com', passwordHash: hash, locale: 'lv' });
	const result = await signIn(db, pool, { email: 'anna@EXAMPLE.com', password, address });
	expect(result).toMatchObject({ outcome: 'in', user: { id: anna.id, locale: 'lv' } });
});

test('wrong, unknown, deactivated and not yet invited all get the same answer', async ({
	db,
	pool
}) => {
	await addUser(db, { email: 'anna@example.com', passwordHash: hash });
	await addUser(db, { email: 'gone@example.com', passwordHash: hash, deactivatedAt: new Date() });
	await addUser(db, { email: 'invited@example.com' });
	const wrong = { email: 'anna@example.com', password: 'another sentence', address };
	expect(await signIn(db, pool, wrong)).toEqual({ outcome: 'refused' });
	for (const email of ['nobody@example.com', 'gone@example.com', 'invited@example.com'])
		expect(await signIn(db, pool, { email, password, address })).toEqual({ outcome: 'refused' });
});

test('a refused sign-in is written down without its password, and not as done by the owner', async ({
	db,
	pool
}) => {
	const anna = await addUser(db, { email: 'anna@example.com', passwordHash: hash });
	await signIn(db, pool, { email: anna.email, password: 'my other password', address });
	const [event] = await db.select().from(auditEvents);
	expect(event).toMatchObject({
		action: 'sign_in.refused',
		actorId: null,
		subject: anna.id,
		address
	});
	expect(JSON.stringify(event)).not.toContain('my other password');
});

test('an account rests after ten wrong tries, even for the right password and from elsewhere', async ({
	db,
	pool
}) => {
	const { email } = await addUser(db, { passwordHash: hash });
	for (let n = 1; n <= 10; n++)
		await signIn(db, pool, { email, password: 'wrong', address: `198.51.100.${n}` });
	const result = await signIn(db, pool, { email, password, address: '203.0.113.1' });
	expect(result).toMatchObject({ outcome: 'too_many', seconds: expect.closeTo(900, -2) });
});

test('a name that nobody has rests in the same way', async ({ db, pool }) => {
	const input = { email: 'nobody@example.com', password, address };
	for (let n = 1; n <= 10; n++) await signIn(db, pool, input);
	expect(await signIn(db, pool, input)).toMatchObject({ outcome: 'too_many' });
});

test('tries from many tabs at once are all counted', async ({ db, pool }) => {
	const { email } = await addUser(db, { passwordHash: hash });
	const tries = Array.from({ length: 15 }, () =>
		signIn(db, pool, { email, password: 'wrong', address })
	);
	const outcomes = (await Promise.all(tries)).map(({ outcome }) => outcome);
	expect(outcomes.filter((outcome) => outcome === 'refused')).toHaveLength(10);
	expect(outcomes.filter((outcome) => outcome === 'too_many')).toHaveLength(5);
});

test('signing in forgets the wrong tries before it', async ({ db, pool }) => {
	const { email } = await addUser(db, { passwordHash: hash });
	for (let n = 1; n <= 9; n++) await signIn(db, pool, { email, password: 'wrong', address });
	expect(await signIn(db, pool, { email, password, address })).toMatchObject({ outcome: 'in' });
	expect(await signIn(db, pool, { email, password: 'wrong', address })).toEqual({
		outcome: 'refused'
	});
});

test('an address rests after a hundred tries at any accounts; others do not', async ({
	db,
	pool
}) => {
	const { email } = await addUser(db, { passwordHash: hash });
	for (let n = 1; n <= 100; n++) expect(await takeTurn(pool, address)).toBe(0);
	expect(await signIn(db, pool, { email, password, address })).toMatchObject({
		outcome: 'too_many'
	});
	const elsewhere = { email, password, address: '203.0.113.1' };
	expect(await signIn(db, pool, elsewhere)).toMatchObject({ outcome: 'in' });
});

test('an account gets at most three mails in a quarter of an hour', async ({ pool }) => {
	for (let n = 1; n <= 3; n++) expect(await takeMailTurn(pool, 'Anna@example.com')).toBe(0);
	expect(await takeMailTurn(pool, 'anna@example.com')).toBeGreaterThan(0);
	expect(await takeMailTurn(pool, 'boris@example.com')).toBe(0);
});

test('the first sign-in links a user to the employee of the same e-mail', async ({ db, pool }) => {
	const anna = await addEmployee(db, { code: 'A1', email: 'anna@example.com' });
	const { id, email } = await addUser(db, { email: 'ANNA@example.com', passwordHash: hash });
	await signIn(db, pool, { email, password, address });
	const [user] = await db.select().from(users).where(eq(users.id, id));
	expect(user.employeeId).toBe(anna.id);
	const events = await db.select().from(auditEvents).where(eq(auditEvents.action, 'user.linked'));
	expect(events).toMatchObject([{ actorId: id, after: { employee: { code: 'A1' } } }]);
});

test('an employee who is linked to one user is not taken over by another', async ({ db, pool }) => {
	const anna = await addEmployee(db, { email: 'anna@example.com' });
	await addUser(db, { employeeId: anna.id });
	const { id, email } = await addUser(db, { email: 'anna@example.com', passwordHash: hash });
	expect(await signIn(db, pool, { email, password, address })).toMatchObject({ outcome: 'in' });
	const [user] = await db.select().from(users).where(eq(users.id, id));
	expect(user.employeeId).toBeNull();
});

test('an employee who has left is not linked', async ({ db, pool }) => {
	await addEmployee(db, { email: 'anna@example.com', deactivatedAt: new Date() });
	const { id, email } = await addUser(db, { email: 'anna@example.com', passwordHash: hash });
	await signIn(db, pool, { email, password, address });
	const [user] = await db.select().from(users).where(eq(users.id, id));
	expect(user.employeeId).toBeNull();
	expect(await db.$count(employees)).toBe(1);
});

test('an unknown account does not answer sooner than a known one', async ({ db, pool }) => {
	const { email } = await addUser(db, { passwordHash: hash });
	const times = { known: [] as number[], unknown: [] as number[] };
	for (let n = 0; n < 5; n++) {
		times.known.push(await milliseconds(() => signIn(db, pool, { email, password: 'x', address })));
		const stranger = { email: `stranger${n}@example.com`, password: 'x', address };
		times.unknown.push(await milliseconds(() => signIn(db, pool, stranger)));
	}
	expect(Math.min(...times.unknown) / Math.min(...times.known)).toBeGreaterThan(0.5);
});

async function milliseconds(task: () => Promise<unknown>) {
	const started = performance.now();
	await task();
	return performance.now() - started;
}
