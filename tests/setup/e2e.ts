import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { test as base } from 'vitest';
import { connectDatabase, type Db } from '../../src/lib/server/db/database.ts';
import { users } from '../../src/lib/server/db/schema/index.ts';
import { hashPassword } from '../../src/lib/server/auth/passwords.ts';
import { startSession } from '../../src/lib/server/auth/sessions.ts';
import type { Viewer } from '../../src/lib/permissions.ts';
import { launchBrowser } from './chromium.ts';
import { addUser } from './factories.ts';
import { withNewDatabase } from './test.ts';

export { describe, expect } from 'vitest';
export { launchBrowser } from './chromium.ts';

export type App = {
	origin: string;
	dataDir: string;
	/** Everything that the server printed so far. */
	output(): string;
	/** Ends the server; SIGKILL to see what survives. */
	stop(signal?: NodeJS.Signals): Promise<void>;
};

export const password = 'correct horse battery';

/** Starts the built app on a database and a free port; resolves when it answers. */
export async function startApp(
	databaseUrl: string,
	options: { dataDir?: string; port?: number; env?: Record<string, string> } = {}
): Promise<App> {
	const port = options.port ?? (await freePort());
	const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'plumbline-e2e-')));
	const child = spawn(process.execPath, ['--import', './src/quick-start.js', 'src/server.ts'], {
		env: {
			...process.env,
			NODE_ENV: 'production',
			DATABASE_URL: databaseUrl,
			DATA_DIR: dataDir,
			PORT: String(port),
			HOST: '127.0.0.1',
			...options.env
		},
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (bytes: Buffer) => (output += bytes));
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const origin = `http://localhost:${port}`;
	const isGone = () => child.exitCode !== null || child.signalCode !== null;
	while (!output.includes('Plumbline is at')) {
		if (isGone()) throw new Error(`the app did not start:\n${output}`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
		child.kill(signal);
		await ended;
		if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
	};
	return { origin, dataDir, output: () => output, stop };
}

/** Starts `npm run worker` on a database; resolves when it works. */
export async function startWorker(databaseUrl: string, { dataDir }: { dataDir: string }) {
	const child = spawn(process.execPath, ['src/worker.ts'], {
		env: { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: dataDir, LOG_LEVEL: 'warn' },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	await Promise.race([once(child.stdout, 'data'), ended]);
	if (child.exitCode !== null) throw new Error('the worker did not start');
	return {
		signal: (signal: NodeJS.Signals) => child.kill(signal),
		async stop(signal: NodeJS.Signals = 'SIGTERM') {
			child.kill(signal);
			await ended;
		}
	};
}

/** A port that nobody listens on. */
export async function freePort() {
	const probe = createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => probe.once('listening', resolve));
	const { port } = probe.address() as AddressInfo;
	await new Promise((resolve) => probe.close(resolve));
	return port;
}

/** A user who can sign in with `password`. */
export async function addSignIn(db: Db, input: Partial<typeof users.$inferInsert> = {}) {
	return addUser(db, { ...input, passwordHash: await hashPassword(password) });
}

type FileFixtures = {
	/** URL of the migrated database that all journeys of this file share with one app. */
	databaseUrl: string;
	opened: ReturnType<typeof connectDatabase>;
	db: Db;
	app: App;
	browser: Browser;
};
type TestFixtures = {
	/** A page of a fresh browser profile, signed in as this user. */
	signIn: (viewer: Viewer, options?: Parameters<Browser['newContext']>[0]) => Promise<Page>;
};

const perFile = { scope: 'file' } as const;
const days = { sessionIdleDays: 14, sessionMaxDays: 90 };

const withApp = base.extend<{ $file: FileFixtures }>({
	databaseUrl: [async ({}, use) => withNewDatabase(use), perFile],
	opened: [
		async ({ databaseUrl }, use) => {
			const opened = connectDatabase(databaseUrl, { max: 5 });
			await use(opened);
			await opened.pool.end();
		},
		perFile
	],
	db: [async ({ opened }, use) => use(opened.db), perFile],
	app: [
		async ({ databaseUrl }, use) => {
			const app = await startApp(databaseUrl);
			await use(app);
			await app.stop();
		},
		perFile
	],
	browser: [
		async ({}, use) => {
			const browser = await launchBrowser();
			await use(browser);
			await browser.close();
		},
		perFile
	]
});

/** A browser journey. The journeys of a file share one app and one database: only the first may count on an empty list. */
export const test = withApp.extend<TestFixtures>({
	signIn: async ({ app, db, browser }, use) => {
		const contexts: BrowserContext[] = [];
		const faults: string[] = [];
		await use(async (viewer, options = {}) => {
			const context = await browser.newContext({
				baseURL: app.origin,
				viewport: { width: 1440, height: 900 },
				locale: 'en',
				...options
			});
			contexts.push(context);
			const value = await startSession(db, days, viewer.id, { address: '', userAgent: '' });
			await context.addCookies([{ name: 'session', value, url: app.origin }]);
			const page = await context.newPage();
			page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.stack}`));
			return page;
		});
		for (const context of contexts) await context.close();
		if (faults.length) throw new Error(`errors in the browser:\n${faults.join('\n')}`);
	}
});
