import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import {
	addProgrammeFor,
	addShopper,
	addUser,
	filingOf
} from '../../../../../tests/setup/factories.ts';
import { expect, test } from '../../../../../tests/setup/test.ts';
import type { Db } from '../../db/database.ts';
import { auditEvents, visitFlags } from '../../db/schema/index.ts';
import { takeVisit } from '../assignment.ts';
import { approveVisit, getCheck, startCheck } from '../checking.ts';
import { fileVisit } from '../filing.ts';
import { closeFlag, listFlags } from './flags.ts';
import { raiseFlags } from './raise.ts';

const stories = {
	en: 'I came in at noon, two people worked at the till and a third one came from the back to greet me at once.',
	ru: 'Я вошёл в полдень, за кассой работали двое, а третий вышел из подсобки и сразу со мной поздоровался.',
	lv: 'Ienācu pusdienlaikā, pie kases strādāja divi, bet trešais iznāca no noliktavas un uzreiz sasveicinājās ar mani.',
	ro: 'Am intrat la prânz, la casă lucrau doi oameni, iar al treilea a ieșit din depozit și m-a salutat imediat.'
};

/** Files one visit of a programme for each story. */
async function fileStories(db: Db, ...texts: string[]) {
	const programme = await addProgrammeFor(db, { visitsPerLocation: texts.length, rotationDays: 0 });
	const shopper = await addShopper(db);
	const filed = [];
	for (const [i, story] of texts.entries()) {
		const visit = programme.visits[i];
		await takeVisit(db, shopper, visit.id);
		const filing = filingOf(visit.id, programme.scorecardVersionId);
		const id = v7();
		await fileVisit(db, shopper, id, { ...filing, answers: { ...filing.answers, story } });
		filed.push({ id, visit, flags: await listFlags(db, id) });
	}
	return { ...programme, shopper, filed };
}

for (const [language, story] of Object.entries(stories))
	test(`a story told before is found, also with other words around it: ${language}`, async ({
		db
	}) => {
		const changed = `${story.toUpperCase()} Otherwise nothing of note happened there.`;
		const { filed, location } = await fileStories(db, story, changed);
		expect(filed[0].flags).toEqual([]);
		const details = { place: location.name, number: filed[0].visit.number };
		expect(filed[1].flags).toMatchObject([{ rule: 'text_reused', key: 'story', details }]);
	});

test('stories of four people, and short ones that are alike by chance, are nobody’s copy', async ({
	db
}) => {
	const short = 'Everything was in order.';
	const { filed } = await fileStories(db, ...Object.values(stories), short, short);
	expect(filed.flatMap(({ flags }) => flags)).toEqual([]);
});

test('a second filing of the same visit may tell the same story', async ({ db }) => {
	const { filed } = await fileStories(db, stories.en);
	await raiseFlags(db, filed[0].id);
	expect(await listFlags(db, filed[0].id)).toEqual([]);
});

test('nothing is approved before a person has closed every flag with a word', async ({ db }) => {
	const { filed, admin } = await fileStories(db, stories.en, stories.en);
	const [, { visit }] = filed;
	const editor = await addUser(db, { role: 'reviewer' });
	await startCheck(db, editor, visit.id);
	const { flags } = await getCheck(db, editor, visit.id);
	const approval = { employeeId: null, shopperRating: 3, comment: '' };
	await expect(approveVisit(db, editor, visit.id, approval)).rejects.toMatchObject({ status: 409 });
	const close = (word: string) =>
		closeFlag(db, editor, visit.id, flags[0].id, { verdict: 'dismissed', word });
	await expect(close(' ')).rejects.toMatchObject({ status: 422 });
	await close('The same shopper, the same sentence');
	await expect(close('Again')).rejects.toMatchObject({ status: 404 });
	await approveVisit(db, editor, visit.id, approval);
	expect(await getCheck(db, admin, visit.id)).toMatchObject({
		flags: [{ verdict: 'dismissed', closedBy: editor.name }]
	});
	const events = await db
		.select()
		.from(auditEvents)
		.where(eq(auditEvents.action, 'visit.flag_closed'));
	expect(events).toMatchObject([{ actorId: editor.id, subject: visit.id }]);
});

test('raised again, a flag stays one, and closed', async ({ db }) => {
	const { filed } = await fileStories(db, stories.en, stories.en);
	await Promise.all([1, 2].map(() => raiseFlags(db, filed[1].id)));
	expect(await db.$count(visitFlags)).toBe(1);
});
