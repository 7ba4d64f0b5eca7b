import { isDeepStrictEqual } from 'node:util';
import { and, eq, isNull } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import { inWords } from '../../locales.ts';
import type { Viewer } from '../../permissions.ts';
import { definitionSchema } from '../../scorecard-schema.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { scorecards, scorecardVersions } from '../db/schema/index.ts';
import { conflict, invalid } from '../errors.ts';
import { lockScorecard, lockScorecardInUse, type Content } from './scorecards.ts';
import { findNewestVersion, versionColumns, type ScorecardVersion } from './versions.ts';

/** Saves of one person closer together than this are one sitting. */
const sittingMs = 10 * 60_000;

/** The version being written, or null. */
export async function findDraft(db: Db, scorecardId: string): Promise<ScorecardVersion | null> {
	const [draft] = await db
		.select(versionColumns)
		.from(scorecardVersions)
		.where(
			and(eq(scorecardVersions.scorecardId, scorecardId), isNull(scorecardVersions.publishedAt))
		);
	return draft ?? null;
}

/** Which state of which draft somebody has before them. */
export type Seen = { versionId: string; revision: number };

/** Keeps the draft as it stands; when it changed since it was read, says what stands there instead. */
export async function saveDraft(
	db: Db,
	viewer: Viewer,
	scorecardId: string,
	{ versionId, revision, ...content }: Content & Seen
): Promise<{ saved: true; revision: number } | { saved: false; draft: ScorecardVersion }> {
	return db.transaction(async (db) => {
		await lockScorecardInUse(db, scorecardId);
		const draft = await requireDraft(db, scorecardId, versionId);
		const { name, description, definition } = draft;
		// The answer to an earlier save of the same may have been lost on the way.
		if (isDeepStrictEqual(content, { name, description, definition }))
			return { saved: true, revision: draft.revision };
		if (draft.revision !== revision) return { saved: false, draft };
		await db
			.update(scorecardVersions)
			.set({
				...content,
				revision: revision + 1,
				updatedAt: new Date(),
				updatedBy: viewer.id
			})
			.where(eq(scorecardVersions.id, draft.id));
		if (draft.number === 1) await nameAs(db, scorecardId, content);
		// A draft saves itself every second while somebody types: one line a sitting, not one a save.
		if (draft.updatedBy !== viewer.id || Date.now() - draft.updatedAt.getTime() > sittingMs)
			await audit(db, viewer, 'scorecard.draft_edited', scorecardId, {
				after: { number: draft.number }
			});
		return { saved: true, revision: revision + 1 };
	});
}

/** Freezes the draft; from now on it is the version that new reviews use. Throws 422 while something is missing. */
export async function publishScorecard(
	db: Db,
	viewer: Viewer,
	scorecardId: string,
	seen?: Seen
): Promise<{ versionId: string; number: number }> {
	return db.transaction(async (db) => {
		await lockScorecardInUse(db, scorecardId);
		const draft = await requireDraft(db, scorecardId, seen?.versionId);
		if (seen && draft.revision !== seen.revision) throw conflict(m.scorecards_changed_elsewhere());
		const checked = definitionSchema.safeParse(draft.definition);
		if (!checked.success || !inWords(draft.name, viewer.locale))
			throw invalid(m.scorecards_not_ready({ count: checked.error?.issues.length ?? 1 }));
		await db
			.update(scorecardVersions)
			.set({ definition: checked.data, publishedAt: new Date(), publishedBy: viewer.id })
			.where(eq(scorecardVersions.id, draft.id));
		await nameAs(db, scorecardId, draft);
		await audit(db, viewer, 'scorecard.published', scorecardId, {
			after: { number: draft.number, versionId: draft.id }
		});
		return { versionId: draft.id, number: draft.number };
	});
}

/** The draft to edit; begins one with the next number from the newest published version when there is none. */
export async function draftFromPublished(db: Db, viewer: Viewer, scorecardId: string) {
	return db.transaction(async (db) => {
		await lockScorecardInUse(db, scorecardId);
		const draft = await findDraft(db, scorecardId);
		if (draft) return draft;
		const { name, description, definition, number } = (await findNewestVersion(db, scorecardId))!;
		const [begun] = await db
			.insert(scorecardVersions)
			.values({
				scorecardId,
				number: number + 1,
				name,
				description,
				definition,
				updatedBy: viewer.id
			})
			.returning(versionColumns);
		await audit(db, viewer, 'scorecard.draft_begun', scorecardId, {
			after: { number: begun.number }
		});
		return begun;
	});
}

/** Gives up the draft of a scorecard that has a published version. Throws 409 for one that has none. */
export async function discardDraft(db: Db, viewer: Viewer, scorecardId: string) {
	await db.transaction(async (db) => {
		await lockScorecard(db, scorecardId);
		const draft = await requireDraft(db, scorecardId);
		if (draft.number === 1) throw conflict(m.scorecards_only_draft());
		await db.delete(scorecardVersions).where(eq(scorecardVersions.id, draft.id));
		await audit(db, viewer, 'scorecard.draft_discarded', scorecardId, {
			before: { number: draft.number, definition: draft.definition }
		});
	});
}

async function requireDraft(db: Db, scorecardId: string, versionId?: string) {
	const draft = await findDraft(db, scorecardId);
	if (!draft || (versionId && draft.id !== versionId)) throw conflict(m.scorecards_no_draft());
	return draft;
}

function nameAs(db: Db, id: string, { name, description }: Pick<Content, 'name' | 'description'>) {
	return db.update(scorecards).set({ name, description }).where(eq(scorecards.id, id));
}
