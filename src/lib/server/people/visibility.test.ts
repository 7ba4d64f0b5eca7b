import { asc } from 'drizzle-orm';
import {
	addEmployee,
	addEmployeeUser,
	addTeam,
	addUser
} from '../../../../tests/setup/factories.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { employees } from '../db/schema/index.ts';
import { visibleEmployees } from './visibility.ts';

test('administrators and reviewers see everybody, a lead their teams, an employee themselves', async ({
	db
}) => {
	const lead = await addUser(db, { role: 'lead' });
	const team = await addTeam(db, { leads: [lead] });
	const anna = await addEmployee(db, { name: 'Anna', teamId: team.id });
	await addEmployee(db, { name: 'Boris', teamId: (await addTeam(db)).id });
	await addEmployee(db, { name: 'Carla' });

	const everybody = ['Anna', 'Boris', 'Carla'];
	expect(await seenBy(db, await addUser(db, { role: 'admin' }))).toEqual(everybody);
	expect(await seenBy(db, await addUser(db, { role: 'reviewer' }))).toEqual(everybody);
	expect(await seenBy(db, lead)).toEqual(['Anna']);
	expect(await seenBy(db, await addEmployeeUser(db, anna.id))).toEqual(['Anna']);
	expect(await seenBy(db, await addUser(db, { role: 'employee' }))).toEqual([]);
	expect(await seenBy(db, await addUser(db, { role: 'shopper' }))).toEqual([]);
});

async function seenBy(db: Db, viewer: Viewer) {
	const rows = await db
		.select({ name: employees.name })
		.from(employees)
		.where(visibleEmployees(viewer))
		.orderBy(asc(employees.name));
	return rows.map(({ name }) => name);
}
