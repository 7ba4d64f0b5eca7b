import { z } from 'zod';
import { locales } from '../../locales.ts';
import type { Viewer } from '../../permissions.ts';
import { channels, type Channel } from '../../scorecard.ts';
import { optionalLine } from '../../text.ts';
import { audit, changed } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { serviceStandards } from '../db/schema/index.ts';

const seconds = z.number().int().min(1).max(2_592_000).nullable();

export const standardSchema = z.object({
	/** null: nothing is agreed. */
	firstAnswerSeconds: seconds,
	/** After this long customers leave; null where it is not known. */
	abandonSeconds: seconds,
	note: z.partialRecord(z.enum(locales), optionalLine(500)).default({})
});
export type ServiceStandard = z.output<typeof standardSchema>;

/** The service standard of every channel, in the order of the channels. */
export async function listServiceStandards(db: Db) {
	const rows = await db.select().from(serviceStandards);
	const nothing = { firstAnswerSeconds: null, abandonSeconds: null, note: {} };
	return channels.map((channel) => ({
		...nothing,
		...rows.find((row) => row.channel === channel),
		channel
	}));
}

export async function editServiceStandard(
	db: Db,
	viewer: Viewer,
	channel: Channel,
	input: ServiceStandard
) {
	await db.transaction(async (db) => {
		const all = await listServiceStandards(db);
		const { channel: _, ...before } = all.find((one) => one.channel === channel)!;
		const change = changed<ServiceStandard>(before, input);
		if (!change) return;
		await db
			.insert(serviceStandards)
			.values({ channel, ...input })
			.onConflictDoUpdate({ target: serviceStandards.channel, set: input });
		await audit(db, viewer, 'standard.edited', channel, change);
	});
}
