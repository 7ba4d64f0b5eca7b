import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { auditEvents } from '../db/schema/index.ts';

type Actor = Pick<Viewer, 'id' | 'name' | 'address'>;
type Change = { before?: unknown; after?: unknown };

/** Writes who did what to what; call it inside the transaction that did it. `null`: the system. */
export async function audit(
	db: Db,
	actor: Actor | null,
	action: string,
	subject: string | null,
	change: Change = {}
) {
	await db.insert(auditEvents).values({
		actorId: actor?.id,
		actorName: actor?.name ?? '',
		address: actor?.address ?? '',
		action,
		subject,
		...change
	});
}
