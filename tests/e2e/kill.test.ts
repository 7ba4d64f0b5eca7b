import { sql } from 'drizzle-orm';
import { seededRandom } from '../../src/lib/bootstrap.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import { tokenOf } from '../setup/api.ts';
import { apiClient, requestsTo, untilDeath, type Client } from '../setup/dying-app.ts';
import { expect, startApp, test } from '../setup/e2e.ts';
import { addConversation, addEmployee, addScorecard, addUser } from '../setup/factories.ts';
import { temporaryFolder } from '../setup/folders.ts';
import { jsonLines, record } from '../setup/import.ts';

const seed = 20;
const kills = 20;
const perFile = 1200;
const messages = 6;

/** What the clients know: what was answered with 200, and what was on its way when the app died. */
type Known = {
	files: Set<string>;
	drafts: Map<string, { version: number; text: string; sent?: string }>;
	submitted: Set<string>;
	lost: { import: number; draft: number; submit: number };
};

test(`killed ${kills} times at random while it imports, saves and submits: what was confirmed is there, once`, async ({
	db,
	databaseUrl
}) => {
	const random = seededRandom(seed);
	const known: Known = {
		files: new Set(),
		drafts: new Map(),
		submitted: new Set(),
		lost: { import: 0, draft: 0, submit: 0 }
	};
	const work = await prepare(db);
	const dataDir = await temporaryFolder();
	for (let round = 0; round <= kills; round++) {
		const app = await startApp(databaseUrl, { dataDir, env: { LOG_LEVEL: 'warn' } });
		await expectWhole(db, known);
		const { request, dying } = requestsTo(app.origin);
		const client = apiClient(request, work.token);
		const isLast = round === kills;
		const loops = [
			importFiles(client, known, round, isLast),
			saveDrafts(client, known, work.drafted, isLast),
			submitReviews(client, known, work.conversations, isLast)
		];
		if (!isLast) {
			await new Promise((resolve) => setTimeout(resolve, 30 + random() * 600));
			dying();
		}
		const ended = Promise.all(loops);
		if (!isLast) await app.stop('SIGKILL');
		await ended;
		if (isLast) await app.stop();
	}
	await expectWhole(db, known);
	const everyFile = sql`select count(*)::int as n from conversations where source = 'shop'`;
	expect((await db.execute(everyFile)).rows).toEqual([{ n: known.files.size * perFile }]);
	expect(known.files.size).toBeGreaterThan(0);
	expect(known.submitted.size).toBeGreaterThan(0);
	for (const [what, times] of Object.entries(known.lost))
		expect(times, `${what} cut off`).toBeGreaterThan(kills / 4);
}, 180_000);

/** Someone with much to review, and a token. */
async function prepare(db: Db) {
	const reviewer = await addUser(db, { role: 'reviewer' });
	const { id: employeeId } = await addEmployee(db);
	await addScorecard(db);
	const add = async () => (await addConversation(db, { employeeId })).id;
	const drafted = await add();
	const conversations: string[] = [];
	for (let i = 0; i < 400; i++) conversations.push(await add());
	return { token: await tokenOf(db, reviewer), drafted, conversations };
}

/** The same file again until it is confirmed, then the next one. */
function importFiles(client: Client, { files, lost }: Known, round: number, isLast: boolean) {
	return untilDeath(
		() => lost.import++,
		async () => {
			const name = `file-${files.size}`;
			const records = Array.from({ length: perFile }, (_, i) =>
				record(`${name}-${i}`, {
					segments: Array.from({ length: messages }, (_, ordinal) => ({
						speaker: ordinal % 2 ? 'employee' : 'customer',
						text: `${name} ${i} ${ordinal} `.repeat(8)
					}))
				})
			);
			const query = `format=jsonl&fileName=${name}-round-${round}.jsonl`;
			const result = await client('POST', `/imports?${query}`, jsonLines(records));
			expect(result).toMatchObject({ read: perFile, refused: 0, updated: 0, outcome: 'finished' });
			expect(result.added + result.unchanged).toBe(perFile);
			files.add(name);
			return !isLast;
		}
	);
}

/** One draft, saved over and over, with a text that counts up. */
async function saveDrafts(client: Client, known: Known, conversationId: string, isLast: boolean) {
	let counter = 0;
	await untilDeath(
		() => known.lost.draft++,
		async () => {
			const { id, draftVersion } = await client('POST', '/reviews', { conversationId });
			const standing = await client('GET', `/reviews/${id}/draft`);
			const before = known.drafts.get(id);
			const { overallComment: text } = standing.document;
			if (before) expect([before.text, before.sent]).toContain(text);
			expect(standing.version).toBe(draftVersion);
			known.drafts.set(id, { version: draftVersion, text });
			for (let version = draftVersion; counter < 10_000; counter++) {
				const sent = `${version} of ${Date.now()}`;
				known.drafts.get(id)!.sent = sent;
				const document = { ratings: { politeness: { level: 3 } }, overallComment: sent };
				const saved = await client('PUT', `/reviews/${id}/draft`, { document, version });
				expect(saved.version).toBe(version + 1);
				version = saved.version;
				known.drafts.set(id, { version, text: sent });
				if (isLast) return false;
			}
			return false;
		}
	);
}

/** Starts and submits one review after the other; one that was cut off is submitted again. */
function submitReviews(client: Client, known: Known, conversations: string[], isLast: boolean) {
	return untilDeath(
		() => known.lost.submit++,
		async () => {
			const conversationId = conversations[known.submitted.size];
			const { id } = await client('POST', '/reviews', { conversationId });
			const ratings = { politeness: { level: 4 }, solution: { level: 5 } };
			const done = await client('POST', `/reviews/${id}/submit`, { document: { ratings } });
			expect(done).toMatchObject({ score: 0.875, draftVersion: null, revision: { number: 1 } });
			known.submitted.add(id);
			return !isLast && known.submitted.size < conversations.length;
		}
	);
}

/** All that was confirmed is there, once; what was cut off is there wholly or not at all. */
async function expectWhole(db: Db, { files, drafts, submitted }: Known) {
	const torn = await db.execute(sql`
		select 'conversation without all it said' as what, c.external_id as id
		from conversations c left join transcripts t on t.conversation_id = c.id
		where c.source = 'shop' and (t.segments is null or jsonb_array_length(t.segments) <> ${messages}
			or c.message_count <> ${messages})
		union all select 'said by nobody', conversation_id::text from transcripts
		where conversation_id not in (select id from conversations)
		union all select 'conversation twice', external_id from conversations
		group by source, external_id having count(*) > 1
		union all select 'import that counts other than it added', i.file_name from imports i
		where i.added <> (select count(*) from conversations c where c.import_id = i.id)
		union all select 'submitted by halves', r.id::text from reviews r
		where r.submitted_at is not null and (
			1 <> (select count(*) from review_revisions v where v.review_id = r.id)
			or 2 <> (select count(*) from ratings g where g.revision_id = r.current_revision_id)
			or 1 <> (select count(*) from audit_events a where a.subject = r.id::text
				and a.action = 'review.submitted')
			or exists (select from review_drafts d where d.review_id = r.id))
		union all select 'begun by halves', r.id::text from reviews r
		where r.submitted_at is null and (
			not exists (select from review_drafts d where d.review_id = r.id)
			or exists (select from review_revisions v where v.review_id = r.id))
		union all select 'begun other than once', r.id::text from reviews r
		where 1 <> (select count(*) from audit_events a where a.subject = r.id::text
			and a.action = 'review.started')`);
	expect(torn.rows).toEqual([]);
	const { rows: whole } = await db.execute<{ name: string }>(sql`
		select substring(external_id from '^file-\\d+') as name from conversations
		where source = 'shop' group by 1 having count(*) = ${perFile}`);
	const names = whole.map(({ name }) => name);
	for (const name of files) expect(names).toContain(name);
	const { rows: there } = await db.execute<{ id: string }>(
		sql`select id from reviews where submitted_at is not null`
	);
	const ids = new Set(there.map(({ id }) => id));
	for (const id of submitted) expect(ids).toContain(id);
	for (const [id, { version, text, sent }] of drafts) {
		const { rows } = await db.execute<{ version: number; text: string }>(
			sql`select version, document->>'overallComment' as text from review_drafts where review_id = ${id}`
		);
		const states = [{ version, text }, ...(sent ? [{ version: version + 1, text: sent }] : [])];
		expect(states).toContainEqual(rows[0]);
	}
}
