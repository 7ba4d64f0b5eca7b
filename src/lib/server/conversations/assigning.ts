import { and, desc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { validate } from 'uuid';
import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../permissions.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { conversations, employeeAliases, employees, reviews } from '../db/schema/index.ts';
import { conflict, notFound } from '../errors.ts';
import { plain, readDirectory } from './employee-directory.ts';
import { visibleConversations } from './visibility.ts';

/** What sources call employees that nobody here is known by, the most frequent first. */
export async function listWaitingHints(db: Db, viewer: Viewer) {
	const count = sql<number>`count(*)::int`;
	return db
		.select({ hint: conversations.employeeHint, count })
		.from(conversations)
		.where(and(isNull(conversations.employeeId), visibleConversations(viewer)))
		.groupBy(conversations.employeeHint)
		.orderBy(desc(count), conversations.employeeHint)
		.limit(500);
}

/** Gives all conversations that wait under a hint to an employee; `remember`: those to come as well. */
export async function assignHint(
	db: Db,
	viewer: Viewer,
	input: { hint: string; employeeId: string; remember: boolean }
): Promise<{ assigned: number }> {
	return db.transaction(async (db) => {
		const { hint, employeeId, remember } = input;
		await requireEmployee(db, employeeId);
		const { rowCount } = await db
			.update(conversations)
			.set({ employeeId })
			.where(and(isNull(conversations.employeeId), eq(conversations.employeeHint, hint)));
		if (remember) await rememberAlias(db, plain(hint), employeeId);
		const assigned = rowCount ?? 0;
		await audit(db, viewer, 'conversations.assigned', employeeId, {
			after: { hint, remember, assigned }
		});
		return { assigned };
	});
}

/** Gives one conversation to an employee, whoever had it before; not once somebody has begun a review. */
export async function assignConversation(db: Db, viewer: Viewer, id: string, employeeId: string) {
	if (!validate(id)) throw notFound();
	return db.transaction(async (db) => {
		const [before] = await db
			.select({ employeeId: conversations.employeeId })
			.from(conversations)
			.where(and(eq(conversations.id, id), visibleConversations(viewer)))
			.for('update');
		if (!before) throw notFound();
		await requireEmployee(db, employeeId);
		const begun = await db.$count(reviews, eq(reviews.conversationId, id));
		if (begun > 0) throw conflict(m.conversation_assign_reviewed());
		await db.update(conversations).set({ employeeId }).where(eq(conversations.id, id));
		await audit(db, viewer, 'conversation.assigned', id, { before, after: { employeeId } });
	});
}

/** Assigns what waits and is known by now: employees, e-mails and aliases that were added since. */
export async function matchWaiting(db: Db, viewer: Viewer): Promise<{ assigned: number }> {
	return db.transaction(async (db) => {
		const employeeOf = await readDirectory(db);
		const waiting = await db
			.selectDistinct({ hint: conversations.employeeHint })
			.from(conversations)
			.where(and(isNull(conversations.employeeId), isNotNull(conversations.employeeHint)));
		const known = waiting.flatMap(({ hint }) => {
			const employeeId = employeeOf(hint!);
			return employeeId ? { hint: hint!, employeeId } : [];
		});
		if (known.length === 0) return { assigned: 0 };
		const { rowCount } =
			await db.execute(sql`update ${conversations} set employee_id = known.employee_id
			from unnest(${sql.param(known.map(({ hint }) => hint))}::text[],
				${sql.param(known.map(({ employeeId }) => employeeId))}::uuid[]) as known (hint, employee_id)
			where ${conversations.employeeId} is null and ${conversations.employeeHint} = known.hint`);
		const assigned = rowCount ?? 0;
		await audit(db, viewer, 'conversations.matched', null, { after: { assigned } });
		return { assigned };
	});
}

async function requireEmployee(db: Db, id: string) {
	const found = validate(id) && (await db.$count(employees, eq(employees.id, id)));
	if (!found) throw notFound();
}

async function rememberAlias(db: Db, alias: string, employeeId: string) {
	await db
		.insert(employeeAliases)
		.values({ alias, employeeId })
		.onConflictDoUpdate({ target: employeeAliases.alias, set: { employeeId } });
}
