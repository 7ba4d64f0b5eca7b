import { asc } from 'drizzle-orm';
import * as make from '../../../../tests/setup/factories.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import { problemText } from '../../import-problem.ts';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { auditEvents, employees } from '../db/schema/index.ts';
import { readEmployees, writeEmployees } from './employee-file.ts';
import { importEmployees } from './employee-import.ts';
import { archiveTeam, listTeams } from './teams.ts';

const admin = (db: Db) => make.addUser(db, { role: 'admin' });

async function* bytes(text: string | Uint8Array) {
	yield typeof text === 'string' ? new TextEncoder().encode(text) : text;
}
const read = (text: string | Uint8Array) => readEmployees(bytes(text));

async function bring(db: Db, viewer: Viewer, text: string, options = {}) {
	const { rows, problems } = await read(text);
	const plan = await importEmployees(db, viewer, rows, options);
	return {
		added: plan.added.length,
		changed: plan.changed.length,
		unchanged: plan.unchanged,
		problems: [...problems, ...plan.problems].map(
			({ line, problem }) => `${line}: ${problemText(problem, 'en')}`
		)
	};
}

const file = `code,name,email,team,location,locale
A1,Anna Bērziņa,anna@example.com,Riga,Shop 1,lv
B2,Boris,,Riga,,ru
`;

test('a file brings employees with teams and locations, and brings nothing twice', async ({
	db
}) => {
	const ada = await admin(db);
	expect(await bring(db, ada, file)).toEqual({ added: 2, changed: 0, unchanged: 0, problems: [] });
	expect(await listTeams(db, ada)).toMatchObject([{ name: 'Riga', employeeCount: 2 }]);
	expect(await bring(db, ada, file)).toEqual({ added: 0, changed: 0, unchanged: 2, problems: [] });
	expect(await db.$count(employees)).toBe(2);
});

test('the preview says the same and changes nothing', async ({ db }) => {
	const ada = await admin(db);
	expect(await bring(db, ada, file, { dryRun: true })).toMatchObject({ added: 2 });
	expect(await db.$count(employees)).toBe(0);
	expect(await listTeams(db, ada)).toEqual([]);
	expect(await db.$count(auditEvents)).toBe(0);
});

test('a corrected file changes what is different, and the log keeps both', async ({ db }) => {
	const ada = await admin(db);
	await bring(db, ada, file);
	const corrected = file.replace('Boris,,Riga', 'Boris,boris@example.com,Cēsis');
	expect(await bring(db, ada, corrected)).toMatchObject({ added: 0, changed: 1, unchanged: 1 });
	const events = await db.select().from(auditEvents).orderBy(asc(auditEvents.id));
	expect(events.map(({ action }) => action)).toEqual([
		'team.added',
		'location.added',
		'employee.added',
		'employee.added',
		'employees.imported',
		'team.added',
		'employee.edited',
		'employees.imported'
	]);
	expect(events.at(-2)).toMatchObject({
		before: { email: null, team: 'Riga' },
		after: { email: 'boris@example.com', team: 'Cēsis' }
	});
});

test('a column that is missing keeps what is there; an empty cell empties it', async ({ db }) => {
	const ada = await admin(db);
	await bring(db, ada, file);
	expect(await bring(db, ada, 'code,name\nA1,Anna B.\n')).toMatchObject({ changed: 1 });
	const row = async () => (await db.select().from(employees).orderBy(asc(employees.code)))[0];
	expect(await row()).toMatchObject({ name: 'Anna B.', email: 'anna@example.com', locale: 'lv' });
	await bring(db, ada, 'code,name,email\nA1,Anna B.,\n');
	expect(await row()).toMatchObject({ email: null, teamId: expect.any(String) });
});

test('bad lines are listed with line and reason; good ones go in', async ({ db }) => {
	const ada = await admin(db);
	const old = await make.addTeam(db, { name: 'Old' });
	await archiveTeam(db, ada, old.id);
	await make.addEmployee(db, { code: 'Z9', email: 'taken@example.com' });
	const text = `code,name,email,team,locale
A1,Anna,,Riga,lv
,Nobody,,Riga,lv
B2,,,Riga,lv
C3,Carla,carla at home,Riga,lv
D4,Dora,Taken@example.com,Riga,lv
A1,Anna again,,Riga,lv
E5,Egon,,Riga,klingon
F6,Fred,,old,lv
G7,Gerda,g@example.com,Riga,LV
H8,Hans,G@example.com,Riga,
${'x'.repeat(51)},Ivo,,,
`;
	expect(await bring(db, ada, text)).toEqual({
		added: 2,
		changed: 0,
		unchanged: 0,
		problems: [
			'3: The field “code” is empty',
			'4: The field “name” is empty',
			'5: “carla at home” is not an e-mail address',
			'6: The e-mail “Taken@example.com” belongs to the employee with code Z9',
			'7: The code “A1” stands in line 2 already',
			'8: “locale” must be one of: en, ru, lv, ro',
			'9: “Old” is archived; restore it first or choose another',
			'11: The e-mail “G@example.com” belongs to the employee with code G7',
			'12: “code” is longer than 50 characters'
		]
	});
	expect(await bring(db, ada, text)).toMatchObject({ added: 0, unchanged: 2 });
});

test.for([
	{ name: 'a file without rows', text: '', problem: '1: The file is empty' },
	{ name: 'no code column', text: 'name\nAnna\n', problem: '1: The file has no column “code”' },
	{
		name: 'a column twice',
		text: 'code,name,Name\nA1,Anna,Anna\n',
		problem: '1: The file has two columns named “name”'
	},
	{
		name: 'a row that is too short',
		text: 'code,name\nA1\n',
		problem: '2: The row has 1 cells where the header has 2'
	}
])('$name is said, not guessed', async ({ text, problem }, { db }) => {
	const result = await bring(db, await admin(db), text);
	expect(result).toEqual({ added: 0, changed: 0, unchanged: 0, problems: [problem] });
});

test('files as spreadsheets write them are read: semicolons, a byte order mark, our own words', async () => {
	const { rows, problems } = await read(
		'\ufeffKods;"Vārds, uzvārds";E-pasts;Komanda\r\n"A1";"Bērziņa; Anna";anna@example.com;Rīga\r\n'
	);
	expect(problems).toEqual([]);
	expect(rows).toEqual([
		{ line: 2, code: 'A1', name: 'Bērziņa; Anna', email: 'anna@example.com', team: 'Rīga' }
	]);
});

test('what is written out is read back the same, and formulas do not run', async ({ db }) => {
	const ada = await admin(db);
	await bring(db, ada, file);
	const odd = { code: '=1+1', name: '@SUM(A1:A9)', email: 'odd@example.com' };
	await make.addEmployee(db, odd);
	const written = await writeEmployees(db, ada, {});
	expect(written).toContain("'=1+1,'@SUM(A1:A9),odd@example.com");
	expect(await bring(db, ada, written)).toEqual({
		added: 0,
		changed: 0,
		unchanged: 3,
		problems: []
	});
});

test('a lead writes out their own team only', async ({ db }) => {
	const lead = await make.addUser(db, { role: 'lead' });
	const team = await make.addTeam(db, { leads: [lead] });
	await make.addEmployee(db, { code: 'A1', name: 'Anna', teamId: team.id });
	await make.addEmployee(db, { code: 'B2', name: 'Boris' });
	const written = await writeEmployees(db, lead, {});
	expect(written).toContain('A1,Anna');
	expect(written).not.toContain('Boris');
});

test('two who import the same file at once bring everybody once', async ({ db }) => {
	const ada = await admin(db);
	await Promise.all([bring(db, ada, file), bring(db, ada, file)]);
	expect(await db.$count(employees)).toBe(2);
});

test('five thousand employees come in with few statements', async ({ db, statements }) => {
	const ada = await admin(db);
	const lines = Array.from(
		{ length: 5000 },
		(_, n) => `C${n},Name ${n},n${n}@example.com,Team ${n % 20}`
	);
	const { rows } = await read(`code,name,email,team\n${lines.join('\n')}\n`);
	statements.length = 0;
	const plan = await importEmployees(db, ada, rows);
	expect(plan.added).toHaveLength(5000);
	expect(statements.length).toBeLessThan(25);
});
