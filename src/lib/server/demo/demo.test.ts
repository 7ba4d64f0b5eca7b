import { sql } from 'drizzle-orm';
import { temporaryFolder } from '../../../../tests/setup/folders.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import { employeeFigures } from '../coaching/report-data.ts';
import { employees, users } from '../db/schema/index.ts';
import { openFiles } from '../files/files.ts';
import { getProgrammeResults } from '../visits/programme-results/programme-results.ts';
import { loadDemo } from './demo.ts';

test('the demo house has chats, a call with its sound and visits on every stretch of their way', async ({
	db,
	pool
}) => {
	const dataDir = await temporaryFolder();
	const store = { files: await openFiles({ dataDir, s3Url: undefined }), dataDir };
	expect(await loadDemo({ db, pool }, store)).toBe(true);
	expect(await loadDemo({ db, pool }, store)).toBe(false);

	const { rows: states } = await db.execute<{ state: string; n: number }>(
		sql`select state, count(*)::int as n from visits group by state order by state`
	);
	expect(states).toEqual([
		{ state: 'filed', n: 1 },
		{ state: 'planned', n: 5 },
		{ state: 'released', n: 8 },
		{ state: 'taken', n: 1 }
	]);
	const { rows: sounds } = await db.execute(
		sql`select duration_ms from recordings where read_at is not null`
	);
	expect(sounds).toHaveLength(2);

	const { rows: photos } = await db.execute(sql`select state, count(*)::int as photos,
		count(*) filter (where shown_key is null)::int as unseen,
		(select count(*)::int from visit_flags f where f.rule = 'photo_reused' and f.closed_at is null) as reused
		from visit_files join visits v on v.id = visit_id group by state order by state`);
	expect(photos).toEqual([
		{ state: 'filed', photos: 1, unseen: 0, reused: 1 },
		{ state: 'released', photos: 5, unseen: 0, reused: 1 }
	]);

	const { rows: appealable } = await db.execute<{ isOpen: boolean }>(sql`
		select distinct v.approved_at + make_interval(days => p.appeal_days) > now() as "isOpen"
		from visits v join programmes p on p.id = v.programme_id where v.state = 'released'`);
	expect(appealable).toHaveLength(2);

	const people = await db.select().from(users);
	const admin = { ...people.find(({ role }) => role === 'admin')!, address: '' };
	const [anna] = await db.select().from(employees).orderBy(employees.code).limit(1);
	const { byLens } = await employeeFigures(db, admin, anna.id, null, 'en');
	expect(byLens.some(({ n }) => n > 0)).toBe(true);

	const { rows } = await db.execute<{ id: string }>(sql`select id from programmes`);
	const { figures } = await getProgrammeResults(db, admin, rows[0].id, 'en');
	expect(figures).toMatchObject({ n: 8, disputed: 0 });
	expect(figures.times.map(({ key }) => key)).toEqual([
		'greeting_seconds',
		'queue_seconds',
		'service_seconds'
	]);
}, 120_000);
