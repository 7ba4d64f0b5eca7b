import type { Channel } from '../../scorecard.ts';
import type { Db } from '../db/database.ts';
import { serviceStandards } from '../db/schema/index.ts';

/** How fast a channel should answer, in ms; null where nothing is agreed. */
export type Standard = { firstAnswerMs: number | null; abandonMs: number | null };
export type Standards = Record<Channel, Standard>;

/** The service standards of all channels. */
export async function getStandards(db: Db): Promise<Partial<Standards>> {
	const rows = await db.select().from(serviceStandards);
	return Object.fromEntries(rows.map((row) => [row.channel, standardOf(row)]));
}

/** The standard of one channel; of an unknown one, nothing is agreed. */
export function standardFor(standards: Partial<Standards>, channel: Channel): Standard {
	return standards[channel] ?? { firstAnswerMs: null, abandonMs: null };
}

function standardOf(row: typeof serviceStandards.$inferSelect): Standard {
	return { firstAnswerMs: inMs(row.firstAnswerSeconds), abandonMs: inMs(row.abandonSeconds) };
}

const inMs = (seconds: number | null) => (seconds === null ? null : seconds * 1000);
