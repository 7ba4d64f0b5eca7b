import { isHttpError } from '@sveltejs/kit';
import { asc, eq } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import { fromCell } from '../../csv.ts';
import type { Viewer } from '../../permissions.ts';
import { readRows } from '../conversations/import/csv/rows.ts';
import type { Db } from '../db/database.ts';
import { locations, shoppers, visits } from '../db/schema/index.ts';
import { assignVisit } from './assignment.ts';
import { completeProfiles } from './shoppers.ts';

export type AssignmentProblem = { line: number; message: string };
const mostRows = 20_000;

/**
 * Offers free visits of a programme from a CSV file with the columns `location` and `shopper` (codes). Good lines go
 * in, each bad one is listed; the same file again changes nothing that was offered already. As many lines for a shopper
 * at a location as visits there, those made already among them.
 */
export async function assignFromFile(
	db: Db,
	viewer: Viewer,
	programmeId: string,
	file: AsyncIterable<Uint8Array>
): Promise<{ assigned: number; unchanged: number; problems: AssignmentProblem[] }> {
	await completeProfiles(db);
	const problems: AssignmentProblem[] = [];
	const plan = await loadPlan(db, programmeId);
	let header: string[] | undefined;
	const asked = new Map<string, number>();
	let [assigned, unchanged] = [0, 0];
	for await (const { line, cells, problem } of readRows(file, {})) {
		const refuse = (message: string) => void problems.push({ line, message });
		if (problem || line > mostRows) {
			refuse(m.assign_unreadable());
			break;
		}
		if (!header) {
			header = cells.map((cell) => cell.trim().toLowerCase());
			if (header.includes('location') && header.includes('shopper')) continue;
			refuse(m.assign_columns());
			break;
		}
		const cellOf = (name: string) => fromCell((cells[header!.indexOf(name)] ?? '').trim());
		const message = await offer(cellOf('location'), cellOf('shopper'));
		if (message) refuse(message);
	}
	if (!header && !problems.length) problems.push({ line: 1, message: m.assign_columns() });
	return { assigned, unchanged, problems };

	async function offer(location: string, shopper: string): Promise<string | undefined> {
		const shopperId = plan.shoppers.get(shopper.toLowerCase());
		if (!shopperId) return m.assign_no_shopper({ code: shopper });
		const there = plan.visits.filter((visit) => visit.location === location.toLowerCase());
		if (!there.length) return m.assign_no_location({ code: location });
		const pair = `${shopperId} ${location.toLowerCase()}`;
		const wanted = (asked.get(pair) ?? 0) + 1;
		asked.set(pair, wanted);
		if (there.filter((visit) => visit.shopperId === shopperId).length >= wanted)
			return void unchanged++;
		const free = there.find((visit) => visit.state === 'planned' && !visit.shopperId);
		if (!free) return m.assign_none_free({ code: location });
		try {
			await assignVisit(db, viewer, free.id, shopperId);
		} catch (thrown) {
			if (isHttpError(thrown) && thrown.status === 422) return thrown.body.message;
			throw thrown;
		}
		free.shopperId = shopperId;
		assigned++;
	}
}

async function loadPlan(db: Db, programmeId: string) {
	const [rows, people] = await Promise.all([
		db
			.select({
				id: visits.id,
				state: visits.state,
				shopperId: visits.shopperId,
				location: locations.code
			})
			.from(visits)
			.innerJoin(locations, eq(locations.id, visits.locationId))
			.where(eq(visits.programmeId, programmeId))
			.orderBy(asc(visits.number)),
		db.select({ id: shoppers.userId, code: shoppers.code }).from(shoppers)
	]);
	return {
		visits: rows.map((row) => ({ ...row, location: row.location.toLowerCase() })),
		shoppers: new Map(people.map(({ id, code }) => [code.toLowerCase(), id]))
	};
}
