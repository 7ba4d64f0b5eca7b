import { hash } from 'node:crypto';
import { v7 } from 'uuid';
import { measure } from '../../conversation-metrics.ts';
import type { Segment } from '../../transcript.ts';
import { copyLine } from './copy-line.ts';
import { periodOf, segmentsOf, type ConversationRecord } from './import/record.ts';
import { maskRecord } from './masking.ts';
import { searchText } from './search-text.ts';

/** A masked conversation on its way in. */
export type Incoming = {
	line: number;
	/** Of the conversation that is there already, once it is found. */
	id?: string;
	record: ConversationRecord;
	segments: Segment[];
	segmentsJson: string;
	contentHash: string;
};

/** Masks a record and takes the fingerprint of what would be stored. */
export function incoming(line: number, unmasked: ConversationRecord): Incoming {
	const record = maskRecord(unmasked);
	const segments = segmentsOf(record);
	const segmentsJson = JSON.stringify(segments);
	const rest = JSON.stringify({ ...record, segments: undefined });
	const contentHash = hash('sha256', rest + segmentsJson, 'hex');
	return { line, record, segments, segmentsJson, contentHash };
}

/** Staging for COPY; the columns are in the order of `stagingLine`. */
export const createStaging = `create temp table import_rows (
	id uuid, source text, external_id text, channel text, employee_id uuid, employee_hint text,
	language text, customer_id text, customer_name text, subject text, tags text[], meta jsonb,
	csat smallint, nps smallint, survey_comment text, started_at timestamptz, ended_at timestamptz,
	opening text, message_count integer, first_answer_ms bigint, median_wait_ms bigint,
	longest_wait_ms bigint, duration_ms bigint, content_hash text, segments jsonb, words text
) on commit delete rows`;

export function stagingLine(row: Incoming, employeeId: string | null): string {
	const { record, segments } = row;
	const { startedAt, endedAt } = periodOf(record);
	const metrics = measure(segments);
	return copyLine([
		row.id ?? v7(),
		record.source,
		record.id,
		record.channel,
		employeeId,
		record.employee,
		record.language,
		record.customer?.id,
		record.customer?.name,
		record.subject,
		record.tags ?? [],
		JSON.stringify(record.meta ?? {}),
		record.survey?.csat,
		record.survey?.nps,
		record.survey?.comment,
		startedAt,
		endedAt,
		openingOf(segments),
		metrics.messages,
		metrics.firstAnswerMs,
		metrics.medianWaitMs,
		metrics.longestWaitMs,
		metrics.durationMs,
		row.contentHash,
		row.segmentsJson,
		searchText(record, segments)
	]);
}

/** One line of the list: the customer's first words, else anybody's. */
export function openingOf(segments: Segment[]): string {
	const messages = segments.filter(({ kind, text }) => kind === 'message' && text.trim() !== '');
	const first = messages.find(({ speaker }) => speaker === 'customer') ?? messages[0];
	const start = first?.text.slice(0, 400).replace(/\s+/g, ' ').trim() ?? '';
	return start.slice(0, 200).toWellFormed();
}

/** A call may come without its transcript; the one that was made of the recording then stays. */
const isWordless = `excluded.channel = 'call' and excluded.message_count = 0`;

const fromTranscript = [
	...['opening', 'message_count', 'first_answer_ms'],
	...['median_wait_ms', 'longest_wait_ms', 'duration_ms']
];

/** From staging to where it stays; a conversation with a submitted review is left as it is. */
export const takeInSql = `with taken as (
	insert into conversations as c (
		id, source, external_id, channel, employee_id, employee_hint, language, customer_id, customer_name,
		subject, tags, meta, csat, nps, survey_comment, started_at, ended_at, occurred_at, opening,
		message_count, first_answer_ms, median_wait_ms, longest_wait_ms, duration_ms, content_hash, import_id
	)
	select id, source, external_id, channel, employee_id, employee_hint, language, customer_id, customer_name,
		subject, tags, meta, csat, nps, survey_comment, started_at, ended_at, coalesce(started_at, now()), opening,
		message_count, first_answer_ms, median_wait_ms, longest_wait_ms, duration_ms, content_hash, $1
	from import_rows
	on conflict (source, external_id) do update set
		channel = excluded.channel,
		employee_id = case when excluded.employee_hint is distinct from c.employee_hint
			then excluded.employee_id else coalesce(excluded.employee_id, c.employee_id) end,
		employee_hint = excluded.employee_hint,
		language = excluded.language, customer_id = excluded.customer_id,
		customer_name = excluded.customer_name, subject = excluded.subject, tags = excluded.tags,
		meta = excluded.meta, csat = excluded.csat, nps = excluded.nps,
		survey_comment = excluded.survey_comment, started_at = excluded.started_at,
		ended_at = excluded.ended_at, occurred_at = coalesce(excluded.started_at, c.occurred_at),
		${fromTranscript.map((name) => `${name} = case when ${isWordless} then c.${name} else excluded.${name} end`).join(', ')},
		content_hash = excluded.content_hash, import_id = excluded.import_id
	where c.content_hash <> excluded.content_hash and c.erased_at is null and not exists (
		select from reviews r where r.conversation_id = c.id and r.submitted_at is not null)
	returning c.id, c.source, c.external_id, c.xmax = 0 as is_new
), said as (
	insert into transcripts (conversation_id, segments, search)
	select taken.id, r.segments, to_tsvector('simple', r.words)
	from taken join import_rows r using (source, external_id)
	on conflict (conversation_id) do update set segments = excluded.segments, search = excluded.search
		where excluded.segments <> '[]'
)
select count(*) filter (where is_new)::int as added, count(*) filter (where not is_new)::int as updated
from taken`;

export const takeBackSql = `with gone as (
	select c.id, c.created_at >= i.created_at as is_new
	from unnest($2::text[], $3::text[]) as k (source, external_id)
	join conversations c using (source, external_id)
	join imports i on i.id = c.import_id
	where i.id = $1 and not exists (select from reviews r where r.conversation_id = c.id)
		and not exists (select from recordings r where r.conversation_id = c.id)
), unsaid as (
	delete from transcripts using gone where conversation_id = gone.id
), removed as (
	delete from conversations c using gone where c.id = gone.id
)
select count(*) filter (where is_new)::int as added, count(*) filter (where not is_new)::int as updated
from gone`;
