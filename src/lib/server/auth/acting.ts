import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { NIL } from 'uuid';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { users } from '../db/schema/index.ts';

const address = 'command line';

/** Whoever works at the machine itself, in a house where nobody can sign in yet. */
export const commandLine: Viewer = {
	id: NIL,
	name: address,
	email: '',
	role: 'admin',
	employeeId: null,
	locale: 'en',
	address
};

/** The active user of this e-mail as who acts on the command line; null when there is none. */
export async function findActor(db: Db, email: string): Promise<Viewer | null> {
	const [user] = await actors(db, eq(sql`lower(${users.email})`, email.toLowerCase()));
	return user ? { ...user, address } : null;
}

/** The active user of this id, for whom a job works; null when there is none any more. */
export async function findActiveViewer(db: Db, id: string): Promise<Viewer | null> {
	const [user] = await actors(db, eq(users.id, id));
	return user ? { ...user, address: '' } : null;
}

/** The administrator who has been there longest; null in a new house. */
export async function findFirstAdmin(db: Db): Promise<Viewer | null> {
	const [user] = await actors(db, eq(users.role, 'admin'));
	return user ? { ...user, address } : null;
}

const actors = (db: Db, isWanted: ReturnType<typeof eq>) =>
	db
		.select({
			id: users.id,
			name: users.name,
			email: users.email,
			role: users.role,
			employeeId: users.employeeId,
			locale: users.locale
		})
		.from(users)
		.where(and(isNull(users.deactivatedAt), isWanted))
		.orderBy(asc(users.createdAt), asc(users.id))
		.limit(1);
