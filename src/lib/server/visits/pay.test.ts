import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import {
	addProgrammeFor,
	addShopper,
	addUser,
	filingOf
} from '../../../../tests/setup/factories.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import type { Db } from '../db/database.ts';
import { auditEvents } from '../db/schema/index.ts';
import { takeVisit } from './assignment.ts';
import { approveVisit, excludeVisit, startCheck } from './checking.ts';
import { fileVisit } from './filing.ts';
import { approvePay, exportPay, listPay, paySchema, withdrawPay } from './pay.ts';

const month = new Date().toISOString().slice(0, 7);
const pay = (fee: string, expenses = '0', word = '') => paySchema.parse({ fee, expenses, word });

/** Two filed visits with a fee of 15.10: one approved, one excluded. */
async function twoVisits(db: Db) {
	const programme = await addProgrammeFor(db, {
		visitsPerLocation: 2,
		rotationDays: 0,
		fee: '15.10',
		expenses: '5'
	});
	const shopper = await addShopper(db, { code: '=S-1' });
	for (const { id } of programme.visits) {
		await takeVisit(db, shopper, id);
		await fileVisit(db, shopper, v7(), filingOf(id, programme.scorecardVersionId));
		await startCheck(db, programme.admin, id);
	}
	const [good, bad] = programme.visits;
	await approveVisit(db, programme.admin, good.id, {
		employeeId: null,
		shopperRating: 5,
		comment: ''
	});
	await excludeVisit(db, programme.admin, bad.id, 'Another shop');
	return { ...programme, shopper, good, bad };
}

test('an accepted visit is paid as agreed, and once', async ({ db }) => {
	const { admin, good } = await twoVisits(db);
	await approvePay(db, admin, good.id, pay('15,10', '4.99'));
	await expect(approvePay(db, admin, good.id, pay('15.10'))).rejects.toMatchObject({ status: 409 });
	const rows = await listPay(db, admin, month);
	expect(rows.find(({ id }) => id === good.id)).toMatchObject({ fee: '15.10', expenses: '4.99' });
});

test('an approval is taken back once, stays in the log, and can be given anew', async ({ db }) => {
	const { admin, good } = await twoVisits(db);
	await approvePay(db, admin, good.id, pay('15.10', '5', ''));
	await withdrawPay(db, admin, good.id);
	await expect(withdrawPay(db, admin, good.id)).rejects.toMatchObject({ status: 409 });
	const [event] = await db
		.select()
		.from(auditEvents)
		.where(eq(auditEvents.action, 'visit.pay_withdrawn'));
	expect(event).toMatchObject({
		subject: good.id,
		before: { fee: '15.10', expenses: '5.00', word: '', currency: 'EUR' }
	});
	await approvePay(db, admin, good.id, pay('15.10', '4.50'));
	const rows = await listPay(db, admin, month);
	expect(rows.find(({ id }) => id === good.id)).toMatchObject({ expenses: '4.50' });
});

test('another sum, or a visit that was excluded, needs a person’s word', async ({ db }) => {
	const { admin, good, bad } = await twoVisits(db);
	for (const [id, input] of [
		[good.id, pay('15.11')],
		[good.id, pay('15.10', '5.01')],
		[bad.id, pay('15.10')],
		[bad.id, pay('0')]
	] as const)
		await expect(approvePay(db, admin, id, input)).rejects.toMatchObject({ status: 422 });
	await approvePay(db, admin, bad.id, pay('7.55', '0', 'Went there in good faith'));
});

test('nothing is paid while the visit is checked', async ({ db }) => {
	const { admin, visits, scorecardVersionId } = await addProgrammeFor(db, { fee: '10' });
	const shopper = await addShopper(db);
	await takeVisit(db, shopper, visits[0].id);
	await fileVisit(db, shopper, v7(), filingOf(visits[0].id, scorecardVersionId));
	await expect(approvePay(db, admin, visits[0].id, pay('10'))).rejects.toMatchObject({
		status: 409
	});
	expect(await listPay(db, admin, month)).toEqual([]);
});

test('the file holds what was approved, exact, and no formula', async ({ db }) => {
	const { admin, good } = await twoVisits(db);
	await approvePay(db, admin, good.id, pay('15.10', '0.20'));
	const lines = (await exportPay(db, admin, month)).trim().split('\r\n');
	expect(lines).toHaveLength(2);
	expect(lines[1]).toMatch(/^'=S-1,.*,15\.10,0\.20,15\.30,EUR,,/);
});

test('a reviewer reads codes, no names', async ({ db }) => {
	await twoVisits(db);
	const reviewer = await addUser(db, { role: 'reviewer' });
	expect((await listPay(db, reviewer, month)).map(({ name }) => name)).toEqual([null, null]);
});
