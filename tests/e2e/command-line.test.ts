import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, password, startApp, test } from '../setup/e2e.ts';
import { temporaryFolder } from '../setup/folders.ts';
import { jsonLines, record } from '../setup/import.ts';

test('the command line works beside the running app, on the database server that the app started', async () => {
	const dataDir = await temporaryFolder();
	const app = await startApp('', { dataDir });
	try {
		const env = { ...process.env, DATABASE_URL: '', DATA_DIR: dataDir };
		const run = (args: string[], input = '') =>
			execFileSync(process.execPath, ['src/cli.ts', ...args], { env, input, encoding: 'utf8' });

		const ada = ['--email', 'ada@example.com', '--name', 'Ada', '--role', 'admin'];
		run(['user', 'add', ...ada, '--password-stdin'], `${password}\n`);
		const signIn = await fetch(`${app.origin}/login`, {
			method: 'POST',
			redirect: 'manual',
			headers: { origin: app.origin, accept: 'text/html' },
			body: new URLSearchParams({ email: 'ada@example.com', password })
		});
		expect([signIn.status, signIn.headers.get('location')]).toEqual([303, '/']);

		const token = run(['token', 'add', '--user', 'ada@example.com']).trim();
		const file = join(dataDir, 'chats.jsonl');
		writeFileSync(file, jsonLines([record('C-1'), record('C-2')]));
		run(['import', file]);
		const answer = await fetch(`${app.origin}/api/v1/conversations`, {
			headers: { authorization: `Bearer ${token}` }
		});
		const { items } = await answer.json();
		expect(items.map(({ opening }: { opening: string }) => opening).sort()).toEqual([
			'Hello from C-1',
			'Hello from C-2'
		]);
	} finally {
		await app.stop();
	}
});
