import pg from 'pg';
import { v7 } from 'uuid';
import type { ConversationFilter, Place } from '../../src/lib/conversation-filter.ts';
import { connectDatabase, type Db } from '../../src/lib/server/db/database.ts';
import { getListSurroundings, listConversations } from '../../src/lib/server/conversations/list.ts';
import { addUser } from '../setup/factories.ts';
import { atMost, median, timeOf, type Row } from './rows.ts';
import { onNewDatabase, onServer } from './server.ts';

const rounds = { warming: 30, counted: 150 };
const size = 200_000;

/** Issue 2, section 8: the list of 200,000 conversations against the same SQL prepared with pg alone. */
export const benchList = () => onServer((server) => onNewDatabase(server, measure));

async function measure(url: string): Promise<Row[]> {
	const sent: Sent[] = [];
	const onQuery = (sql: string, params: unknown[] = []) => void sent.push({ sql, params });
	const { db, pool } = connectDatabase(url, { onQuery, max: 1 });
	const raw = new pg.Client({ connectionString: url, options: '-c timezone=UTC' });
	await raw.connect();
	try {
		await fill(raw);
		return await compare(db, raw, sent);
	} finally {
		await Promise.all([pool.end(), raw.end()]);
	}
}

type Sent = { sql: string; params: unknown[] };

async function compare(db: Db, raw: pg.Client, sent: Sent[]): Promise<Row[]> {
	const viewer = await addUser(db, { role: 'reviewer' });
	const { rows: far } = await raw.query(
		'select occurred_at::text as at, id from conversations order by occurred_at desc, id desc offset 49949 limit 1'
	);
	const { rows: people } = await raw.query('select id from employees order by code limit 1');
	const pages: [string, ConversationFilter, Place][] = [
		['first page', {}, null],
		['page 1000', {}, { older: far[0] }],
		['of one employee', { employee: people[0].id }, null],
		['of one channel', { channel: 'email' }, null],
		['with a word', { q: 'parcel w1234' }, null]
	];
	const times = pages.map(() => ({ ours: [] as number[], raw: [] as number[] }));
	for (let round = 0; round < rounds.warming + rounds.counted; round++)
		for (const [i, [, filter, place]] of pages.entries()) {
			sent.length = 0;
			await listConversations(db, viewer, filter, place);
			const [{ sql: text, params: values }] = sent;
			const query = filter.q ? { text, values } : { name: `raw ${i}`, text, values };
			const both = [
				() => timeOf(() => listConversations(db, viewer, filter, place)),
				() => timeOf(() => raw.query(query))
			];
			// Who comes second finds the pages in the processor's cache
			const isTurned = round % 2 === 1;
			const [a, b] = isTurned ? both.toReversed() : both;
			const taken = [await a(), await b()];
			const [ours, bare] = isTurned ? taken.toReversed() : taken;
			if (round < rounds.warming) continue;
			times[i].ours.push(ours);
			times[i].raw.push(bare);
		}
	sent.length = 0;
	await listConversations(db, viewer);
	await getListSurroundings(db, viewer, {});
	const statements = [...sent];
	const [first, thousandth] = times.map(({ ours }) => median(ours));
	return [
		...pages.map(([name], i) =>
			atMost(
				`list of ${size.toLocaleString('en')} conversations, ${name}, to raw prepared pg`,
				1.25,
				median(times[i].ours) / median(times[i].raw),
				' ×'
			)
		),
		atMost('page 1000 to the first page', 1.5, thousandth / first, ' ×'),
		atMost('statements for the page, with that of the session', 3, statements.length + 1),
		atMost(
			'exact counts among them',
			0,
			statements.filter(({ sql }) => /\bcount\s*\(/i.test(sql)).length
		)
	];
}

async function fill(client: pg.Client) {
	const id = v7();
	const statements = [
		`insert into teams (id, name) select gen_random_uuid(), 'Team ' || n from generate_series(1, 20) n`,
		`insert into employees (id, code, name, team_id)
			select gen_random_uuid(), 'E-' || n, 'Employee ' || n, (select id from teams where name = 'Team ' || (1 + n % 20))
			from generate_series(1, 400) n`,
		`create temp table people as select id, row_number() over (order by code) as place from employees`,
		`insert into conversations (id, source, external_id, channel, employee_id, language, occurred_at, opening,
				message_count, first_answer_ms, longest_wait_ms, content_hash)
			select gen_random_uuid(), 'bench', 'C-' || n, (array['chat', 'email', 'messenger'])[1 + n % 3], people.id,
				(array['en', 'ru', 'lv', 'ro'])[1 + n % 4], '2026-01-01'::timestamptz + n * interval '1 minute',
				'Where is my parcel number ' || n || '? It should have come yesterday.', 12, 41000, 252000, n::text
			from generate_series(1, ${size}) as g(n) join people on people.place = 1 + g.n % 400`,
		`insert into transcripts (conversation_id, segments, search)
			select id, jsonb_build_array(jsonb_build_object('ordinal', 0, 'speaker', 'customer', 'kind', 'message',
				'text', opening)), to_tsvector('simple', 'parcel w' || right(external_id, 4) || ' ' || opening)
			from conversations`,
		`insert into users (id, email, name, role) values ('${id}', 'bench', 'bench', 'reviewer')`,
		`insert into scorecards (id, name) values ('${id}', '{"en": "Bench"}')`,
		`insert into scorecard_versions (id, scorecard_id, number, definition, published_at)
			values ('${id}', '${id}', 1, '{"sections": []}', now())`,
		`insert into reviews (id, conversation_id, scorecard_version_id, reviewer_id, employee_id, channel, occurred_at,
				submitted_at, release_at, score)
			select gen_random_uuid(), id, '${id}', '${id}', employee_id, channel, occurred_at, now(), now(), 0.7
			from conversations where right(external_id, 1) = '7'`,
		'vacuum analyze'
	];
	for (const statement of statements) await client.query(statement);
}
