import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { Locale } from '../../locales.ts';
import type { Viewer } from '../../permissions.ts';
import { audit, type Actor } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { employees, users, userTokens } from '../db/schema/index.ts';
import { conflict, notFound } from '../errors.ts';
import { m } from '#lib/paraglide/messages.js';
import { hashPassword, verifyPassword } from './passwords.ts';
import { endSessions } from './sessions.ts';
import { digest, newToken } from './tokens.ts';

const hours = { invitation: 7 * 24, reset: 2 };

/** Whether anyone can sign in yet; while nobody can, /setup is open. */
export async function hasUsers(db: Db): Promise<boolean> {
	const rows = await db.select({ id: users.id }).from(users).limit(1);
	return rows.length > 0;
}

/** The first administrator. Throws a conflict when the house has users already. */
export async function createFirstAdmin(
	db: Db,
	input: { name: string; email: string; password: string; locale: Locale; address: string }
) {
	const passwordHash = await hashPassword(input.password);
	return db.transaction(async (db) => {
		await db.execute(sql`lock table users in exclusive mode`);
		if (await hasUsers(db)) throw conflict(m.setup_done_already());
		const { name, email, locale } = input;
		const [user] = await db
			.insert(users)
			.values({ name, email, locale, role: 'admin', passwordHash })
			.returning({ id: users.id });
		await audit(db, { id: user.id, name, address: input.address }, 'house.set_up', user.id);
		return { id: user.id, locale };
	});
}

/** A single-use link to choose a password; older ones of the same kind stop working. */
export async function createUserToken(db: Db, userId: string, kind: 'invitation' | 'reset') {
	const token = newToken();
	await db.delete(userTokens).where(and(eq(userTokens.userId, userId), eq(userTokens.kind, kind)));
	await db.insert(userTokens).values({
		id: digest(token),
		userId,
		kind,
		expiresAt: new Date(Date.now() + hours[kind] * 3_600_000)
	});
	return token;
}

/** The user who may still use this link; null when it is used, old or unknown. */
export async function findTokenUser(db: Db, token: string) {
	const [row] = await db
		.select({ userId: users.id, name: users.name, email: users.email, kind: userTokens.kind })
		.from(userTokens)
		.innerJoin(users, eq(users.id, userTokens.userId))
		.where(
			and(
				eq(userTokens.id, digest(token)),
				isNull(userTokens.usedAt),
				gt(userTokens.expiresAt, new Date()),
				isNull(users.deactivatedAt)
			)
		);
	return row ?? null;
}

/** Sets the password, uses up every link of the user and ends every session. */
export async function choosePassword(db: Db, token: string, password: string, address: string) {
	// Looked up first: a made-up link costs no hash.
	if (!(await findTokenUser(db, token))) throw notFound();
	const passwordHash = await hashPassword(password);
	return db.transaction(async (db) => {
		const user = await useToken(db, token);
		await db.update(users).set({ passwordHash }).where(eq(users.id, user.id));
		await forgetLinks(db, user.id);
		await endSessions(db, user.id);
		const actor = { id: user.id, name: user.name, address };
		await linkEmployee(db, actor, user.id);
		await audit(db, actor, 'password.chosen', user.id);
		return { id: user.id, locale: user.locale };
	});
}

async function useToken(db: Db, token: string) {
	const [used] = await db
		.update(userTokens)
		.set({ usedAt: new Date() })
		.from(users)
		.where(
			and(
				eq(userTokens.id, digest(token)),
				isNull(userTokens.usedAt),
				gt(userTokens.expiresAt, new Date()),
				eq(users.id, userTokens.userId),
				isNull(users.deactivatedAt)
			)
		)
		.returning({ id: users.id, name: users.name, locale: users.locale });
	if (!used) throw notFound();
	return used;
}

/** Makes the links of a user that are still open useless. */
export const forgetLinks = (db: Db, userId: string) =>
	db.delete(userTokens).where(and(eq(userTokens.userId, userId), isNull(userTokens.usedAt)));

/** Removes the links that are too old to open anything. */
export const forgetOldLinks = (db: Db) =>
	db.delete(userTokens).where(lt(userTokens.expiresAt, new Date()));

/** Changes the viewer's own password; false when the current one is wrong. Other sessions end. */
export async function changePassword(
	db: Db,
	viewer: Viewer,
	input: { current: string; password: string; sessionId: string }
) {
	const [user] = await db
		.select({ passwordHash: users.passwordHash })
		.from(users)
		.where(eq(users.id, viewer.id));
	if (!(await verifyPassword(user.passwordHash, input.current))) return false;
	const passwordHash = await hashPassword(input.password);
	await db.transaction(async (db) => {
		await db.update(users).set({ passwordHash }).where(eq(users.id, viewer.id));
		await forgetLinks(db, viewer.id);
		await endSessions(db, viewer.id, input.sessionId);
		await audit(db, viewer, 'password.changed', viewer.id);
	});
	return true;
}

/** Links a user to the employee of the same e-mail, unless one of them is linked already. */
export async function linkEmployee(db: Db, actor: Actor, userId: string) {
	const [linked] = await db
		.update(users)
		.set({ employeeId: sql`${employees.id}` })
		.from(employees)
		.where(
			and(
				eq(users.id, userId),
				isNull(users.employeeId),
				eq(sql`lower(${employees.email})`, sql`lower(${users.email})`),
				isNull(employees.deactivatedAt),
				sql`not exists (select from ${users} as other where other.employee_id = ${employees.id})`
			)
		)
		.returning({ code: employees.code, name: employees.name });
	if (linked) await audit(db, actor, 'user.linked', userId, { after: { employee: linked } });
}

/** The account of an e-mail that could get a reset link; null tells nobody anything. */
export async function findActiveUser(db: Db, email: string) {
	const [user] = await db
		.select({ id: users.id, name: users.name, email: users.email, locale: users.locale })
		.from(users)
		.where(and(eq(sql`lower(${users.email})`, email.toLowerCase()), isNull(users.deactivatedAt)));
	return user ?? null;
}
