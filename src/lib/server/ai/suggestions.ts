import { and, desc, eq, sql } from 'drizzle-orm';
import type { Viewer } from '../../permissions.ts';
import type { NaReason } from '../../scorecard.ts';
import type { AiDraft, Decision, Suggestion } from '../../suggestion.ts';
import type { Db } from '../db/database.ts';
import {
	aiSettings,
	reviews,
	suggestionDecisions,
	suggestionRuns,
	suggestions
} from '../db/schema/index.ts';
import { notFound } from '../errors.ts';
import type { SecretPlace } from '../secrets.ts';
import { provenCriteria } from './ai-agreement.ts';
import type { Limits } from './client.ts';
import { suggestRatings } from './suggest-ratings.ts';
import { closeStale, type About } from './suggestion-runs.ts';

/** Has the conversation of the viewer's own review read. */
export async function suggestForReview(
	db: Db,
	viewer: Viewer,
	place: SecretPlace,
	reviewId: string,
	options: { again?: boolean; limits?: Partial<Limits> } = {}
) {
	const { conversationId, scorecardVersionId } = await findOwn(db, viewer, reviewId);
	if (!conversationId) throw notFound();
	const subject = { conversationId, scorecardVersionId, requestedBy: viewer.id };
	await suggestRatings(db, place, { ...subject, locale: viewer.locale }, options);
}

/**
 * What the model has to say about the viewer's own review, newest run. Where the house wants the reviewer to
 * rate first, a suggestion's content stays away until it was revealed; elsewhere reading it reveals it.
 */
export async function findAiDraft(
	db: Db,
	viewer: Viewer,
	reviewId: string
): Promise<AiDraft | null> {
	const { settings, ...review } = await findOwn(db, viewer, reviewId);
	// Never set up: nothing can have been suggested
	if (!settings) return null;
	const run = await findRun(db, review);
	if (!run && !settings.isOn) return null;
	const rows = run ? await listSuggestions(db, run.id, reviewId) : [];
	const unseen = rows.filter(({ shownAt }) => !shownAt);
	if (!settings.afterOwnRating && unseen.length)
		await db
			.insert(suggestionDecisions)
			.values(unseen.map(({ id }) => ({ suggestionId: id, reviewId })))
			.onConflictDoNothing();
	const proven = run && rows.length ? await provenCriteria(db, run) : new Set<string>();
	return {
		state: !run ? 'none' : !run.finishedAt ? 'running' : run.failure ? 'failed' : 'done',
		failure: run?.failure ?? null,
		model: run?.model ?? settings.model,
		injections: run?.injections ?? [],
		omissions: run?.omissions ?? [],
		suggestions: rows.map((row): Suggestion => {
			const { id, criterion, decision, shownAt, ...content } = row;
			const isHidden = settings.afterOwnRating && !shownAt;
			const isUnproven = !proven.has(criterion);
			return { id, criterion, decision, isUnproven, content: isHidden ? null : content };
		})
	};
}

export type OwnRating = { suggestion: string; level: number | null; na: NaReason | null };

/** Shows suggestions; the reviewer's rating of this moment is kept beside each, the first one for good. */
export async function revealSuggestions(
	db: Db,
	viewer: Viewer,
	reviewId: string,
	own: OwnRating[]
) {
	await db.transaction(async (db) => {
		for (const { suggestion, level, na } of own) {
			await requireSuggestion(db, viewer, reviewId, suggestion);
			const rated = { ownLevel: na ? null : level, ownNa: na };
			await db
				.insert(suggestionDecisions)
				.values({ suggestionId: suggestion, reviewId, ...rated })
				.onConflictDoNothing();
		}
	});
}

/** Keeps what the reviewer did with a suggestion; the last word counts. */
export async function decideSuggestion(
	db: Db,
	viewer: Viewer,
	reviewId: string,
	suggestionId: string,
	decision: Decision
) {
	await db.transaction(async (db) => {
		await requireSuggestion(db, viewer, reviewId, suggestionId);
		const decided = { decision, decidedAt: new Date() };
		await db
			.insert(suggestionDecisions)
			.values({ suggestionId, reviewId, ...decided })
			.onConflictDoUpdate({
				target: [suggestionDecisions.suggestionId, suggestionDecisions.reviewId],
				set: decided
			});
	});
}

async function findOwn(db: Db, viewer: Viewer, reviewId: string) {
	const [review] = await db
		.select({
			conversationId: reviews.conversationId,
			scorecardVersionId: reviews.scorecardVersionId,
			settings: aiSettings
		})
		.from(reviews)
		.leftJoin(aiSettings, eq(aiSettings.id, true))
		.where(and(eq(reviews.id, reviewId), eq(reviews.reviewerId, viewer.id)));
	if (!review) throw notFound();
	return review;
}

type Review = Pick<Awaited<ReturnType<typeof findOwn>>, 'conversationId' | 'scorecardVersionId'>;

/** The run that runs, else the newest with an answer, else the newest. */
async function findRun(db: Db, { conversationId, scorecardVersionId }: Review) {
	if (!conversationId) return;
	const about = { conversationId, scorecardVersionId };
	const run = await newestRun(db, about);
	return run && !run.finishedAt && (await closeStale(db, [about])) ? newestRun(db, about) : run;
}

async function newestRun(db: Db, { conversationId, scorecardVersionId }: About) {
	const [run] = await db
		.select()
		.from(suggestionRuns)
		.where(
			and(
				eq(suggestionRuns.conversationId, conversationId),
				eq(suggestionRuns.scorecardVersionId, scorecardVersionId)
			)
		)
		.orderBy(
			sql`${suggestionRuns.finishedAt} is not null, ${suggestionRuns.failure} is not null`,
			desc(suggestionRuns.createdAt),
			desc(suggestionRuns.id)
		)
		.limit(1);
	return run;
}

const listSuggestions = (db: Db, runId: string, reviewId: string) =>
	db
		.select({
			id: suggestions.id,
			criterion: suggestions.criterion,
			level: suggestions.level,
			na: suggestions.na,
			reasoning: suggestions.reasoning,
			evidence: suggestions.evidence,
			unprovenQuotes: suggestions.unprovenQuotes,
			decision: suggestionDecisions.decision,
			shownAt: suggestionDecisions.createdAt
		})
		.from(suggestions)
		.leftJoin(
			suggestionDecisions,
			and(
				eq(suggestionDecisions.suggestionId, suggestions.id),
				eq(suggestionDecisions.reviewId, reviewId)
			)
		)
		.where(eq(suggestions.runId, runId));

/** The suggestion is about the conversation of the viewer's own review. */
async function requireSuggestion(db: Db, viewer: Viewer, reviewId: string, suggestionId: string) {
	const [found] = await db
		.select({ id: suggestions.id })
		.from(suggestions)
		.innerJoin(suggestionRuns, eq(suggestionRuns.id, suggestions.runId))
		.innerJoin(
			reviews,
			and(
				eq(reviews.conversationId, suggestionRuns.conversationId),
				eq(reviews.scorecardVersionId, suggestionRuns.scorecardVersionId)
			)
		)
		.where(
			and(
				eq(suggestions.id, suggestionId),
				eq(reviews.id, reviewId),
				eq(reviews.reviewerId, viewer.id)
			)
		);
	if (!found) throw notFound();
}
