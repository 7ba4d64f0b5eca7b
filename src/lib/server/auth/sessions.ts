import { DrizzlePostgreSQLAdapter } from '@lucia-auth/adapter-drizzle';
import { and, desc, eq, gt, ne } from 'drizzle-orm';
import { generateIdFromEntropySize, Lucia, TimeSpan, type Adapter } from 'lucia';
import type { Locale } from '../../locales.ts';
import type { Role, Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { sessions, users } from '../db/schema/index.ts';
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
	const endsAt = session.createdAt.getTime() + settings.sessionMaxDays * 86_400_000;
	if (Date.now() > endsAt) return null;
	const { deactivatedAt: _, ...viewer } = user;
	return { viewer: { ...viewer, address }, sessionId: digest(token) };
}

/** The user's open sessions, newest first. */
export const listSessions = (db: Db, viewer: Viewer) =>
	db
		.select({
			id: sessions.id,
			createdAt: sessions.createdAt,
			expiresAt: sessions.expiresAt,
			address: sessions.address,
			userAgent: sessions.userAgent
		})
		.from(sessions)
		.where(and(eq(sessions.userId, viewer.id), gt(sessions.expiresAt, new Date())))
		.orderBy(desc(sessions.createdAt), desc(sessions.id));

/** Ends one of the viewer's own sessions. */
export const endSession = (db: Db, viewer: Pick<Viewer, 'id'>, id: string) =>
	db.delete(sessions).where(and(eq(sessions.id, id), eq(sessions.userId, viewer.id)));

/** Ends all sessions of a user, except perhaps the one in use. */
export const endSessions = (db: Db, userId: string, keep = '') =>
	db.delete(sessions).where(and(eq(sessions.userId, userId), ne(sessions.id, keep)));

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
