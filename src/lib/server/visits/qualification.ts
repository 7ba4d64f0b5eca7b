import { and, eq, sql } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../permissions.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { programmes, programmeShoppers } from '../db/schema/index.ts';
import { invalid, notFound } from '../errors.ts';
import { completeProfiles } from './shoppers.ts';

/** How ready this shopper is for a programme. The right answers of the quiz never leave the server. */
export async function getReadiness(db: Db, viewer: Viewer, programmeId: string) {
	const [programme] = await db
		.select({
			quiz: programmes.quiz,
			quizPercent: programmes.quizPercent,
			declaration: programmes.declaration
		})
		.from(programmes)
		.where(eq(programmes.id, programmeId));
	if (!programme) throw notFound();
	const [row] = await db.select().from(programmeShoppers).where(own(viewer, programmeId));
	const needsQuiz = programme.quiz.length > 0 && !row?.quizPassedAt;
	const needsSignature = programme.declaration !== '' && row?.signedText !== programme.declaration;
	return {
		quiz: programme.quiz.map(({ question, options }) => ({ question, options })),
		quizPercent: programme.quizPercent,
		quizBest: row?.quizBest ?? null,
		declaration: programme.declaration,
		needsQuiz,
		needsSignature,
		isReady: !needsQuiz && !needsSignature
	};
}

/** Marks the quiz; passed once is passed. Returns the percent of right answers. */
export async function takeQuiz(db: Db, viewer: Viewer, programmeId: string, answers: number[]) {
	return db.transaction(async (db) => {
		const [programme] = await db
			.select({ quiz: programmes.quiz, quizPercent: programmes.quizPercent })
			.from(programmes)
			.where(eq(programmes.id, programmeId));
		if (!programme?.quiz.length) throw notFound();
		const { quiz, quizPercent } = programme;
		const right = quiz.filter(({ answer }, i) => answers[i] === answer).length;
		const percent = Math.floor((right / quiz.length) * 100);
		const isPassed = percent >= quizPercent;
		await completeProfiles(db);
		await db
			.insert(programmeShoppers)
			.values({
				programmeId,
				userId: viewer.id,
				quizAttempts: 1,
				quizBest: percent,
				quizPassedAt: isPassed ? new Date() : null
			})
			.onConflictDoUpdate({
				target: [programmeShoppers.programmeId, programmeShoppers.userId],
				set: {
					quizAttempts: sql`${programmeShoppers.quizAttempts} + 1`,
					quizBest: sql`greatest(${programmeShoppers.quizBest}, excluded.quiz_best)`,
					quizPassedAt: sql`coalesce(${programmeShoppers.quizPassedAt}, excluded.quiz_passed_at)`
				}
			});
		const after = { percent, passed: isPassed };
		await audit(db, viewer, 'programme.quiz_taken', programmeId, { after });
		return { percent, isPassed };
	});
}

/** Signs the declaration as it stands now, with the name that the shopper typed. */
export async function signDeclaration(db: Db, viewer: Viewer, programmeId: string, name: string) {
	if (!name.trim()) throw invalid(m.validation_required(), 'name');
	await db.transaction(async (db) => {
		const [programme] = await db
			.select({ declaration: programmes.declaration })
			.from(programmes)
			.where(eq(programmes.id, programmeId));
		if (!programme?.declaration) throw notFound();
		const signed = { signedAt: new Date(), signedName: name, signedText: programme.declaration };
		await completeProfiles(db);
		await db
			.insert(programmeShoppers)
			.values({ programmeId, userId: viewer.id, ...signed })
			.onConflictDoUpdate({
				target: [programmeShoppers.programmeId, programmeShoppers.userId],
				set: signed
			});
		await audit(db, viewer, 'programme.declaration_signed', programmeId);
	});
}

const own = (viewer: Viewer, programmeId: string) =>
	and(eq(programmeShoppers.programmeId, programmeId), eq(programmeShoppers.userId, viewer.id));
