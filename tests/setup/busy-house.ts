import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { expect } from 'vitest';
import type { Viewer } from '../../src/lib/permissions.ts';
import { startSession } from '../../src/lib/server/auth/sessions.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import { shoppers } from '../../src/lib/server/db/schema/index.ts';
import { fileVisit } from '../../src/lib/server/visits/filing.ts';
import type { VisitFiling } from '../../src/lib/visit-document.ts';
import { tokenOf } from './api.ts';
import type { Photo } from './dying-app.ts';
import {
	addEmployee,
	addProgrammeFor,
	addScorecard,
	addTeam,
	addUser,
	criterionOf,
	definitionOf,
	draftOf,
	filingOf,
	questionOf
} from './factories.ts';
import { addPastReview } from './past-reviews.ts';
import { sha256 } from './photos.ts';

/** The way of a visit. */
export const states = ['taken', 'filed', 'in_check', 'approved', 'released'];

/** What the clients were told: what was answered with success, and what was on its way when the app died. */
export type Known = {
	receipts: Map<string, { hash: string; receivedAt: string }>;
	/** Bytes that arrived, by photo. */
	photos: Map<string, number>;
	states: Map<string, string>;
	/** Reports that were begun, by employee. */
	drafts: Map<string, { id: string; version: number }>;
	/** SHA-256 by report. */
	issued: Map<string, string>;
	batches: Set<string>;
	cut: { filing: number; checking: number; reporting: number; batch: number };
};

/** What a shopper has in the phone. */
export type Kept = { id: string; visitId: string; photo?: Photo };

/** Visits to file by a shopper, filed ones to check by an editor, and people to report on by their lead. */
export async function openBusyHouse(db: Db) {
	const { versionId, visitIds, shopper } = await addVisits(db);
	const toCheck = visitIds.splice(0, 30);
	for (const [number, visitId] of toCheck.entries())
		await fileVisit(db, shopper, v7(), filingFor(visitId, versionId, number));
	const lead = await addUser(db, { role: 'lead' });
	const { id: teamId } = await addTeam(db, { leads: [lead] });
	const { id: batchTeamId } = await addTeam(db, { leads: [lead] });
	const scorecardVersionId = (await addScorecard(db)).versionId;
	const addPerson = async (teamId: string) => {
		const { id: employeeId } = await addEmployee(db, { teamId });
		const ratings = { politeness: 4, solution: 3 };
		await addPastReview(db, { employeeId, ratings, scorecardVersionId });
		return employeeId;
	};
	const employees: string[] = [];
	for (let n = 0; n < 30; n++) employees.push(await addPerson(teamId));
	for (let n = 0; n < 3; n++) await addPerson(batchTeamId);
	return {
		...{ versionId, toCheck, employees, batchTeamId },
		toFile: visitIds.map((visitId): Kept => ({ id: v7(), visitId })),
		served: (await addEmployee(db)).id,
		shopper: await tokenOf(db, shopper),
		editor: await cookieOf(db, await addUser(db, { role: 'reviewer' })),
		lead: { cookie: await cookieOf(db, lead), token: await tokenOf(db, lead) }
	};
}
export type BusyHouse = Awaited<ReturnType<typeof openBusyHouse>>;

/** Three programmes of a hundred visits, all taken. */
async function addVisits(db: Db) {
	const [section] = definitionOf(criterionOf('greeting')).sections;
	const questions = [
		questionOf('story', { minLength: 10 }),
		questionOf('front', { kind: 'photo', required: false, max: 1 })
	];
	const definition = { sections: [{ ...section, questions }] };
	const { versionId } = await addScorecard(db, { definition, channels: ['visit'] });
	const visitIds: string[] = [];
	for (let n = 0; n < 3; n++) {
		const input = { scorecardVersionId: versionId, visitsPerLocation: 100 };
		visitIds.push(...(await addProgrammeFor(db, input)).visits.map(({ id }) => id));
	}
	const shopper = await addUser(db, { role: 'shopper' });
	await db.insert(shoppers).values({ userId: shopper.id, code: 'S-1' });
	await db.execute(sql`update visits set state = 'taken', shopper_id = ${shopper.id}`);
	return { versionId, visitIds, shopper };
}

/** What the phone sends of the visit of this number. */
export const filingFor = (
	visitId: string,
	versionId: string,
	number: number,
	files: VisitFiling['files'] = []
) =>
	filingOf(visitId, versionId, {
		answers: {
			story: `I came in, and it was time number ${number}.`,
			...(files.length && { front: files.map(({ name }) => name) })
		},
		ratings: draftOf({ greeting: 4 }).ratings,
		files
	});

async function cookieOf(db: Db, { id }: Viewer) {
	const days = { sessionIdleDays: 1, sessionMaxDays: 1 };
	return `session=${await startSession(db, days, id, { address: '', userAgent: '' })}`;
}

/** All that was confirmed is there, once; what was cut off is there wholly or not at all. */
export async function expectWhole(db: Db, known: Known, dataDir: string) {
	const torn = await db.execute(sql`
		with counted as (select v.id, v.state, v.filing_id,
			(select count(*) from visit_filings f where f.visit_id = v.id) as filings,
			(select count(*) from visit_events e where e.visit_id = v.id and e.state = 'filed') as filed,
			(select count(*) from audit_events a where a.subject = v.id::text and a.action = 'visit.filed') as told,
			(select count(*) from reviews r where r.visit_id = v.id) as reviews,
			(select count(*) from visit_events e where e.visit_id = v.id and e.state = 'approved') as approved,
			(select count(*) from reviews r join review_revisions n on n.review_id = r.id
				join ratings g on g.revision_id = r.current_revision_id where r.visit_id = v.id) as marks
			from visits v)
		select 'filed other than once' as what, id::text from counted
		where array[filings, filed, told] <> array_fill((state <> 'taken')::int::bigint, array[3])
			or (filing_id is null) <> (state = 'taken')
		union all select 'reviewed other than once', id::text from counted
		where array[reviews, approved, marks] <> array_fill((state in ('approved', 'released'))::int::bigint, array[3])
		union all select 'report issued by halves', r.id::text from reports r
		where (r.issued_at is not null)::int <> all (array[
			(select count(*) from report_files f where f.report_id = r.id and encode(sha256(f.bytes), 'hex') = r.sha256),
			(select count(*) from audit_events a where a.subject = r.id::text and a.action = 'report.issued')])
		union all select 'report begun other than once', r.id::text from reports r
		where 1 <> (select count(*) from audit_events a where a.subject = r.id::text and a.action = 'report.started')
		union all select 'two reports', employee_id::text from reports group by employee_id having count(*) > 1
		union all select 'batch without its jobs', i.id::text from report_batch_items i
		where not exists (select from pgboss.job j where j.id = i.id)
		union all select 'photo that nobody was told of', f.id::text from visit_files f
		where 1 <> (select count(*) from audit_events a where a.subject = f.visit_id::text
			and a.action = 'visit.photo_received' and a.after->>'sha256' = f.sha256)`);
	expect(torn.rows).toEqual([]);
	const { rows } = await db.execute<{ id: string; state: string }>(
		sql`select id, state from visits`
	);
	const reached = new Map(rows.map(({ id, state }) => [id, states.indexOf(state)]));
	for (const [id, state] of known.states)
		expect(reached.get(id)).toBeGreaterThanOrEqual(states.indexOf(state));
	const filings = await db.execute<{ id: string; hash: string }>(
		sql`select id, hash from visit_filings`
	);
	const hashes = new Map(filings.rows.map(({ id, hash }) => [id, hash]));
	for (const [id, { hash }] of known.receipts) expect(hashes.get(id)).toBe(hash);
	const issued = await db.execute<{ id: string; sha256: string }>(
		sql`select id, sha256 from reports where issued_at is not null`
	);
	const sums = new Map(issued.rows.map(({ id, sha256 }) => [id, sha256]));
	for (const [id, sum] of known.issued) expect(sums.get(id)).toBe(sum);
	const batches = await db.execute<{ id: string }>(sql`select id from report_batches`);
	const begun = batches.rows.map(({ id }) => id);
	for (const id of known.batches) expect(begun).toContain(id);
	expect(begun.length).toBeLessThanOrEqual(known.batches.size + known.cut.batch);
	const files = await db.execute<{ id: string; sha256: string; key: string }>(
		sql`select id, sha256, original_key as key from visit_files`
	);
	for (const { sha256: sum, key } of files.rows)
		expect(sha256(await readFile(join(dataDir, 'files', key)))).toBe(sum);
}

/** What is still to be done: jobs, copies and prints of photos, photos that came whole and are not taken in. */
export async function outstanding(db: Db, dataDir: string) {
	// First: one that is taken in meanwhile is among the rows
	const whole = await wholeUploads(join(dataDir, 'photos'));
	const { rows } = await db.execute<{ id: string }>(sql`
		select id from pgboss.job where state < 'completed'
		union all select id from visit_files where (shown_key is null and problem is null)
			or not exists (select from visit_photo_prints p where p.file_id = id)`);
	return [...whole, ...rows.map(({ id }) => id)];
}

/** A restarted app takes them in beside its first answers. Their notes go last. */
async function wholeUploads(folder: string) {
	const names = await readdir(folder);
	const notes = names.filter((name) => name.endsWith('.json'));
	const isWhole = async (note: string) => {
		const text = await readFile(join(folder, note), 'utf8').catch(() => null);
		if (text === null) return false;
		const bytes = await stat(join(folder, note.slice(0, -'.json'.length))).catch(() => null);
		return !bytes || bytes.size === (JSON.parse(text) as { size: number }).size;
	};
	const whole = await Promise.all(notes.map(isWhole));
	return notes.filter((_, index) => whole[index]);
}

/** Every report of every batch is drawn, and no file is there that nobody knows. */
export async function expectNothingLeft(db: Db, dataDir: string) {
	const { rows } = await db.execute(sql`
		select count(*)::int as items, count(bytes)::int as drawn, count(failure)::int as failed from report_batch_items`);
	expect(rows).toEqual([{ items: rows[0].items, drawn: rows[0].items, failed: 0 }]);
	const files = await db.execute<{ id: string }>(sql`select id from visit_files`);
	const kept = await readdir(join(dataDir, 'files', 'visits'));
	expect(kept.sort()).toEqual(files.rows.flatMap(({ id }) => [id, `${id}.jpg`]).sort());
}
