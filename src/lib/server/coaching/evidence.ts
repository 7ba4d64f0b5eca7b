import { and, asc, desc, eq, sql } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import type { Quote } from '../../coaching-report.ts';
import type { Locale } from '../../locales.ts';
import type { Viewer } from '../../permissions.ts';
import type { Segment } from '../../transcript.ts';
import type { Db } from '../db/database.ts';
import {
	conversations,
	evidence,
	locations,
	ratings,
	reviewRevisions,
	reviews,
	transcripts,
	visits
} from '../db/schema/index.ts';
import { visibleReviews } from '../reviews/scope.ts';
import { initialOf, maskNames } from './names.ts';
import {
	hasOpenDispute,
	inWindow,
	readableFor,
	readableReviews,
	type Readable,
	type Window
} from './rows.ts';

/** Every quote of the window with the segment that it stands in, newest first. */
export function readEvidence(db: Db, employeeId: string, window: Window, readable: Readable) {
	return db
		.select({
			id: evidence.id,
			reviewId: reviews.id,
			criterion: ratings.criterion,
			quote: evidence.quote,
			fromMs: evidence.fromMs,
			toMs: evidence.toMs,
			heard,
			segment: sql<Segment | null>`${transcripts.segments} -> ${evidence.segment}`,
			occurredAt: reviews.occurredAt,
			externalId: conversations.externalId,
			customerName: conversations.customerName
		})
		.from(reviews)
		.innerJoin(ratings, eq(ratings.revisionId, reviews.currentRevisionId))
		.innerJoin(evidence, eq(evidence.ratingId, ratings.id))
		.innerJoin(conversations, eq(conversations.id, reviews.conversationId))
		.innerJoin(transcripts, eq(transcripts.conversationId, reviews.conversationId))
		.where(and(eq(reviews.employeeId, employeeId), inWindow(window), readableReviews(readable)))
		.orderBy(
			desc(reviews.occurredAt),
			desc(reviews.id),
			asc(evidence.segment),
			asc(evidence.start),
			asc(evidence.fromMs)
		);
}

/** What the transcript has of a stretch of the recording. */
const heard = sql<string | null>`case when ${evidence.fromMs} is not null then (
	select left(string_agg(s ->> 'text', ' ' order by (s ->> 'ordinal')::int), 1000)
	from jsonb_array_elements(${transcripts.segments}) s
	where s ->> 'kind' = 'message' and (s ->> 'startMs')::numeric < ${evidence.toMs}
		and (s ->> 'endMs')::numeric > ${evidence.fromMs}) end`;

export type EvidenceRow = Awaited<ReturnType<typeof readEvidence>>[number];

/** What the appendix says about each review of the window. */
export function readRecords(db: Db, employeeId: string, window: Window, readable: Readable) {
	return db
		.select({
			reviewId: reviews.id,
			reviewerId: reviews.reviewerId,
			/** As people know it: the record's number, or the location with the number of the visit. */
			name: sql<
				string | null
			>`coalesce(${conversations.externalId}, ${locations.name} || ' #' || ${visits.number})`,
			customerName: conversations.customerName,
			comment: reviewRevisions.overallComment
		})
		.from(reviews)
		.innerJoin(reviewRevisions, eq(reviewRevisions.id, reviews.currentRevisionId))
		.leftJoin(conversations, eq(conversations.id, reviews.conversationId))
		.leftJoin(visits, eq(visits.id, reviews.visitId))
		.leftJoin(locations, eq(locations.id, visits.locationId))
		.where(and(eq(reviews.employeeId, employeeId), inWindow(window), readableReviews(readable)));
}
export type RecordRow = Awaited<ReturnType<typeof readRecords>>[number];

export type EvidenceFilter = {
	window: Window;
	criterion?: string;
	/** Where the page before ended. */
	after?: { at: Date; id: string };
	limit?: number;
};

/** The quotes on which an employee was judged, newest first; those in dispute are marked. One statement. */
export async function listEvidence(
	db: Db,
	viewer: Viewer,
	employeeId: string,
	{ window, criterion, after, limit = 10 }: EvidenceFilter
) {
	const rows = await db
		.select({
			id: evidence.id,
			criterion: ratings.criterion,
			value: ratings.value,
			comment: ratings.comment,
			quote: evidence.quote,
			fromMs: evidence.fromMs,
			toMs: evidence.toMs,
			ordinal: evidence.segment,
			segment: sql<Segment | null>`${transcripts.segments} -> ${evidence.segment}`,
			reviewId: reviews.id,
			occurredAt: reviews.occurredAt,
			conversationId: conversations.id,
			externalId: conversations.externalId,
			channel: conversations.channel,
			isDisputed: hasOpenDispute
		})
		.from(reviews)
		.innerJoin(ratings, eq(ratings.revisionId, reviews.currentRevisionId))
		.innerJoin(evidence, eq(evidence.ratingId, ratings.id))
		.innerJoin(conversations, eq(conversations.id, reviews.conversationId))
		.innerJoin(transcripts, eq(transcripts.conversationId, reviews.conversationId))
		.where(
			and(
				eq(reviews.employeeId, employeeId),
				visibleReviews(db, viewer),
				readableReviews(readableFor(viewer)),
				inWindow(window),
				criterion ? eq(ratings.criterion, criterion) : undefined,
				after &&
					sql`(${reviews.occurredAt}, ${evidence.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
			)
		)
		.orderBy(desc(reviews.occurredAt), desc(evidence.id))
		.limit(limit + 1);
	const page = rows.slice(0, limit);
	const last = page.at(-1);
	const next = rows.length > limit && last ? { at: last.occurredAt, id: last.id } : null;
	return { rows: page, next };
}

type Said = Omit<EvidenceRow, 'id' | 'reviewId' | 'criterion'>;

/** The quote as a report may show it: the customer an initial, the employee by name. */
export function quoteOf(row: Said, employee: string, locale: Locale): Quote {
	const { segment, customerName, fromMs } = row;
	const said = segment?.at ?? row.occurredAt.toISOString();
	const text = row.quote ?? row.heard ?? m.coaching_listen({}, { locale });
	const isStretch = fromMs !== null;
	return {
		text: maskNames(text, namesOf(row), employee),
		speaker: isStretch
			? m.coaching_recording({}, { locale })
			: speakerOf(segment, customerName, employee, locale),
		at: new Date(said).toISOString(),
		recording: timesOf(row),
		source: row.externalId.slice(0, 500)
	};
}

/** Seconds from the start of the recording, where the record knows them. */
function timesOf({ segment, fromMs, toMs }: Said): Quote['recording'] {
	const from = fromMs ?? segment?.startMs;
	const to = toMs ?? segment?.endMs;
	return from === undefined || to === undefined ? null : { from: from / 1000, to: to / 1000 };
}

/** What the customer is called, by the record or in the segment. */
export const namesOf = ({ segment, customerName }: Pick<Said, 'segment' | 'customerName'>) => [
	customerName,
	segment?.speaker === 'customer' ? segment.name : null
];

function speakerOf(
	segment: Segment | null,
	customerName: string | null,
	employee: string,
	locale: Locale
): string {
	switch (segment?.speaker) {
		case 'employee':
			return employee;
		case 'customer': {
			const initial = initialOf(segment.name) || initialOf(customerName);
			const customer = m.coaching_customer({}, { locale });
			return initial ? `${initial} (${customer})` : customer;
		}
		case 'bot':
			return m.coaching_bot({}, { locale });
		default:
			return m.coaching_system({}, { locale });
	}
}
