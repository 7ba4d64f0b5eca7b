import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { toCsv } from '../../csv.ts';
import { cents, moneyPattern, sumMoney } from '../../money.ts';
import type { Viewer } from '../../permissions.ts';
import type { VisitDocument } from '../../visit-document.ts';
import type { VisitState } from '../../visit-states.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import {
	locations,
	programmes,
	shoppers,
	users,
	visitFilings,
	visitPays,
	visits
} from '../db/schema/index.ts';
import { conflict, invalid, notFound } from '../errors.ts';
import { shopperName } from './scope.ts';

/** Whatever became of them, somebody was there: what they get is for a person to say. */
const payable: VisitState[] = ['approved', 'released', 'returned', 'excluded'];
const accepted: VisitState[] = ['approved', 'released'];

/** A month, as 2026-09. */
export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

const amount = z
	.string()
	.trim()
	.transform((text) => text.replace(',', '.'))
	.refine((text) => moneyPattern.test(text));

export const paySchema = z.object({
	fee: amount,
	expenses: amount,
	word: z.string().trim().max(2000).default('')
});
export type PayInput = z.output<typeof paySchema>;

/** Visits filed in a month, by the clock of the place, with what was agreed and what was decided; by shopper. */
export async function listPay(db: Db, viewer: Viewer, month: string) {
	const approvers = alias(users, 'approvers');
	const rows = await db
		.select({
			id: visits.id,
			shopperId: shoppers.userId,
			code: shoppers.code,
			name: shopperName(viewer),
			location: locations.name,
			programme: programmes.name,
			number: visits.number,
			state: visits.state,
			agreed: programmes.fee,
			mostExpenses: programmes.expenses,
			currency: sql<string>`coalesce(${visitPays.currency}, ${programmes.currency})`,
			document: visitFilings.document,
			fee: visitPays.fee,
			expenses: visitPays.expenses,
			word: visitPays.word,
			approvedAt: visitPays.approvedAt,
			approvedBy: approvers.name
		})
		.from(visits)
		.innerJoin(programmes, eq(programmes.id, visits.programmeId))
		.innerJoin(locations, eq(locations.id, visits.locationId))
		.innerJoin(visitFilings, eq(visitFilings.id, visits.filingId))
		.innerJoin(shoppers, eq(shoppers.userId, visitFilings.shopperId))
		.innerJoin(users, eq(users.id, shoppers.userId))
		.leftJoin(visitPays, eq(visitPays.visitId, visits.id))
		.leftJoin(approvers, eq(approvers.id, visitPays.approvedBy))
		.where(and(inArray(visits.state, payable), filedIn(month)))
		.orderBy(asc(shoppers.code), asc(visits.filedAt), asc(visits.id));
	return rows.map(({ document, ...row }) => ({
		...row,
		receipts: receiptsOf(document),
		isAccepted: accepted.includes(row.state)
	}));
}
export type PayRow = Awaited<ReturnType<typeof listPay>>[number];

const filedIn = (month: string) =>
	sql`to_char(${visits.filedAt} at time zone ${locations.timeZone}, 'YYYY-MM') = ${month}`;

/** What the receipts of a filing add up to. */
function receiptsOf({ answers }: VisitDocument) {
	const amounts = Object.values(answers).flatMap((answer) =>
		typeof answer === 'object' && 'amount' in answer ? [answer.amount.replace(',', '.')] : []
	);
	return sumMoney(amounts.filter((text) => moneyPattern.test(text)));
}

/**
 * A person says what the shopper gets, once. Where the visit was not accepted, or the fee is not the agreed one, or the
 * expenses are more than agreed, they say why.
 */
export async function approvePay(db: Db, viewer: Viewer, visitId: string, input: PayInput) {
	await db.transaction(async (db) => {
		const [visit] = await db
			.select({
				state: visits.state,
				shopperId: visitFilings.shopperId,
				fee: programmes.fee,
				expenses: programmes.expenses,
				currency: programmes.currency
			})
			.from(visits)
			.innerJoin(programmes, eq(programmes.id, visits.programmeId))
			.innerJoin(visitFilings, eq(visitFilings.id, visits.filingId))
			.where(eq(visits.id, visitId))
			.for('update', { of: visits });
		if (!visit) throw notFound();
		if (!payable.includes(visit.state)) throw conflict(m.pay_too_early());
		const isAsAgreed =
			accepted.includes(visit.state) &&
			cents(input.fee) === cents(visit.fee ?? '0') &&
			cents(input.expenses) <= cents(visit.expenses ?? '0');
		if (!isAsAgreed && !input.word) throw invalid(m.pay_word_missing(), 'word');
		const { shopperId, currency } = visit;
		const [paid] = await db
			.insert(visitPays)
			.values({ ...input, visitId, shopperId, currency, approvedBy: viewer.id })
			.onConflictDoNothing()
			.returning({ visitId: visitPays.visitId });
		if (!paid) throw conflict(m.pay_done_already());
		await audit(db, viewer, 'visit.pay_approved', visitId, { after: { ...input, currency } });
	});
}

/** Takes an approval back, so that it can be given anew; what it said stays in the audit log. */
export async function withdrawPay(db: Db, viewer: Viewer, visitId: string) {
	await db.transaction(async (db) => {
		const [before] = await db.delete(visitPays).where(eq(visitPays.visitId, visitId)).returning({
			fee: visitPays.fee,
			expenses: visitPays.expenses,
			word: visitPays.word,
			currency: visitPays.currency
		});
		if (!before) throw conflict(m.pay_withdrawn_already());
		await audit(db, viewer, 'visit.pay_withdrawn', visitId, { before });
	});
}

/** What was approved in a month as CSV: amounts with a point, so that every spreadsheet's import is told how to read them. */
export async function exportPay(db: Db, viewer: Viewer, month: string) {
	const rows = (await listPay(db, viewer, month)).filter(({ approvedAt }) => approvedAt);
	const head = ['shopper', 'name', 'programme', 'location', 'visit', 'state'];
	const figures = ['fee', 'expenses', 'total', 'currency', 'reason', 'approved_by', 'approved_at'];
	return toCsv([
		[...head, ...figures],
		...rows.map((row) => [
			...[row.code, row.name, row.programme, row.location, row.number, row.state],
			...[row.fee!, row.expenses!, sumMoney([row.fee!, row.expenses!]), row.currency],
			...[row.word, row.approvedBy, row.approvedAt!.toISOString()]
		])
	]);
}
