import { and, asc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import type { ConversationFilter } from '../../conversation-filter.ts';
import type { Viewer } from '../../permissions.ts';
import { line } from '../../text.ts';
import type { Db } from '../db/database.ts';
import { savedViews } from '../db/schema/index.ts';
import { conflict, notFound } from '../errors.ts';

/** More would not fit over a list. */
const most = 20;

export const viewNameSchema = z.object({ name: line(60) });
export type SavedView = { id: string; name: string; filter: ConversationFilter };

/** The viewer's own views by name, as JSON inside a statement about something else. */
export const ownViews = (db: Db, viewer: Viewer) =>
	sql<SavedView[]>`(select coalesce(json_agg(view), '[]') from ${db
		.select({ id: savedViews.id, name: savedViews.name, filter: savedViews.filter })
		.from(savedViews)
		.where(eq(savedViews.userId, viewer.id))
		.orderBy(asc(savedViews.name), asc(savedViews.id))} as view)`;

/** Keeps a filter under a name; the same name again is the new filter. */
export async function saveView(db: Db, viewer: Viewer, name: string, filter: ConversationFilter) {
	await db.transaction(async (db) => {
		await db
			.insert(savedViews)
			.values({ userId: viewer.id, name, filter })
			.onConflictDoUpdate({ target: [savedViews.userId, savedViews.name], set: { filter } });
		const kept = await db.$count(savedViews, eq(savedViews.userId, viewer.id));
		if (kept > most) throw conflict(m.conversations_views_most({ count: most }));
	});
}

/** Throws 404 for another person's view. */
export async function removeView(db: Db, viewer: Viewer, id: string) {
	const [removed] = await db
		.delete(savedViews)
		.where(and(eq(savedViews.id, id), eq(savedViews.userId, viewer.id)))
		.returning({ id: savedViews.id });
	if (!removed) throw notFound();
}
