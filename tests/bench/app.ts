import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSession } from '../../src/lib/server/auth/sessions.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import { timeOf } from './rows.ts';
import { nodeArguments, root } from './scripts.ts';

/** The built app on a database of its own, as people start it; resolves when it answers. */
export async function startServer(url: string, folder: string) {
	const port = await freePort();
	const origin = `http://localhost:${port}`;
	const child = spawn(process.execPath, nodeArguments('serve'), {
		cwd: root,
		env: {
			...process.env,
			...{ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: `${port}`, LOG_LEVEL: 'warn' },
			...{ DATABASE_URL: url, DATA_DIR: folder }
		},
		stdio: ['ignore', 'ignore', 'inherit']
	});
	const ended = once(child, 'exit');
	const ping = () =>
		timeOf(async () => void (await (await fetch(`${origin}/favicon.svg`)).arrayBuffer()));
	while (!(await ping().catch(() => null))) {
		if (child.exitCode !== null) throw new Error('the app did not start');
		await sleep(50);
	}
	return {
		...{ origin, ping, pid: child.pid! },
		async stop() {
			child.kill();
			await ended;
		}
	};
}

/** The cookie of a user who has just signed in. */
export async function cookieOf(db: Db, userId: string) {
	const days = { sessionIdleDays: 1, sessionMaxDays: 1 };
	return `session=${await startSession(db, days, userId, { address: '', userAgent: '' })}`;
}

async function freePort() {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as AddressInfo;
	await new Promise((resolve) => probe.close(resolve));
	return port;
}
