import { asc } from 'drizzle-orm';
import * as make from '../../../../tests/setup/factories.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import type { Db } from '../db/database.ts';
import { auditEvents } from '../db/schema/index.ts';
import {
	addLocation,
	archiveLocation,
	editLocation,
	listLocations,
	locationSchema,
	restoreLocation
} from './locations.ts';
import {
	addTeam,
	archiveTeam,
	editTeam,
	getTeam,
	listPossibleLeads,
	listTeams,
	restoreTeam
} from './teams.ts';
import { deactivateEmployee, listEmployees } from './employees.ts';

const admin = (db: Db) => make.addUser(db, { role: 'admin', name: 'Ada' });
const nameOf = ({ name }: { name: string }) => name;
const actions = async (db: Db) =>
	(await db.select().from(auditEvents).orderBy(asc(auditEvents.id))).map(({ action }) => action);

test('a team has leads and counts the people who are still there', async ({ db }) => {
	const ada = await admin(db);
	const [maris, olga] = [
		await make.addUser(db, { role: 'lead', name: 'Māris' }),
		await make.addUser(db, { role: 'lead', name: 'Olga' })
	];
	const id = await addTeam(db, ada, { name: 'Riga', leadIds: [olga.id, maris.id] });
	await make.addEmployee(db, { teamId: id });
	await make.addEmployee(db, { teamId: id, deactivatedAt: new Date() });
	await make.addEmployee(db);
	expect(await getTeam(db, ada, id)).toMatchObject({
		name: 'Riga',
		employeeCount: 1,
		leads: [{ name: 'Māris' }, { name: 'Olga' }]
	});
	const [event] = await db.select().from(auditEvents);
	expect(event).toMatchObject({
		action: 'team.added',
		actorId: ada.id,
		after: { name: 'Riga', leads: ['Māris', 'Olga'] }
	});
});

test('a lead who is taken off a team no longer sees its people', async ({ db }) => {
	const ada = await admin(db);
	const lead = await make.addUser(db, { role: 'lead' });
	const id = await addTeam(db, ada, { name: 'Riga', leadIds: [lead.id] });
	await make.addEmployee(db, { teamId: id, name: 'Anna' });
	expect((await listEmployees(db, lead)).rows.map(nameOf)).toEqual(['Anna']);
	await editTeam(db, ada, id, { name: 'Riga', leadIds: [] });
	expect((await listEmployees(db, lead)).rows).toEqual([]);
	expect(await actions(db)).toEqual(['team.added', 'team.edited']);
});

test('only a lead or an administrator can lead', async ({ db }) => {
	const ada = await admin(db);
	const reviewer = await make.addUser(db, { role: 'reviewer', name: 'Rita' });
	await make.addUser(db, { role: 'lead', name: 'Gone', deactivatedAt: new Date() });
	await make.addUser(db, { role: 'lead', name: 'Māris' });
	expect((await listPossibleLeads(db)).map(nameOf)).toEqual(['Ada', 'Māris']);
	await expect(addTeam(db, ada, { name: 'Riga', leadIds: [reviewer.id] })).rejects.toMatchObject({
		status: 422,
		body: { field: 'leadIds' }
	});
	expect(await listTeams(db, ada)).toEqual([]);
});

test('two teams do not have the same name', async ({ db }) => {
	const ada = await admin(db);
	await addTeam(db, ada, { name: 'Riga', leadIds: [] });
	const other = await addTeam(db, ada, { name: 'Cēsis', leadIds: [] });
	const problem = { status: 422, body: { field: 'name' } };
	await expect(addTeam(db, ada, { name: 'Riga', leadIds: [] })).rejects.toMatchObject(problem);
	await expect(editTeam(db, ada, other, { name: 'Riga', leadIds: [] })).rejects.toMatchObject(
		problem
	);
});

test('a team is archived when it is empty, and can be brought back', async ({ db }) => {
	const ada = await admin(db);
	const full = await addTeam(db, ada, { name: 'Full', leadIds: [] });
	const empty = await addTeam(db, ada, { name: 'Empty', leadIds: [] });
	await make.addEmployee(db, { teamId: full });
	await make.addEmployee(db, { teamId: empty, deactivatedAt: new Date() });
	await expect(archiveTeam(db, ada, full)).rejects.toMatchObject({ status: 409 });
	await archiveTeam(db, ada, empty);
	expect((await listTeams(db, ada)).map(nameOf)).toEqual(['Full']);
	expect((await listTeams(db, ada, { archived: true })).map(nameOf)).toEqual(['Empty']);
	await restoreTeam(db, ada, empty);
	expect((await listTeams(db, ada)).map(nameOf)).toEqual(['Empty', 'Full']);
});

test('leads see the teams they lead, employees their own, shoppers none', async ({ db }) => {
	const lead = await make.addUser(db, { role: 'lead' });
	const riga = await make.addTeam(db, { name: 'Riga', leads: [lead] });
	const cesis = await make.addTeam(db, { name: 'Cēsis' });
	const anna = await make.addEmployee(db, { teamId: cesis.id });
	const seen = async (viewer: Parameters<typeof listTeams>[1]) =>
		(await listTeams(db, viewer)).map(nameOf);
	expect(await seen(await make.addUser(db, { role: 'reviewer' }))).toEqual(['Cēsis', 'Riga']);
	expect(await seen(lead)).toEqual(['Riga']);
	expect(await seen(await make.addEmployeeUser(db, anna.id))).toEqual(['Cēsis']);
	expect(await seen(await make.addUser(db, { role: 'shopper' }))).toEqual([]);
	await expect(getTeam(db, lead, cesis.id)).rejects.toMatchObject({ status: 404 });
	expect((await getTeam(db, lead, riga.id)).name).toBe('Riga');
});

const shop = locationSchema.parse({ code: 'S1', name: 'Shop 1', timeZone: 'Europe/Riga' });

test('a location is added, edited, archived when nobody works there, and brought back', async ({
	db
}) => {
	const ada = await admin(db);
	const id = await addLocation(db, ada, shop);
	await editLocation(db, ada, id, { ...shop, address: 'Brīvības 1' });
	await editLocation(db, ada, id, { ...shop, address: 'Brīvības 1' });
	expect(await listLocations(db)).toMatchObject([{ code: 'S1', address: 'Brīvības 1' }]);
	const anna = await make.addEmployee(db, { locationId: id });
	await expect(archiveLocation(db, ada, id)).rejects.toMatchObject({ status: 409 });
	await deactivateEmployee(db, ada, anna.id);
	await archiveLocation(db, ada, id);
	expect(await listLocations(db)).toEqual([]);
	await restoreLocation(db, ada, id);
	expect(await listLocations(db)).toHaveLength(1);
	expect(await actions(db)).toEqual([
		'location.added',
		'location.edited',
		'employee.deactivated',
		'location.archived',
		'location.restored'
	]);
});

test('a location has a code of its own and a time zone that exists', async ({ db }) => {
	const ada = await admin(db);
	await addLocation(db, ada, shop);
	await expect(addLocation(db, ada, { ...shop, name: 'Shop 2' })).rejects.toMatchObject({
		status: 422,
		body: { field: 'code' }
	});
	expect(locationSchema.safeParse({ ...shop, timeZone: 'Mars/Olympus' }).success).toBe(false);
});
