import type { Db } from '../db/database.ts';
import { auditEvents } from '../db/schema/index.ts';

/** Who did it: a viewer, or somebody not signed in (`id: null`). */
export type Actor = { id: string | null; name: string; address: string };
type Change = { before?: unknown; after?: unknown };

/** Writes who did what to what; call it inside the transaction that did it. `null`: the system. */
export async function audit(
	db: Db,
	actor: Actor | null,
	action: string,
	subject: string | null,
	change: Change = {}
) {
	await auditAll(db, actor, action, [{ subject, ...change }]);
}

/** The same action on many subjects, in one statement a thousand. */
export async function auditAll(
	db: Db,
	actor: Actor | null,
	action: string,
	events: (Change & { subject: string | null })[]
) {
	const { id: actorId, name: actorName, address } = actor ?? { id: null, name: '', address: '' };
	const rows = events.map((event) => ({ actorId, actorName, address, action, ...event }));
	for (let from = 0; from < rows.length; from += 1000)
		await db.insert(auditEvents).values(rows.slice(from, from + 1000));
}

/** Only what differs, as `before` and `after`; null when nothing does. */
export function changed<T extends object>(before: T, after: T) {
	const keys = (Object.keys(after) as (keyof T)[]).filter(
		(key) => JSON.stringify(before[key]) !== JSON.stringify(after[key])
	);
	if (!keys.length) return null;
	const pick = (from: T) => Object.fromEntries(keys.map((key) => [key, from[key] ?? null]));
	return { before: pick(before), after: pick(after) };
}
