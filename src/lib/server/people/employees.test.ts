import { asc, eq } from 'drizzle-orm';
import * as make from '../../../../tests/setup/factories.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { auditEvents } from '../db/schema/index.ts';
import {
	addAlias,
	addEmployee,
	deactivateEmployee,
	editEmployee,
	employeeSchema,
	getEmployee,
	listEmployees,
	reactivateEmployee,
	type EmployeeFilter
} from './employees.ts';

const input = (values: object) => employeeSchema.parse({ code: 'A1', name: 'Anna', ...values });
const admin = (db: Db) => make.addUser(db, { role: 'admin' });
const names = async (db: Db, viewer: Viewer, filter: EmployeeFilter = {}) =>
	(await listEmployees(db, viewer, filter)).rows.map(({ name }) => name);

test('an added employee has team, leads, location and other names', async ({ db }) => {
	const ada = await admin(db);
	const lead = await make.addUser(db, { role: 'lead', name: 'M. Ozols' });
	const team = await make.addTeam(db, { name: 'Riga', leads: [lead] });
	const location = await make.addLocation(db, { name: 'Shop 1' });
	const id = await addEmployee(
		db,
		ada,
		input({
			email: 'anna@example.com',
			teamId: team.id,
			locationId: location.id,
			aliases: ['Anna B.', ' anna b. ', 'agent-7']
		})
	);
	expect(await getEmployee(db, ada, id)).toMatchObject({
		code: 'A1',
		name: 'Anna',
		email: 'anna@example.com',
		team: 'Riga',
		leads: ['M. Ozols'],
		location: 'Shop 1',
		aliases: ['agent-7', 'anna b.'],
		userId: null
	});
});

test('the audit log says what was added and what was changed from what to what', async ({ db }) => {
	const ada = await admin(db);
	const id = await addEmployee(db, ada, input({}));
	const team = await make.addTeam(db, { name: 'Riga' });
	await editEmployee(db, ada, id, input({ name: 'Anna Bērziņa', teamId: team.id }));
	await editEmployee(db, ada, id, input({ name: 'Anna Bērziņa', teamId: team.id }));
	const events = await db.select().from(auditEvents).orderBy(asc(auditEvents.id));
	expect(events).toMatchObject([
		{ action: 'employee.added', actorId: ada.id, subject: id, after: { code: 'A1' } },
		{
			action: 'employee.edited',
			before: { name: 'Anna', team: null },
			after: { name: 'Anna Bērziņa', team: 'Riga' }
		}
	]);
});

test('a code, an e-mail or another name belongs to one employee', async ({ db }) => {
	const ada = await admin(db);
	await addEmployee(db, ada, input({ email: 'anna@example.com', aliases: ['agent-7'] }));
	const refused = (values: object) => addEmployee(db, ada, input(values));
	const problem = (field: string) => ({ status: 422, body: { field } });
	await expect(refused({ email: 'other@example.com' })).rejects.toMatchObject(problem('code'));
	await expect(refused({ code: 'B2', email: 'ANNA@example.com' })).rejects.toMatchObject(
		problem('email')
	);
	await expect(refused({ code: 'B2', aliases: ['AGENT-7'] })).rejects.toMatchObject(
		problem('aliases')
	);
	expect(await names(db, ada)).toEqual(['Anna']);
});

test('the list is in order of name and finds by name, code, e-mail and other names', async ({
	db
}) => {
	const ada = await admin(db);
	await addEmployee(db, ada, input({ code: 'B1', name: 'Bērziņa', email: 'anna@example.com' }));
	await addEmployee(
		db,
		ada,
		input({ code: 'C7', name: 'Артём Королёв', aliases: ['night_shift'] })
	);
	await addEmployee(db, ada, input({ code: 'D_1', name: 'Ștefan' }));
	expect(await names(db, ada)).toEqual(['Bērziņa', 'Ștefan', 'Артём Королёв']);
	expect(await names(db, ada, { search: 'BERZINA' })).toEqual(['Bērziņa']);
	expect(await names(db, ada, { search: ' артем корол ' })).toEqual(['Артём Королёв']);
	expect(await names(db, ada, { search: 'stefan' })).toEqual(['Ștefan']);
	expect(await names(db, ada, { search: 'c7' })).toEqual(['Артём Королёв']);
	expect(await names(db, ada, { search: 'anna@' })).toEqual(['Bērziņa']);
	expect(await names(db, ada, { search: 'night_shift' })).toEqual(['Артём Королёв']);
	expect(await names(db, ada, { search: '_' })).toEqual(['Ștefan', 'Артём Королёв']);
	expect(await names(db, ada, { search: '%' })).toEqual([]);
	expect(await names(db, ada, { search: 'nobody' })).toEqual([]);
});

test('the list narrows to a team, to nobody’s team, to a location, to those who left', async ({
	db
}) => {
	const ada = await admin(db);
	const team = await make.addTeam(db);
	const location = await make.addLocation(db);
	await make.addEmployee(db, { name: 'Anna', teamId: team.id });
	await make.addEmployee(db, { name: 'Boris', locationId: location.id });
	await make.addEmployee(db, { name: 'Carla', teamId: team.id, deactivatedAt: new Date() });
	expect(await names(db, ada, { teamId: team.id })).toEqual(['Anna']);
	expect(await names(db, ada, { teamId: 'none' })).toEqual(['Boris']);
	expect(await names(db, ada, { locationId: location.id })).toEqual(['Boris']);
	expect(await names(db, ada, { state: 'inactive' })).toEqual(['Carla']);
	expect(await names(db, ada, { state: 'all' })).toEqual(['Anna', 'Boris', 'Carla']);
});

test('pages follow each other without a gap or a double, also among the same names', async ({
	db
}) => {
	const ada = await admin(db);
	for (let n = 0; n < 7; n++) await make.addEmployee(db, { name: n < 4 ? 'Anna' : `Boris ${n}` });
	const seen: string[] = [];
	let after: string | undefined;
	do {
		const { rows, next } = await listEmployees(db, ada, { after }, 3);
		seen.push(...rows.map(({ id }) => id));
		after = next ?? undefined;
	} while (after);
	expect(new Set(seen).size).toBe(7);
	expect(seen).toHaveLength(7);
});

test('a lead neither sees nor changes an employee of another team', async ({ db }) => {
	const lead = await make.addUser(db, { role: 'lead' });
	const team = await make.addTeam(db, { leads: [lead] });
	await make.addEmployee(db, { name: 'Anna', teamId: team.id });
	const boris = await make.addEmployee(db, { name: 'Boris' });
	expect(await names(db, lead)).toEqual(['Anna']);
	expect(await names(db, lead, { search: 'Boris' })).toEqual([]);
	const notFound = { status: 404 };
	await expect(getEmployee(db, lead, boris.id)).rejects.toMatchObject(notFound);
	await expect(editEmployee(db, lead, boris.id, input({}))).rejects.toMatchObject(notFound);
	await expect(deactivateEmployee(db, lead, boris.id)).rejects.toMatchObject(notFound);
});

test('who has left leaves the list and comes back with everything', async ({ db }) => {
	const ada = await admin(db);
	const id = await addEmployee(db, ada, input({ aliases: ['agent-7'] }));
	await deactivateEmployee(db, ada, id);
	expect(await names(db, ada)).toEqual([]);
	await reactivateEmployee(db, ada, id);
	expect(await getEmployee(db, ada, id)).toMatchObject({
		deactivatedAt: null,
		aliases: ['agent-7']
	});
	const events = await db.select().from(auditEvents).where(eq(auditEvents.subject, id));
	expect(events.map(({ action }) => action)).toEqual([
		'employee.added',
		'employee.deactivated',
		'employee.reactivated'
	]);
});

test('one more name can be given to an employee; given twice it is there once', async ({ db }) => {
	const ada = await admin(db);
	const id = await addEmployee(db, ada, input({ aliases: ['agent-7'] }));
	await addAlias(db, ada, id, ' Agent Anna ');
	await addAlias(db, ada, id, 'agent anna');
	expect((await getEmployee(db, ada, id)).aliases).toEqual(['agent anna', 'agent-7']);
});

test.each(['', '   ', 'a\u0000b', 'line\nbreak', 'x'.repeat(201)])(
	'a name such as %j is refused by the form',
	(name) => {
		expect(employeeSchema.safeParse({ code: 'A1', name }).success).toBe(false);
	}
);

test('odd names are kept letter for letter', async ({ db }) => {
	const ada = await admin(db);
	const odd = [
		"Robert'); drop table employees;--",
		'<script>alert(1)</script>',
		'بديهة ١٢٣',
		'👩‍👩‍👧‍👦 Ω≈ç√∫',
		'${7*7} {{constructor}} %s %00 \\'
	];
	for (const name of odd) {
		const id = await addEmployee(db, ada, input({ code: name, name, aliases: [name] }));
		expect((await getEmployee(db, ada, id)).name).toBe(name);
		expect(await names(db, ada, { search: name })).toEqual([name]);
	}
});
