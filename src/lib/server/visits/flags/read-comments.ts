import { randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { openService, rememberNoSchema } from '../../ai/ai-settings.ts';
import { askService, type Limits } from '../../ai/client.ts';
import { billed, book, lostOn } from '../../ai/costs.ts';
import { AiError, isWorthRetrying } from '../../ai/failures.ts';
import type { Db } from '../../db/database.ts';
import { visitFilings, visits } from '../../db/schema/index.ts';
import type { SecretPlace } from '../../secrets.ts';
import { commentedMarks, commentQuestion, doubtsSchema, provenDoubts } from './comment-prompt.ts';
import { closeReading, openReading } from './comment-readings.ts';
import type { Found } from './facts.ts';
import { getFacts, saveFlags } from './found.ts';

/**
 * Has the comments of a filing compared with their marks, once; doubts become flags while the visit is not
 * decided. Every call is a run with its cost, also one that failed. Throws AiError where another try may help.
 */
export async function readComments(
	db: Db,
	place: SecretPlace,
	filingId: string,
	options: { limits?: Partial<Limits> } = {}
): Promise<void> {
	const marks = commentedMarks((await getFacts(db, filingId)).facts);
	if (!marks.length) return;
	const service = await openServiceIfOn(db, place);
	if (!service) return;
	const question = commentQuestion(marks, `COMMENTS-${randomBytes(12).toString('hex')}`);
	const run = await book(db, service, question, (db, cost) =>
		openReading(db, filingId, service.model, cost)
	);
	if (!run) return;
	const started = performance.now();
	const durationMs = () => Math.round(performance.now() - started);
	try {
		if (run.isOverCeiling) throw new AiError('ceiling');
		const form = { schema: doubtsSchema, name: 'doubts' };
		const answer = await askService(service, { ...question, ...form }, options.limits);
		if (service.takesSchema && !answer.takesSchema) await rememberNoSchema(db);
		const doubts = provenDoubts(marks, answer.value.doubts);
		const done = { ...billed(run, answer.usage), attempts: answer.attempts, failure: null };
		await db.transaction(async (db) => {
			await closeReading(db, run.id, { ...done, doubts: doubts.length, durationMs: durationMs() });
			await flagWhileOpen(db, filingId, doubts);
		});
	} catch (error) {
		const known = error instanceof AiError ? error : new AiError('interrupted');
		await closeReading(db, run.id, { ...lostOn(run, known), durationMs: durationMs() });
		if (known !== error || isWorthRetrying(known.failure)) throw error;
	}
}

/** Null where the drafts were switched off meanwhile. */
async function openServiceIfOn(db: Db, place: SecretPlace) {
	try {
		return await openService(db, place);
	} catch (error) {
		if (error instanceof AiError && error.failure === 'off') return null;
		throw error;
	}
}

/** Not on a visit that a person has decided meanwhile, nor on what was filed before. */
async function flagWhileOpen(db: Db, filingId: string, doubts: Found[]) {
	const [open] = await db
		.select({ id: visits.id })
		.from(visits)
		.innerJoin(visitFilings, eq(visitFilings.visitId, visits.id))
		.where(
			and(
				eq(visitFilings.id, filingId),
				eq(visits.filingId, filingId),
				sql`${visits.state} in ('filed', 'filed_again', 'in_check')`
			)
		)
		.for('update', { of: visits });
	if (open) await saveFlags(db, filingId, doubts);
}
