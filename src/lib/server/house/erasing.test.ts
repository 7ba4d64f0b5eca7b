import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { ratingsAnswer, turnAiOn } from '../../../../tests/setup/ai.ts';
import { startAiService } from '../../../../tests/setup/ai-service.ts';
import {
	addConversation,
	addEmployee,
	addReview,
	addUser,
	draftOf
} from '../../../../tests/setup/factories.ts';
import { temporaryFolder } from '../../../../tests/setup/folders.ts';
import { begunBeforeCommit } from '../../../../tests/setup/meanwhile.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import { suggestRatings } from '../ai/suggest-ratings.ts';
import { getConversation, getTranscript } from '../conversations/conversations.ts';
import { importConversations } from '../conversations/importing.ts';
import type { QuoteEvidence } from '../../scorecard.ts';
import type { Db } from '../db/database.ts';
import {
	auditEvents,
	evidence,
	reviewDrafts,
	suggestionRuns,
	suggestions
} from '../db/schema/index.ts';
import { openFiles } from '../files/files.ts';
import { readRecording } from '../recordings/reading.ts';
import { findRecording } from '../recordings/recordings.ts';
import { checkUpload, finishUpload } from '../recordings/uploads.ts';
import { reviseReview } from '../reviews/drafts.ts';
import { getReview } from '../reviews/reviews.ts';
import { getRevision } from '../reviews/revisions.ts';
import { submitReview } from '../reviews/submit.ts';
import { eraseConversation } from './erasing.ts';

test('an erased conversation has neither sound nor words, and keeps its score', async ({
	db,
	pool
}) => {
	const admin = await addUser(db, { role: 'admin' });
	const folder = await temporaryFolder();
	const files = await openFiles({ dataDir: folder, s3Url: undefined });
	const { id: employeeId } = await addEmployee(db);
	const quote = { segment: 0, start: 0, end: 6, quote: 'I live' };
	const conversation = {
		source: 'pbx',
		externalId: 'C-1',
		channel: 'call' as const,
		customerName: 'Ieva Kalniņa',
		subject: 'Ieva calls',
		segments: [{ text: 'I live in Brīvības 12' }]
	};
	const review = await addReview(db, {
		employeeId,
		conversation,
		ratings: { politeness: { level: 2, evidence: [quote] }, solution: 4 }
	});
	const { id } = review.conversation;
	const path = join(folder, 'incoming');
	await copyFile('tests/fixtures/recordings/mu-law.wav', path);
	const input = { filename: 'ieva.wav', conversation: id };
	const upload = { id: v7(), path, bytes: 1, input, actor: admin };
	const { recordingId } = await finishUpload(db, files, upload);
	await readRecording(db, files, recordingId);

	await addSuggestion(db, id, review.scorecardVersionId, quote);

	await eraseConversation(db, async () => files, admin, id);
	expect(await db.select().from(suggestions)).toMatchObject([
		{ level: 2, reasoning: '', evidence: [] }
	]);
	expect(await getTranscript(db, admin, id)).toEqual([]);
	const left = await getConversation(db, admin, id);
	expect(left).toMatchObject({ customerName: null, subject: null, opening: '' });
	expect(JSON.stringify(left)).not.toContain('Ieva');
	expect(await findRecording(db, id)).toMatchObject({ state: 'deleted', fileName: '–' });
	expect(await readdir(join(folder, 'files/recordings'))).toEqual([]);
	const { score, currentRevisionId } = await getReview(db, admin, review.id);
	expect(score).toBe(0.5);
	const { ratings } = await getRevision(db, currentRevisionId!);
	expect(ratings.politeness).toMatchObject({ level: 2, evidence: [] });

	const record = {
		source: 'pbx',
		id: 'C-1',
		channel: 'call',
		messages: [{ from: 'customer', text: 'I live in Brīvības 12' }]
	};
	const stream = [Buffer.from(JSON.stringify(record))] as unknown as AsyncIterable<Uint8Array>;
	await importConversations(pool, admin, { fileName: 'again.jsonl', format: 'jsonl', stream });
	expect(await getTranscript(db, admin, id)).toEqual([]);
	await expect(checkUpload(db, admin, { conversation: id })).rejects.toMatchObject({ status: 409 });
	const actions = (await db.select().from(auditEvents)).map(({ action }) => action);
	expect(actions).toEqual(expect.arrayContaining(['recording.deleted', 'conversation.erased']));
});

const quote = { segment: 1, start: 0, end: 10, quote: 'I am sorry' };
const noFiles = async () => Promise.reject(new Error('no files are needed'));

async function addReviewed(db: Db) {
	const admin = await addUser(db, { role: 'admin' });
	const { id: employeeId } = await addEmployee(db);
	const ratings = { politeness: { level: 2, evidence: [quote] }, solution: 4 };
	const review = await addReview(db, { employeeId, ratings });
	const erase = () => eraseConversation(db, noFiles, admin, review.conversation.id);
	const quotes = async () => {
		const drafts = await db.select({ document: reviewDrafts.document }).from(reviewDrafts);
		return JSON.stringify([await db.select().from(evidence), drafts]).match(/I am sorry/g);
	};
	return { ...review, ratings, erase, quotes };
}

test('an erasing that comes before a review is committed waits for it', async ({ db }) => {
	const { id, reviewer, ratings, erase, quotes } = await addReviewed(db);
	await reviseReview(db, reviewer, id);
	const meanwhile = begunBeforeCommit(db, erase);
	const again = { document: draftOf(ratings), reason: 'again' };
	await submitReview(meanwhile.db, reviewer, id, again);
	await meanwhile.over();
	expect(await quotes()).toBeNull();
});

test('an erasing that comes before a review is open again waits for it', async ({ db }) => {
	const { id, reviewer, erase, quotes } = await addReviewed(db);
	const meanwhile = begunBeforeCommit(db, erase);
	await reviseReview(meanwhile.db, reviewer, id);
	await meanwhile.over();
	expect(await quotes()).toBeNull();
});

test('what a model suggests of a conversation that was erased meanwhile is not kept', async ({
	db
}) => {
	const { reviewer, conversation, scorecardVersionId, erase } = await addReviewed(db);
	const suggested = { criterion: 'politeness', level: 4, quotes: [quote] };
	await using service = await startAiService(async (...call) => {
		await erase();
		return ratingsAnswer(suggested)(...call);
	});
	const place = await turnAiOn(db, { baseUrl: service.baseUrl });
	const about = { conversationId: conversation.id, scorecardVersionId, locale: 'en' as const };
	await suggestRatings(db, place, { ...about, requestedBy: reviewer.id });
	expect(await db.select().from(suggestions)).toEqual([]);
	expect(await db.select().from(suggestionRuns)).toMatchObject([{ failure: null, suggested: 0 }]);
});

test('a conversation that is not there cannot be erased', async ({ db }) => {
	const admin = await addUser(db, { role: 'admin' });
	await expect(eraseConversation(db, noFiles, admin, v7())).rejects.toMatchObject({ status: 404 });
	await addConversation(db);
});

async function addSuggestion(
	db: Db,
	conversationId: string,
	scorecardVersionId: string,
	quote: QuoteEvidence
) {
	const run = { locale: 'en' as const, model: 'm', promptVersion: 'p', cost: 0 };
	const [{ id: runId }] = await db
		.insert(suggestionRuns)
		.values({ ...run, conversationId, scorecardVersionId })
		.returning();
	const reasoning = 'Brīvības 12 was not asked for';
	const about = { runId, criterion: 'politeness', level: 2, reasoning };
	await db.insert(suggestions).values({ ...about, evidence: [quote] });
}
