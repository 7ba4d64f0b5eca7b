import { DrizzlePostgreSQLAdapter } from '@lucia-auth/adapter-drizzle';
import { and, desc, eq, gt, lt, ne, or } from 'drizzle-orm';
import { generateIdFromEntropySize, Lucia, TimeSpan, type Adapter } from 'lucia';
import type { Locale } from '../../locales.ts';
import type { Role, Viewer } from '../../permissions.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { sessions, users } from '../db/schema/index.ts';
import { notFound } from '../errors.ts';
import { digest } from './tokens.ts';

export type SessionSettings = { sessionIdleDays: number; sessionMaxDays: number };
type Origin = { address: string; userAgent: string };

/** Begins a session and returns its token: 256 bits, known to the browser alone. */
export async function startSession(
	db: Db,
	settings: SessionSettings,
	userId: string,
	from: Origin
) {
	const token = generateIdFromEntropySize(32);
	const attributes = { address: from.address, userAgent: from.userAgent.slice(0, 300) };
	await lucia(db, settings).createSession(userId, attributes, { sessionId: token });
	return token;
}

/** Who holds this token; null when it is unknown, idle too long, too old, or its user was deactivated. */
export async function findViewer(
	db: Db,
	settings: SessionSettings,
	token: string,
	address: string
): Promise<{ viewer: Viewer; sessionId: string } | null> {
	const { user, session } = await lucia(db, settings).validateSession(token);
	if (!user || user.deactivatedAt) return null;
	if (session.createdAt < oldest(settings)) return null;
	const { deactivatedAt: _, ...viewer } = user;
	return { viewer: { ...viewer, address }, sessionId: digest(token) };
}

/** The user's open sessions, newest first. */
export const listSessions = (db: Db, settings: SessionSettings, viewer: Viewer) =>
	db
		.select({
			id: sessions.id,
			createdAt: sessions.createdAt,
			address: sessions.address,
			userAgent: sessions.userAgent
		})
		.from(sessions)
		.where(
			and(
				eq(sessions.userId, viewer.id),
				gt(sessions.expiresAt, new Date()),
				gt(sessions.createdAt, oldest(settings))
			)
		)
		.orderBy(desc(sessions.createdAt), desc(sessions.id));

/** Ends one of the viewer's own sessions; `action` is what the audit log calls it. */
export async function endSession(
	db: Db,
	viewer: Viewer,
	id: string,
	action: 'session.ended' | 'sign_out' = 'session.ended'
) {
	await db.transaction(async (db) => {
		const mine = and(eq(sessions.id, id), eq(sessions.userId, viewer.id));
		const ended = await db.delete(sessions).where(mine).returning({ id: sessions.id });
		if (!ended.length) throw notFound();
		await audit(db, viewer, action, viewer.id);
	});
}

/** Ends all of the viewer's sessions but the one in use. */
export async function endOtherSessions(db: Db, viewer: Viewer, keep: string) {
	await db.transaction(async (db) => {
		await endSessions(db, viewer.id, keep);
		await audit(db, viewer, 'session.others_ended', viewer.id);
	});
}

/** Ends all sessions of a user, except perhaps the one in use. */
export const endSessions = (db: Db, userId: string, keep = '') =>
	db.delete(sessions).where(and(eq(sessions.userId, userId), ne(sessions.id, keep)));

/** Removes the sessions that are over by idleness or age; they open nothing either way. */
export const forgetOldSessions = (db: Db, settings: SessionSettings) =>
	db
		.delete(sessions)
		.where(or(lt(sessions.expiresAt, new Date()), lt(sessions.createdAt, oldest(settings))));

/** A session begun before this is over, however much it is used. */
const oldest = (settings: SessionSettings) =>
	new Date(Date.now() - settings.sessionMaxDays * 86_400_000);

const lucia = (db: Db, settings: SessionSettings) =>
	new Lucia(hashed(new DrizzlePostgreSQLAdapter(db as never, sessions as never, users as never)), {
		sessionExpiresIn: new TimeSpan(settings.sessionIdleDays, 'd'),
		getSessionAttributes: ({ createdAt = new Date() }) => ({ createdAt }),
		getUserAttributes: ({ name, email, role, locale, employeeId, deactivatedAt }) => ({
			name,
			email,
			role,
			locale,
			employeeId,
			deactivatedAt
		})
	});

/** Lucia thinks in tokens; the table knows only their digests. */
function hashed(adapter: DrizzlePostgreSQLAdapter): Adapter {
	return {
		getSessionAndUser: async (token) => {
			const [session, user] = await adapter.getSessionAndUser(digest(token));
			return [session && { ...session, id: token }, user];
		},
		getUserSessions: (userId) => adapter.getUserSessions(userId),
		setSession: (session) => adapter.setSession({ ...session, id: digest(session.id) }),
		updateSessionExpiration: (token, at) => adapter.updateSessionExpiration(digest(token), at),
		deleteSession: (token) => adapter.deleteSession(digest(token)),
		deleteUserSessions: (userId) => adapter.deleteUserSessions(userId),
		deleteExpiredSessions: () => adapter.deleteExpiredSessions()
	};
}

declare module 'lucia' {
	interface Register {
		Lucia: ReturnType<typeof lucia>;
		UserId: string;
		DatabaseSessionAttributes: { createdAt?: Date; address: string; userAgent: string };
		DatabaseUserAttributes: {
			name: string;
			email: string;
			role: Role;
			locale: Locale;
			employeeId: string | null;
			deactivatedAt: Date | null;
		};
	}
}
