import { sql } from 'drizzle-orm';
import type { Role, Viewer } from '../../src/lib/permissions.ts';
import { createUserToken } from '../../src/lib/server/auth/accounts.ts';
import { hashPassword } from '../../src/lib/server/auth/passwords.ts';
import { startReport } from '../../src/lib/server/coaching/reports.ts';
import type { Database, Db } from '../../src/lib/server/db/database.ts';
import {
	scorecardVersions,
	suggestionBatches,
	suggestionBatchItems,
	users
} from '../../src/lib/server/db/schema/index.ts';
import { loadDemo } from '../../src/lib/server/demo/demo.ts';
import { openFiles } from '../../src/lib/server/files/files.ts';
import { createFromTemplate } from '../../src/lib/server/scorecards/scorecards.ts';
import { startReview } from '../../src/lib/server/reviews/drafts.ts';
import { monthOf } from '../../src/lib/periods.ts';
import { addDemoAiBatch, addDemoSuggestions } from './demo-ai.ts';
import { addDemoVisits } from './demo-visits.ts';
import { addDemoBatch, addDemoCall, addDemoJobs } from './demo-work.ts';
import { password } from './e2e.ts';
import { addLocation, viewerOf } from './factories.ts';
import { importRecords, record } from './import.ts';

export type DemoHouse = Awaited<ReturnType<typeof openDemoHouse>>;

/** The demo house: a viewer of each role who can sign in with `password`, and an id of each kind of thing. */
export async function openDemoHouse(
	database: Pick<Database, 'db' | 'pool'>,
	{ dataDir }: { dataDir: string }
) {
	const { db } = database;
	await loadDemo(database, { files: await openFiles({ dataDir, s3Url: undefined }), dataDir });
	await importLeftovers(database);
	await addDemoJobs(db);
	await db.update(users).set({ passwordHash: await hashPassword(password) });
	const viewers = await firstViewers(db);
	const ids = await idsIn(db, viewers);
	const { location: locationId, employee: employeeId, draftReview: review } = ids;
	await addDemoSuggestions(db, viewers.admin, { dataDir, review });
	const aiBatch = await addDemoAiBatch(db, viewers.reviewer, ids.conversation);
	const visits = await addDemoVisits(db, { viewers, locationId, employeeId });
	const batch = await addDemoBatch(db, viewers.lead);
	const call = await addDemoCall(database, viewers.admin, { dataDir, employee: 'E-01' });
	return { viewers, ids: { ...ids, batch, aiBatch, call }, visits };
}

/** An import that leaves something to do: a record that is refused, and somebody whom nobody knows. */
async function importLeftovers({ db, pool }: Pick<Database, 'db' | 'pool'>) {
	const { admin } = await firstViewers(db);
	const startedAt = '2026-01-15T09:00:00Z';
	const records = [record('L-1', { employee: 'X-77', startedAt }), { source: 'shop', id: 'L-2' }];
	await importRecords(pool, admin, records, { fileName: 'leftovers.jsonl' });
}

async function firstViewers(db: Db) {
	const rows = await db.select().from(users).orderBy(users.id);
	const entries = rows.reverse().map((user) => [user.role, viewerOf(user)]);
	return Object.fromEntries(entries) as Record<Role, Viewer>;
}

type IdName =
	'conversation' | 'reviewed' | 'review' | 'report' | 'team' | 'import' | 'comment' | 'scorecard';

async function idsIn(db: Db, viewers: Record<Role, Viewer>) {
	const { admin, lead, reviewer, shopper, employee } = viewers;
	const employeeId = employee.employeeId!;
	const { rows } = await db.execute<Record<IdName, string>>(sql`
		select
			(select id from conversations c where employee_id is not null and not exists
				(select from reviews where conversation_id = c.id) order by occurred_at limit 1) as conversation,
			(select conversation_id from reviews where employee_id = ${employeeId} and visit_id is null
				order by occurred_at desc limit 1) as reviewed,
			(select id from reviews where employee_id = ${employeeId} and visit_id is null
				and submitted_at is not null order by occurred_at desc limit 1) as review,
			(select id from reports where employee_id = ${employeeId} and issued_at is not null limit 1) as report,
			(select id from teams order by name limit 1) as team,
			(select id from imports where file_name = 'leftovers.jsonl') as import,
			(select id from comment_templates limit 1) as comment,
			(select scorecard_id from scorecard_versions where published_at is not null
				order by created_at limit 1) as scorecard`);
	const { conversation } = rows[0];
	return {
		...rows[0],
		location: (await addLocation(db, { name: 'Brīvības iela 12' })).id,
		employee: employeeId,
		user: shopper.id,
		draftScorecard: (await createFromTemplate(db, admin, 'complaint')).id,
		draftReview: await startReview(db, reviewer, { conversationId: conversation }),
		draftReport: await startReport(db, lead, { employeeId, period: monthOf(new Date()) }),
		resetToken: await createUserToken(db, shopper.id, 'reset'),
		aiBatch: await addPausedBatch(db, reviewer, conversation)
	};
}

/** AI drafts of one conversation, paused because there is no service. */
async function addPausedBatch(db: Db, { id: userId }: Viewer, conversationId: string) {
	const days = { dayFrom: '2026-01-05', dayTo: '2026-01-11' };
	const paused = { pausedAt: new Date(), pausedReason: 'off' as const };
	const [{ id: batchId }] = await db
		.insert(suggestionBatches)
		.values({ userId, locale: 'en', ...days, ...paused })
		.returning();
	const [{ id: scorecardVersionId }] = await db
		.select({ id: scorecardVersions.id })
		.from(scorecardVersions)
		.limit(1);
	await db.insert(suggestionBatchItems).values({ batchId, conversationId, scorecardVersionId });
	return batchId;
}
