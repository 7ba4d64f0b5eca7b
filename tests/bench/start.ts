import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { atMost, median, type Row } from './rows.ts';
import { memoryOf, nodeArguments, root } from './scripts.ts';
import { onNewDatabase, onServer } from './server.ts';

const rounds = 7;
const emptyApp = {
	'package.json': '{ "type": "module" }',
	'svelte.config.js': `import adapter from '@sveltejs/adapter-node';
export default { kit: { adapter: adapter() } };`,
	'vite.config.js': `import { sveltekit } from '@sveltejs/kit/vite';
export default { plugins: [sveltekit()] };`,
	'src/app.html':
		'<html lang="en"><head>%sveltekit.head%</head><body>%sveltekit.body%</body></html>',
	'src/routes/+page.svelte': '<h1>Hello</h1>'
};

/** Issue 2, section 8: from nothing to the first answer, against an app with one empty page. Needs a build. */
export async function benchStart(): Promise<Row[]> {
	const empty = await buildEmptyApp();
	try {
		return await onServer((server) =>
			onNewDatabase(server, async (url) => {
				const ours: Started[] = [];
				const theirs: Started[] = [];
				for (let round = 0; round < rounds; round++) {
					theirs.push(await start(empty, ['build/index.js'], '/'));
					ours.push(
						await start(root, nodeArguments('serve'), '/setup', {
							DATABASE_URL: url,
							DATA_DIR: empty
						})
					);
				}
				const least = (all: Started[]) => Math.min(...all.map(({ ms }) => ms));
				return [
					atMost(
						'start on an existing database, to an empty SvelteKit app',
						5,
						least(ours) / least(theirs),
						' ×'
					),
					atMost('RSS idle, without PostgreSQL', 150, median(ours.map(({ rss }) => rss)), ' MB')
				];
			})
		);
	} finally {
		await rm(empty, { recursive: true });
	}
}

async function buildEmptyApp() {
	const folder = await mkdtemp(join(tmpdir(), 'plumbline-empty-'));
	for (const [path, text] of Object.entries(emptyApp)) {
		await mkdir(dirname(join(folder, path)), { recursive: true });
		await writeFile(join(folder, path), text);
	}
	await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
	const vite = join(root, 'node_modules/vite/bin/vite.js');
	execFileSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
		cwd: folder,
		stdio: 'ignore'
	});
	return folder;
}

type Started = { ms: number; rss: number };

async function start(cwd: string, given: string[], path: string, env = {}): Promise<Started> {
	const port = await freePort();
	const begun = performance.now();
	const child = spawn(process.execPath, given, {
		cwd,
		env: {
			...process.env,
			NODE_ENV: 'production',
			HOST: '127.0.0.1',
			PORT: `${port}`,
			LOG_LEVEL: 'silent',
			...env
		},
		stdio: 'ignore'
	});
	const ended = new Promise((resolve) => child.once('exit', resolve));
	try {
		while (!(await answers(`http://127.0.0.1:${port}${path}`))) {
			if (child.exitCode !== null) throw new Error(`${given} ended with ${child.exitCode}`);
			await setTimeout(2);
		}
		const ms = performance.now() - begun;
		await setTimeout(3000);
		return { ms, rss: memoryOf(child.pid!, 'VmRSS') };
	} finally {
		child.kill();
		await ended;
	}
}

const answers = (url: string) =>
	fetch(url).then(
		({ ok }) => ok,
		() => false
	);

async function freePort() {
	const probe = createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => probe.once('listening', resolve));
	const { port } = probe.address() as AddressInfo;
	await new Promise((resolve) => probe.close(resolve));
	return port;
}
