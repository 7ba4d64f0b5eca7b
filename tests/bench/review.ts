import pg from 'pg';
import { v7 } from 'uuid';
import { connectDatabase, type Db } from '../../src/lib/server/db/database.ts';
import { startReview } from '../../src/lib/server/reviews/drafts.ts';
import { submitReview } from '../../src/lib/server/reviews/submit.ts';
import {
	addConversation,
	addEmployee,
	addScorecard,
	addUser,
	criterionOf,
	draftOf
} from '../setup/factories.ts';
import { atMost, median, timeOf, type Row } from './rows.ts';
import { onNewDatabase, onServer } from './server.ts';

const rounds = { warming: 20, counted: 100 };
const keys = Array.from({ length: 20 }, (_, i) => `criterion_${i}`);

/** Issue 2, section 8: submitting a review of 20 criteria against a bare transaction with 20 rating rows. */
export const benchReview = () => onServer((server) => onNewDatabase(server, measure));

async function measure(url: string): Promise<Row[]> {
	const { db, pool } = connectDatabase(url);
	let trips = 0;
	const counting = connectDatabase(url, { max: 1 });
	counting.pool.on('connect', (client) => {
		const query = client.query.bind(client) as (...args: unknown[]) => unknown;
		client.query = ((...args: unknown[]) => (trips++, query(...args))) as typeof client.query;
	});
	const raw = new pg.Client({ connectionString: url });
	await raw.connect();
	const next = await prepareDrafts(db);
	const ours: number[] = [];
	const bare: number[] = [];
	for (let round = 0; round < rounds.warming + rounds.counted; round++) {
		const submit = await next();
		const submitted = await timeOf(() => submit(db));
		const stored = await timeOf(await bareTransaction(raw));
		if (round < rounds.warming) continue;
		ours.push(submitted);
		bare.push(stored);
	}
	await counting.db.execute('select 1');
	const submit = await next();
	trips = 0;
	await submit(counting.db);
	await Promise.all([pool.end(), counting.pool.end(), raw.end()]);
	return [
		atMost(
			'submit a review of 20 criteria, to 20 bare rating rows',
			4,
			median(ours) / median(bare),
			' ×'
		),
		atMost('submit a review of 20 criteria, round trips', 4, trips)
	];
}

async function prepareDrafts(db: Db) {
	const reviewer = await addUser(db);
	const employee = await addEmployee(db);
	const { versionId } = await addScorecard(db, { criteria: keys.map((key) => criterionOf(key)) });
	const quote = 'I am sorry.';
	const evidence = [{ segment: 1, start: 0, end: quote.length, quote }];
	const document = draftOf(
		Object.fromEntries(
			keys.map((key, i) => [key, i % 4 ? { level: 4 } : { level: 2, evidence, comment: 'Late.' }])
		)
	);
	return async () => {
		const { id: conversationId } = await addConversation(db, { employeeId: employee.id });
		const id = await startReview(db, reviewer, { conversationId, scorecardVersionId: versionId });
		return (db: Db) => submitReview(db, reviewer, id, { document });
	};
}

/** Twenty rows into the very table, with nothing around them, for a revision that is there already. */
async function bareTransaction(client: pg.Client) {
	const revision = v7();
	await client.query(
		`insert into review_revisions (id, review_id, number, created_by)
		select $1, review_id, 1000 + (select count(*) from review_revisions), created_by
		from review_revisions order by created_at desc limit 1`,
		[revision]
	);
	const values = keys.map(
		(_, i) => `($${4 * i + 1}, $${4 * i + 2}, $${4 * i + 3}, $${4 * i + 4}, 0.75, 10)`
	);
	const text = `insert into ratings (id, revision_id, criterion, level, value, weight) values ${values}`;
	const rows = keys.flatMap((key) => [v7(), revision, key, 4]);
	return async () => {
		await client.query('begin');
		await client.query({ name: 'ratings', text, values: rows });
		await client.query('commit');
	};
}
