import { and, desc, eq, isNull } from 'drizzle-orm';
import type { Viewer } from '../../permissions.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { apiTokens, users } from '../db/schema/index.ts';
import { notFound } from '../errors.ts';
import { digest, newToken } from './tokens.ts';

/** A token that acts as its owner until revoked; it is shown this once. */
export async function createApiToken(db: Db, viewer: Viewer, name: string) {
	const token = `pl_${newToken()}`;
	return db.transaction(async (db) => {
		const [row] = await db
			.insert(apiTokens)
			.values({ userId: viewer.id, name, tokenHash: digest(token) })
			.returning({ id: apiTokens.id });
		await audit(db, viewer, 'api_token.created', row.id, { after: { name } });
		return { id: row.id, token };
	});
}

/** The viewer's own tokens, newest first, without their secrets. */
export const listApiTokens = (db: Db, viewer: Viewer) =>
	db
		.select({
			id: apiTokens.id,
			name: apiTokens.name,
			createdAt: apiTokens.createdAt,
			lastUsedAt: apiTokens.lastUsedAt,
			revokedAt: apiTokens.revokedAt
		})
		.from(apiTokens)
		.where(eq(apiTokens.userId, viewer.id))
		.orderBy(desc(apiTokens.createdAt), desc(apiTokens.id));

/** Ends one of the viewer's own tokens for good. */
export async function revokeApiToken(db: Db, viewer: Viewer, id: string) {
	await db.transaction(async (db) => {
		const [row] = await db
			.update(apiTokens)
			.set({ revokedAt: new Date() })
			.where(
				and(eq(apiTokens.id, id), eq(apiTokens.userId, viewer.id), isNull(apiTokens.revokedAt))
			)
			.returning({ id: apiTokens.id });
		if (!row) throw notFound();
		await audit(db, viewer, 'api_token.revoked', id);
	});
}

/** Revokes every token of a user who may no longer come in. */
export const revokeApiTokens = (db: Db, userId: string) =>
	db
		.update(apiTokens)
		.set({ revokedAt: new Date() })
		.where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)));

/** Whose token this is; null when unknown, revoked, or its owner deactivated. */
export async function findTokenViewer(
	db: Db,
	token: string,
	address: string
): Promise<Viewer | null> {
	const [row] = await db
		.select({
			tokenId: apiTokens.id,
			lastUsedAt: apiTokens.lastUsedAt,
			id: users.id,
			name: users.name,
			email: users.email,
			role: users.role,
			employeeId: users.employeeId,
			locale: users.locale
		})
		.from(apiTokens)
		.innerJoin(users, eq(users.id, apiTokens.userId))
		.where(
			and(
				eq(apiTokens.tokenHash, digest(token)),
				isNull(apiTokens.revokedAt),
				isNull(users.deactivatedAt)
			)
		);
	if (!row) return null;
	const { tokenId, lastUsedAt, ...viewer } = row;
	await noteUse(db, tokenId, lastUsedAt);
	return { ...viewer, address };
}

/** To the minute, so that a busy program does not write a row with each request. */
async function noteUse(db: Db, tokenId: string, lastUsedAt: Date | null) {
	if (lastUsedAt && Date.now() - lastUsedAt.getTime() < 60_000) return;
	await db.update(apiTokens).set({ lastUsedAt: new Date() }).where(eq(apiTokens.id, tokenId));
}
