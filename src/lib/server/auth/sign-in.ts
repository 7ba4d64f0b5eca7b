import { eq, sql } from 'drizzle-orm';
import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Locale } from '../../locales.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { users } from '../db/schema/index.ts';
import { linkEmployee } from './accounts.ts';
import { verifyPassword } from './passwords.ts';
import { digest } from './tokens.ts';

export type SignIn =
	| { outcome: 'in'; user: { id: string; locale: Locale } }
	| { outcome: 'refused' }
	| { outcome: 'too_many'; seconds: number };

type Tries = { email: string; address: string };

/** Checks e-mail and password; wrong, unknown and deactivated all look the same. */
export async function signIn(
	db: Db,
	pool: Pool,
	input: Tries & { password: string }
): Promise<SignIn> {
	const seconds = await takePasswordTurn(pool, input);
	if (seconds) return { outcome: 'too_many', seconds };
	const [user] = await db
		.select()
		.from(users)
		.where(eq(sql`lower(${users.email})`, input.email.toLowerCase()));
	const right = await verifyPassword(user?.passwordHash ?? null, input.password);
	if (!user || !right || user.deactivatedAt) {
		const stranger = { id: null, name: '', address: input.address };
		const account = digest(input.email.toLowerCase()).slice(0, 12);
		await audit(db, stranger, 'sign_in.refused', user?.id ?? null, { after: { account } });
		return { outcome: 'refused' };
	}
	await limits(pool).account.delete(keyOf(input.email));
	await db.transaction(async (db) => {
		const actor = { id: user.id, name: user.name, address: input.address };
		await linkEmployee(db, actor, user.id);
		await audit(db, actor, 'sign_in', user.id);
	});
	return { outcome: 'in', user };
}

/** Counts one try of this account from this address; seconds to wait, or 0. */
export const takePasswordTurn = (pool: Pool, { email, address }: Tries) =>
	refusedFor(async () => {
		await limits(pool).address.consume(address);
		await limits(pool).account.consume(keyOf(email));
	});

/** Counts one link mailed to this account; seconds to wait, or 0. */
export const takeMailTurn = (pool: Pool, email: string) =>
	refusedFor(() => limits(pool).mail.consume(keyOf(email)));

/** Counts one try from this address at anything that can be guessed; seconds to wait, or 0. */
export const takeTurn = (pool: Pool, address: string) =>
	refusedFor(() => limits(pool).address.consume(address));

/** Ten tries and three mails an account, a hundred tries an address in a quarter of an hour. */
const limits = (pool: Pool) => ({
	account: limiter(pool, 'account', 10),
	address: limiter(pool, 'address', 100),
	mail: limiter(pool, 'mail', 3)
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

const keyOf = (email: string) => digest(email.toLowerCase());

async function refusedFor(consume: () => Promise<unknown>) {
	try {
		await consume();
		return 0;
	} catch (reason) {
		if (reason instanceof RateLimiterRes) return Math.ceil(reason.msBeforeNext / 1000);
		throw reason;
	}
}
