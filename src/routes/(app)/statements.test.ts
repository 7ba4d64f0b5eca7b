import {
	addConversation,
	addEmployee,
	addReview,
	addScorecard,
	addTeam,
	addUser
} from '../../../tests/setup/factories.ts';
import { addPastReview } from '../../../tests/setup/past-reviews.ts';
import { test } from '../../../tests/setup/statements.ts';
import { expect } from '../../../tests/setup/test.ts';
import { reviseReview, startReview } from '../../lib/server/reviews/drafts.ts';
import { load as loadHome } from './+page.server.ts';
import { load as loadList } from './conversations/+page.server.ts';
import { load as loadEmployee } from './employees/[id]/+page.server.ts';
import { load as loadReview } from './reviews/[id]/+page.server.ts';

test('pages take the same few statements, however much there is', async ({ db, countOf }) => {
	const [lead, reviewer] = [await addUser(db, { role: 'lead' }), await addUser(db)];
	const team = await addTeam(db, { leads: [lead] });
	const { id: employeeId } = await addEmployee(db, { teamId: team.id });
	const { versionId: scorecardVersionId } = await addScorecard(db);
	const { id: conversationId } = await addConversation(db, { employeeId });
	const review = await startReview(db, reviewer, { conversationId, scorecardVersionId });
	const revised = await addReview(db, { employeeId, reviewer });
	await reviseReview(db, reviewer, revised.id);
	const read = await addReview(db, { employeeId, reviewer });
	const count = async () => ({
		list: await countOf(loadList, reviewer),
		editor: await countOf(loadReview, reviewer, review),
		revision: await countOf(loadReview, reviewer, revised.id),
		reading: await countOf(loadReview, reviewer, read.id),
		employee: await countOf(loadEmployee, lead, employeeId),
		home: await countOf(loadHome, lead)
	});
	await addPastReview(db, { employeeId, score: 0.5 });
	// The scorecard version is remembered from the first time
	await count();
	const few = await count();
	expect(few).toEqual({ list: 2, editor: 6, revision: 8, reading: 7, employee: 9, home: 4 });

	for (let n = 0; n < 30; n++) {
		const { id } = await addEmployee(db, { teamId: team.id });
		await addPastReview(db, { employeeId: n % 2 ? id : employeeId, score: n / 30 });
	}
	expect(await count()).toEqual(few);
});
