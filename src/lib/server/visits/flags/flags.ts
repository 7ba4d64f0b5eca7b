import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../../permissions.ts';
import type { FlagVerdict } from '../../../visit-flags.ts';
import { audit } from '../../audit/audit.ts';
import type { Db } from '../../db/database.ts';
import { users, visitFlags, visits } from '../../db/schema/index.ts';
import { conflict, invalid, notFound } from '../../errors.ts';
import { lockVisit } from '../visits.ts';

/** What the rules found in a filing, open ones first. */
export const listFlags = (db: Db, filingId: string) =>
	db
		.select({
			id: visitFlags.id,
			rule: visitFlags.rule,
			key: visitFlags.key,
			details: visitFlags.details,
			verdict: visitFlags.verdict,
			word: visitFlags.word,
			closedAt: visitFlags.closedAt,
			closedBy: users.name
		})
		.from(visitFlags)
		.leftJoin(users, eq(users.id, visitFlags.closedBy))
		.where(eq(visitFlags.filingId, filingId))
		.orderBy(sql`${visitFlags.closedAt} is not null`, asc(visitFlags.id));

/** An editor says what it is and why. Once: the word stays. */
export async function closeFlag(
	db: Db,
	viewer: Viewer,
	visitId: string,
	flagId: string,
	{ verdict, word }: { verdict: FlagVerdict; word: string }
) {
	if (!word.trim()) throw invalid(m.visits_reason_missing(), 'word');
	await db.transaction(async (db) => {
		const visit = await lockVisit(db, viewer, visitId);
		if (visit.state !== 'in_check') throw conflict(m.visits_not_in_check());
		const [closed] = await db
			.update(visitFlags)
			.set({ verdict, word: word.trim(), closedAt: new Date(), closedBy: viewer.id })
			.where(
				and(
					eq(visitFlags.id, flagId),
					eq(visitFlags.filingId, visit.filingId!),
					isNull(visitFlags.closedAt)
				)
			)
			.returning({ rule: visitFlags.rule, key: visitFlags.key });
		if (!closed) throw notFound();
		await audit(db, viewer, 'visit.flag_closed', visitId, { after: { ...closed, verdict, word } });
	});
}

/** Nothing is approved while a flag is open. Throws a conflict that says how many there are. */
export async function requireFlagsClosed(
	db: Db,
	visit: Pick<typeof visits.$inferSelect, 'filingId'>
) {
	const open = await db.$count(
		visitFlags,
		and(eq(visitFlags.filingId, visit.filingId!), isNull(visitFlags.closedAt))
	);
	if (open) throw conflict(m.visits_flags_open({ count: open }));
}
