import pg from 'pg';
import {
	addConversation,
	addEmployee,
	addScorecard,
	addTeam,
	addUser
} from '../../../tests/setup/factories.ts';
import { addPastReview } from '../../../tests/setup/past-reviews.ts';
import { expect, test as base, vi } from '../../../tests/setup/test.ts';
import type { Viewer } from '../../lib/permissions.ts';
import { openApp } from '../../lib/server/app.ts';
import { startReview } from '../../lib/server/reviews/drafts.ts';
import { load as loadHome } from './+page.server.ts';
import { load as loadList } from './conversations/+page.server.ts';
import { load as loadEmployee } from './employees/[id]/+page.server.ts';
import { load as loadReview } from './reviews/[id]/+page.server.ts';

/** The statements of a page's load, as whatever the pool sends them. */
const test = base.extend<{ countOf: CountOf }>({
	countOf: async ({ databaseUrl }, use) => {
		Object.assign(process.env, { DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent' });
		const close = await openApp();
		const sent = vi.spyOn(pg.Client.prototype, 'query');
		await use(async (load, viewer, id = '') => {
			sent.mockClear();
			const url = new URL('http://localhost/');
			await (load as Load)({ locals: { viewer }, params: { id }, url });
			return sent.mock.calls.filter(isOfPage).length;
		});
		sent.mockRestore();
		await close();
	}
});
/** Not the cleaning that begins with the app. */
const isOfPage = ([query]: unknown[]) => !/^delete/i.test((query as pg.QueryConfig).text ?? query);
type CountOf = (load: unknown, viewer: Viewer, id?: string) => Promise<number>;
type Load = (event: object) => Promise<unknown>;

test('pages take the same few statements, however much there is', async ({ db, countOf }) => {
	const [lead, reviewer] = [await addUser(db, { role: 'lead' }), await addUser(db)];
	const team = await addTeam(db, { leads: [lead] });
	const { id: employeeId } = await addEmployee(db, { teamId: team.id });
	const { versionId: scorecardVersionId } = await addScorecard(db);
	const { id: conversationId } = await addConversation(db, { employeeId });
	const review = await startReview(db, reviewer, { conversationId, scorecardVersionId });
	const count = async () => ({
		list: await countOf(loadList, reviewer),
		editor: await countOf(loadReview, reviewer, review),
		employee: await countOf(loadEmployee, lead, employeeId),
		home: await countOf(loadHome, lead)
	});
	await addPastReview(db, { employeeId, score: 0.5 });
	// The scorecard version is remembered from the first time
	await count();
	const few = await count();
	expect(few).toEqual({ list: 2, editor: 12, employee: 9, home: 4 });

	for (let n = 0; n < 30; n++) {
		const { id } = await addEmployee(db, { teamId: team.id });
		await addPastReview(db, { employeeId: n % 2 ? id : employeeId, score: n / 30 });
	}
	expect(await count()).toEqual(few);
});
