import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { addEmployee, addReview, addUser } from '../../tests/setup/factories.ts';
import { temporaryFolder } from '../../tests/setup/folders.ts';
import { jsonLines, record } from '../../tests/setup/import.ts';
import { test as base } from '../../tests/setup/test.ts';
import { findTokenViewer } from '../lib/server/auth/api-tokens.ts';
import { findTokenUser } from '../lib/server/auth/accounts.ts';
import { signIn } from '../lib/server/auth/sign-in.ts';

vi.setConfig({ testTimeout: 120_000 });

type Run = (args: string[], input?: string) => Promise<Result>;
type Result = { code: number | null; out: string; err: string };

/** Runs the command line as a process of its own, on the test's database. */
const test = base.extend<{ folder: string; run: Run; runIn: (url: string) => Run }>({
	folder: async ({}, use) => use(await temporaryFolder()),
	run: async ({ databaseUrl, runIn }, use) => use(runIn(databaseUrl)),
	runIn: async ({ folder }, use) =>
		use((url) => (args, input = '') => {
			const env = { ...process.env, VITEST: '1', DATABASE_URL: url, DATA_DIR: folder };
			return plumbline(args, { ...env, npm_lifecycle_event: 'plumbline', INIT_CWD: folder }, input);
		})
});

test('wrong arguments end with 1 and the help, without a stack', async ({ run }) => {
	const errors = await refusals(run, [
		[[], 'Usage: plumbline'],
		[['improt'], "unknown command 'improt'"],
		[['import', 'x', '--as', 'xml'], 'Allowed choices are'],
		[['report', '--employee', 'A'], 'required option']
	]);
	for (const error of errors) expect(error).toContain('Usage: plumbline');
});

test('a new house gets its first administrator, then others by link, then a token', async ({
	run,
	db,
	pool
}) => {
	const ada = ['user', 'add', '--email', 'ada@example.com', '--name', 'Ada'];
	await refusals(run, [
		[['employee', 'list'], 'Nobody can sign in yet'],
		[[...ada, '--role', 'reviewer'], 'must be an administrator']
	]);
	const made = await run([...ada, '--role', 'admin', '--password-stdin'], 'the right sentence\n');
	expect(made).toMatchObject({ code: 0, err: '' });
	const input = { email: 'ada@example.com', password: 'the right sentence', address: '' };
	expect(await signIn(db, pool, input)).toMatchObject({ outcome: 'in' });

	const rita = ['user', 'add', '--email', 'rita@example.com', '--name', 'Rita'];
	const invited = await run([...rita, '--role', 'reviewer']);
	const link = invited.out.match(/\/reset\/(\S+)/)![1];
	expect(await findTokenUser(db, link)).toMatchObject({ email: 'rita@example.com' });
	await refusals(run, [
		[[...rita, '--role', 'reviewer'], 'e-mail'],
		[['token', 'add', '--user', 'nobody@example.com'], 'nobody@example.com']
	]);
	const listed = await run(['user', 'list', '--json']);
	expect(JSON.parse(listed.out)).toMatchObject([
		{ email: 'ada@example.com', role: 'admin', state: 'active' },
		{ email: 'rita@example.com', role: 'reviewer', state: 'invited' }
	]);
	const token = await run(['token', 'add', '--user', 'Rita@example.com']);
	expect(token.out).toMatch(/^pl_\S+\n$/);
	expect(await findTokenViewer(db, token.out.trim(), '')).toMatchObject({ name: 'Rita' });
});

test('an import says what became of the file: 0 all in, 2 some refused, 1 nothing in', async ({
	run,
	db,
	pool,
	folder
}) => {
	await addUser(db, { role: 'admin' });
	const lead = await addUser(db, { role: 'lead' });
	const good = [record('C-1'), record('C-2')];
	await writeFile(join(folder, 'good.jsonl'), jsonLines(good));
	await writeFile(join(folder, 'mixed.jsonl'), jsonLines([record('C-3'), { id: 'x' }]));
	await writeFile(join(folder, 'bad.txt'), '{"id": 1}\n');
	await writeFile(join(folder, 'table.csv'), 'thread,who,said\nT-1,kunde,Hello\nT-1,wir,Hi\n');
	const count = async () =>
		(await pool.query('select count(*)::int as n from conversations')).rows[0].n;

	const tried = await run(['import', 'good.jsonl', '--dry-run']);
	expect(tried).toMatchObject({ code: 0, err: '' });
	expect(tried.out).toContain('2 read, 2 added');
	expect(await count()).toBe(0);
	const { rows } = await pool.query('select from imports union all select from audit_events');
	expect(rows).toHaveLength(0);

	expect((await run(['import', 'good.jsonl'])).code).toBe(0);
	const again = await run(['import', 'good.jsonl', '--json']);
	expect(again.code).toBe(0);
	expect(JSON.parse(again.out)).toMatchObject({ added: 0, unchanged: 2, outcome: 'finished' });
	const mixed = await run(['import', 'mixed.jsonl']);
	expect(mixed.code).toBe(2);
	expect(mixed.err).toMatch(/^mixed\.jsonl:2: .+\n$/);
	const bad = await run(['import', 'bad.txt', '--as', 'jsonl']);
	expect(bad.code).toBe(1);
	expect(bad.err).toMatch(/^bad\.txt:1: /);
	const columns = ['conversation=thread', 'speaker=who', 'text=said'];
	const csv = ['import', 'table.csv', '--speaker', 'kunde=customer', '--speaker', 'wir=employee'];
	const table = await run([...csv, ...columns.flatMap((one) => ['--column', one])]);
	expect(table, table.err).toMatchObject({ code: 0 });
	expect(await count()).toBe(4);

	await refusals(run, [
		[['import', 'missing.jsonl'], 'no such file'],
		[['import', 'good.jsonl', '--time-zone', 'Mars/Olympus'], 'timeZone'],
		[['import', 'good.jsonl', '--by', lead.email], 'may not do this'],
		[['import', 'table.csv', '--column', 'thread'], 'name=value']
	]);
});

test('a house is saved, restored into an empty one, and writes the same report there', async ({
	run,
	runIn,
	db,
	folder,
	otherUrl
}) => {
	await addUser(db, { role: 'admin' });
	const { id: employeeId } = await addEmployee(db, { code: 'A-1', name: 'Žanna Bērziņa' });
	await addReview(db, { employeeId });
	await mkdir(join(folder, 'deep'));
	const report = ['report', '--employee', 'A-1', '--from', '2026-09-01', '--to', '2026-09-30'];
	expect(await run([...report, '--lang', 'lv', '--out', 'deep/a.pdf'])).toMatchObject({ code: 0 });
	const saved = await run(['backup', 'house.backup', '--json']);
	expect(saved.code).toBe(0);

	const other = runIn(otherUrl);
	const restored = await other(['restore', 'house.backup', '--json']);
	expect(restored, restored.err).toMatchObject({ code: 0, out: saved.out });
	expect(await other([...report, '--lang', 'lv', '--out', 'b.pdf'])).toMatchObject({ code: 0 });
	const [a, b] = await Promise.all(
		['deep/a.pdf', 'b.pdf'].map((name) => readFile(join(folder, name)))
	);
	expect(a.subarray(0, 5).toString()).toBe('%PDF-');
	expect(a.equals(b)).toBe(true);
	const listed = await other(['employee', 'list', '--json']);
	expect(JSON.parse(listed.out)).toMatchObject([{ code: 'A-1', name: 'Žanna Bērziņa' }]);

	await refusals(other, [
		[['restore', 'house.backup'], 'This house is not empty'],
		[['report', '--employee', 'Z', ...report.slice(3), '--out', 'c.pdf'], 'has the code Z'],
		[[...report.slice(0, -1), '2026-08-01', '--out', 'c.pdf'], 'is no period']
	]);
});

test('the doctor looks at everything, changes nothing and names what is wrong', async ({
	runIn,
	pool,
	databaseUrl
}) => {
	const url = new URL(databaseUrl);
	url.password ||= 'not asked for';
	const run = runIn(url.href);
	const well = await run(['doctor', '--json']);
	expect(well.code).toBe(0);
	const { checks, counts, settings } = JSON.parse(well.out);
	expect(checks.map(({ name }: { name: string }) => name)).toEqual([
		'runtime',
		'database',
		'migrations',
		'queue',
		'disk',
		'fonts'
	]);
	expect(counts).toMatchObject({ users: 0, house: 1 });
	expect(settings.find(({ name }: { name: string }) => name === 'DATABASE_URL').value).toContain(
		':…@'
	);
	await pool.query(`delete from drizzle.__drizzle_migrations where id =
		(select max(id) from drizzle.__drizzle_migrations)`);
	const ill = await run(['doctor']);
	expect(ill.code).toBe(1);
	expect(ill.out).toMatch(/WRONG {2}migrations .*1 to come with the next start/);
	const away = new URL(databaseUrl);
	away.pathname = '/nothing_here';
	const gone = await runIn(away.href)(['doctor']);
	expect(gone.code).toBe(1);
	expect(gone.out).toMatch(/WRONG {2}database .*does not exist/);
});

/** Each ends with 1, nothing on standard output, a word on what to do, and no stack. */
function refusals(run: Run, cases: [args: string[], says: string][]) {
	return Promise.all(
		cases.map(async ([args, says]) => {
			const { code, out, err } = await run(args);
			expect({ code, out }, err).toEqual({ code: 1, out: '' });
			expect(err).toContain(says);
			expect(err).not.toContain('    at ');
			return err;
		})
	);
}

function plumbline(args: string[], env: NodeJS.ProcessEnv, input: string) {
	return new Promise<Result>((resolve, reject) => {
		const start = ['--import', './src/quick-start.js', 'src/cli.ts'];
		const child = spawn(process.execPath, [...start, ...args], { env });
		let [out, err] = ['', ''];
		child.stdout.on('data', (bytes) => (out += bytes));
		child.stderr.on('data', (bytes) => (err += bytes));
		child.once('error', reject);
		child.once('close', (code) => resolve({ code, out, err }));
		child.stdin.end(input);
	});
}
