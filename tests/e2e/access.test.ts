import { NIL } from 'uuid';
import { can, roles, type Role, type Viewer } from '../../src/lib/permissions.ts';
import { startSession } from '../../src/lib/server/auth/sessions.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import { addUser } from '../setup/factories.ts';
import { expect, test } from '../setup/e2e.ts';
import { listEntries, type Entry } from '../setup/routes.ts';
import { access, type Access } from './access-table.ts';

const params: Record<string, string> = { token: 'made-up', number: '1', channel: 'chat' };
const sessions = { sessionIdleDays: 14, sessionMaxDays: 90 };

test('every way into the app has its line in the table, and every line its way', async () => {
	const found = (await listEntries()).map(({ key }) => key);
	expect(found.filter((key) => !Object.hasOwn(access, key))).toEqual([]);
	expect(Object.keys(access).filter((key) => !found.includes(key))).toEqual([]);
});

test('nobody comes in anywhere but where the table says public', async ({ app, db }) => {
	await addUser(db, { role: 'admin' });
	const wrong: string[] = [];
	for (const entry of await listEntries()) {
		const answer = await knock(app.origin, entry);
		if (!isRight(answer, access[entry.key] === 'public' ? 'in' : 'turned away'))
			wrong.push(`${entry.key}: ${answer.status} ${answer.location}`);
	}
	expect(wrong).toEqual([]);
});

test('each role comes in where the table says so, and is refused everywhere else', async ({
	app,
	db
}) => {
	const entries = await listEntries();
	const wrong: string[] = [];
	for (const role of roles) {
		const viewer = await addUser(db, { role, passwordHash: 'set' });
		for (const entry of entries) {
			const answer = await knock(app.origin, entry, await cookieOf(db, viewer));
			if (!isRight(answer, mayEnter(role, access[entry.key]) ? 'in' : 'refused'))
				wrong.push(`${entry.key} as ${role}: ${answer.status} ${answer.location}`);
		}
	}
	expect(wrong).toEqual([]);
});

type Answer = { status: number; location: string };

const mayEnter = (role: Role, needed: Access) =>
	needed === 'public' || needed === 'signed in' || can({ role }, needed);

/** In: whatever the answer is about, it is about the thing itself. */
function isRight({ status, location }: Answer, expected: 'in' | 'refused' | 'turned away') {
	const atTheDoor = status === 401 || location.startsWith('/login?next=');
	if (expected === 'turned away') return atTheDoor || location === '/login';
	if (expected === 'refused') return status === 403;
	return !atTheDoor && ![403, 405].includes(status) && status < 500;
}

/** A session for each request: some of them end it. */
const cookieOf = async (db: Db, viewer: Viewer) =>
	`session=${await startSession(db, sessions, viewer.id, { address: '', userAgent: '' })}`;

async function knock(origin: string, entry: Entry, cookie?: string): Promise<Answer> {
	const action = entry.action && entry.action !== 'default' ? `?/${entry.action}` : '';
	const isProgram = entry.route.startsWith('/api/') || entry.method !== 'GET';
	const response = await fetch(origin + pathOf(entry.route) + action, {
		method: entry.method,
		redirect: 'manual',
		headers: {
			origin,
			accept: isProgram ? 'application/json' : 'text/html',
			...(cookie && { cookie }),
			...(entry.action && {
				'content-type': 'application/x-www-form-urlencoded',
				'x-sveltekit-action': 'true'
			})
		},
		body: ['GET', 'HEAD', 'DELETE'].includes(entry.method) ? undefined : ''
	});
	await response.arrayBuffer();
	return { status: response.status, location: response.headers.get('location') ?? '' };
}

/** Groups are not in the address; an id is one that nobody has. */
const pathOf = (route: string) =>
	route
		.replace(/\/\([^)]+\)/g, '')
		.replace(/\[(\w+)\]/g, (_, name: string) => params[name] ?? NIL) || '/';
