import { eq, sql } from 'drizzle-orm';
import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { users } from '../db/schema/index.ts';
import { verifyPassword } from './passwords.ts';
import { digest } from './tokens.ts';

export type SignIn =
	| { outcome: 'in'; userId: string }
	| { outcome: 'refused' }
	| { outcome: 'too_many'; seconds: number };

/** Checks e-mail and password; wrong, unknown and deactivated all look the same. */
export async function signIn(
	db: Db,
	pool: Pool,
	input: { email: string; password: string; address: string }
): Promise<SignIn> {
	const seconds = await secondsToWait(pool, input);
	if (seconds) return { outcome: 'too_many', seconds };
	const [user] = await db
		.select()
		.from(users)
		.where(eq(sql`lower(${users.email})`, input.email.toLowerCase()));
	const right = await verifyPassword(user?.passwordHash ?? null, input.password);
	const actor = { id: user?.id ?? '', name: user?.name ?? '', address: input.address };
	if (!user || !right || user.deactivatedAt) {
		await audit(db, user ? actor : null, 'sign_in.refused', user?.id ?? null, {
			after: { account: digest(input.email.toLowerCase()).slice(0, 12), address: input.address }
		});
		return { outcome: 'refused' };
	}
	await limits(pool).account.delete(accountKey(input.email));
	await audit(db, actor, 'sign_in', user.id);
	return { outcome: 'in', userId: user.id };
}

/** Counts one try from this address at anything that can be guessed; seconds to wait, or 0. */
export const takeTurn = (pool: Pool, address: string) =>
	refusedFor(() => limits(pool).address.consume(address));

/** Ten tries an account and a hundred an address in a quarter of an hour. */
const limits = (pool: Pool) => ({
	account: limiter(pool, 'account', 10),
	address: limiter(pool, 'address', 100)
});

const limiter = (pool: Pool, keyPrefix: string, points: number) =>
	new RateLimiterPostgres({
		storeClient: pool,
		storeType: 'pool',
		tableName: 'rate_limits',
		tableCreated: true,
		keyPrefix,
		points,
		duration: 900,
		clearExpiredByTimeout: false
	});

const accountKey = (email: string) => digest(email.toLowerCase());

async function secondsToWait(pool: Pool, input: { email: string; address: string }) {
	const { account, address } = limits(pool);
	return refusedFor(async () => {
		await address.consume(input.address);
		await account.consume(accountKey(input.email));
	});
}

async function refusedFor(consume: () => Promise<unknown>) {
	try {
		await consume();
		return 0;
	} catch (reason) {
		if (reason instanceof RateLimiterRes) return Math.ceil(reason.msBeforeNext / 1000);
		throw reason;
	}
}
