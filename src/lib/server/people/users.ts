import { and, asc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { locales } from '../../locales.ts';
import { can, roles, type Role, type Viewer } from '../../permissions.ts';
import { line, optionalLine } from '../../text.ts';
import { audit, changed } from '../audit/audit.ts';
import { forgetLinks, linkEmployee } from '../auth/accounts.ts';
import { revokeApiTokens } from '../auth/api-tokens.ts';
import { mailInvitation, mailPasswordLink, type LinkSettings } from '../auth/links.ts';
import { endSessions } from '../auth/sessions.ts';
import type { Db } from '../db/database.ts';
import { employees, teamLeads, users } from '../db/schema/index.ts';
import { orTaken } from '../db/taken.ts';
import { conflict, invalid, notFound } from '../errors.ts';
import { pageOf, pageSize } from './pages.ts';
import { contains } from '../db/search.ts';

export const userSchema = z.object({
	name: line(200),
	email: z.email().max(320),
	role: z.enum(roles),
	locale: z.enum(locales).default('en'),
	/** Of the employee that this user is; '' for none. */
	employeeCode: optionalLine(50).default('')
});
export type UserInput = z.output<typeof userSchema>;

export type UserFilter = {
	/** In name or e-mail. */
	search?: string;
	role?: Role;
	state?: 'active' | 'inactive' | 'all';
	/** Id of the last user of the page before. */
	after?: string;
};

/** Administrators see all users, everybody else themselves. */
const visibleUsers = (viewer: Viewer) =>
	can(viewer, 'people:manage') ? undefined : eq(users.id, viewer.id);

/** A page of users by name. */
export async function listUsers(db: Db, viewer: Viewer, filter: UserFilter = {}, size = pageSize) {
	const { search, role, state = 'active', after } = filter;
	const rows = await db
		.select(columns)
		.from(users)
		.leftJoin(employees, eq(employees.id, users.employeeId))
		.where(
			and(
				visibleUsers(viewer),
				search?.trim() ? contains(search, [users.name, users.email]) : undefined,
				role && eq(users.role, role),
				state === 'active' ? isNull(users.deactivatedAt) : undefined,
				state === 'inactive' ? isNotNull(users.deactivatedAt) : undefined,
				after
					? gt(
							sql`(${users.name}, ${users.id})`,
							sql`(select cursor.name, cursor.id from ${users} as cursor where cursor.id = ${after})`
						)
					: undefined
			)
		)
		.orderBy(asc(users.name), asc(users.id))
		.limit(size + 1);
	return pageOf(rows, size);
}

export async function getUser(db: Db, viewer: Viewer, id: string) {
	const [user] = await db
		.select(columns)
		.from(users)
		.leftJoin(employees, eq(employees.id, users.employeeId))
		.where(and(visibleUsers(viewer), eq(users.id, id)));
	if (!user) throw notFound();
	return user;
}

/** Makes the account and mails the link to choose a password. */
export async function inviteUser(db: Db, settings: LinkSettings, viewer: Viewer, input: UserInput) {
	return db.transaction(async (db) => {
		const { name, email, role, locale } = input;
		const employeeId = await findEmployeeId(db, input.employeeCode);
		const insert = db.insert(users).values({ name, email, role, locale, employeeId });
		const [{ id }] = await orTaken(insert.returning({ id: users.id }), taken);
		if (!employeeId) await linkEmployee(db, viewer, id);
		const user = await getUser(db, viewer, id);
		await audit(db, viewer, 'user.invited', id, { after: pictureOf(user) });
		return { id, ...(await mailInvitation(db, settings, viewer, user)) };
	});
}

/** A new link for somebody who lost theirs: to accept the invitation, or to choose a new password. */
export async function sendLink(db: Db, settings: LinkSettings, viewer: Viewer, id: string) {
	return db.transaction(async (db) => {
		const user = await getUser(db, viewer, id);
		if (user.deactivatedAt) throw conflict(m.people_user_deactivated());
		if (user.hasPassword) {
			await audit(db, viewer, 'user.reset_sent', id);
			return mailPasswordLink(db, settings, user);
		}
		await audit(db, viewer, 'user.invited_again', id);
		return mailInvitation(db, settings, viewer, user);
	});
}

export async function editUser(db: Db, viewer: Viewer, id: string, input: UserInput) {
	await db.transaction(async (db) => {
		if (input.role !== 'admin') await keepAnAdmin(db, id);
		const before = await getUser(db, viewer, id);
		const { name, email, role, locale } = input;
		const employeeId = await findEmployeeId(db, input.employeeCode);
		const update = db.update(users).set({ name, email, role, locale, employeeId });
		await orTaken(update.where(eq(users.id, id)), taken);
		if (email.toLowerCase() !== before.email.toLowerCase()) await forgetLinks(db, id);
		if (!can({ role }, 'coaching:write'))
			await db.delete(teamLeads).where(eq(teamLeads.userId, id));
		const change = changed(pictureOf(before), pictureOf(await getUser(db, viewer, id)));
		if (change) await audit(db, viewer, 'user.edited', id, change);
	});
}

export const profileSchema = userSchema.pick({ name: true, locale: true });

/** What everybody may change of their own account. */
export async function editProfile(db: Db, viewer: Viewer, input: z.output<typeof profileSchema>) {
	await db.transaction(async (db) => {
		const { name, locale } = await getUser(db, viewer, viewer.id);
		const change = changed({ name, locale }, input);
		if (!change) return;
		await db.update(users).set(input).where(eq(users.id, viewer.id));
		await audit(db, viewer, 'user.edited', viewer.id, change);
	});
}

/** Shuts a user out at once: sessions end, links and API tokens are dead for good. */
export async function deactivateUser(db: Db, viewer: Viewer, id: string) {
	if (id === viewer.id) throw conflict(m.people_not_yourself());
	await db.transaction(async (db) => {
		await keepAnAdmin(db, id);
		const { name, email } = await getUser(db, viewer, id);
		await db.update(users).set({ deactivatedAt: new Date() }).where(eq(users.id, id));
		await endSessions(db, id);
		await revokeApiTokens(db, id);
		await forgetLinks(db, id);
		await audit(db, viewer, 'user.deactivated', id, { after: { name, email } });
	});
}

/** May come in again, with the password from before; API tokens stay revoked. */
export async function reactivateUser(db: Db, viewer: Viewer, id: string) {
	await db.transaction(async (db) => {
		const { name, email } = await getUser(db, viewer, id);
		await db.update(users).set({ deactivatedAt: null }).where(eq(users.id, id));
		await audit(db, viewer, 'user.reactivated', id, { after: { name, email } });
	});
}

const columns = {
	id: users.id,
	name: users.name,
	email: users.email,
	role: users.role,
	locale: users.locale,
	employeeCode: employees.code,
	employeeName: employees.name,
	hasPassword: sql<boolean>`${users.passwordHash} is not null`,
	deactivatedAt: users.deactivatedAt
};

type User = Awaited<ReturnType<typeof getUser>>;

/** What the audit log shows of a user. */
const pictureOf = ({ name, email, role, locale, employeeCode }: User) => ({
	name,
	email,
	role,
	locale,
	employee: employeeCode
});

const taken = {
	users_email: () => invalid(m.people_email_taken(), 'email'),
	users_employeeId_unique: () => invalid(m.people_employee_has_user(), 'employeeCode')
};

async function findEmployeeId(db: Db, code: string) {
	if (!code) return null;
	const [found] = await db
		.select({ id: employees.id })
		.from(employees)
		.where(eq(employees.code, code));
	if (!found) throw invalid(m.people_code_unknown(), 'employeeCode');
	return found.id;
}

/** Somebody other than this user must stay administrator and able to sign in. Locks them till the end. */
async function keepAnAdmin(db: Db, id: string) {
	const admins = await db
		.select({ id: users.id })
		.from(users)
		.where(and(eq(users.role, 'admin'), isNull(users.deactivatedAt), isNotNull(users.passwordHash)))
		.orderBy(asc(users.id))
		.for('update');
	if (admins.length && admins.every((admin) => admin.id === id))
		throw conflict(m.people_last_admin());
}
