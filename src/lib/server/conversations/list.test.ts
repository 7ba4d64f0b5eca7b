import { eq } from 'drizzle-orm';
import {
	addConversation,
	addEmployee,
	addEmployeeUser,
	addTeam,
	addUser
} from '../../../../tests/setup/factories.ts';
import { importRecords, judge, record } from '../../../../tests/setup/import.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import { placeOf, writeCursor, type ConversationFilter } from '../../conversation-filter.ts';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { conversations, disputes } from '../db/schema/index.ts';
import { getConversation, getTranscript } from './conversations.ts';
import { getListSurroundings, listConversations } from './list.ts';

const openings = async (db: Db, viewer: Viewer, filter: ConversationFilter = {}) =>
	(await listConversations(db, viewer, filter)).rows.map(({ opening }) => opening);
const said = (text: string) => ({ segments: [{ speaker: 'customer' as const, text }] });
const at = (iso: string) => ({ occurredAt: new Date(iso) });

test('administrators and reviewers see all, a lead the own teams, the others nothing', async ({
	db
}) => {
	const lead = await addUser(db, { role: 'lead' });
	const team = await addTeam(db, { leads: [lead] });
	const anna = await addEmployee(db, { teamId: team.id });
	const boris = await addEmployee(db, { teamId: (await addTeam(db)).id });
	const hers = await addConversation(db, { employeeId: anna.id, ...said('of Anna') });
	const his = await addConversation(db, { employeeId: boris.id, ...said('of Boris') });
	await addConversation(db, said('of nobody'));

	for (const role of ['admin', 'reviewer'] as const)
		expect(await openings(db, await addUser(db, { role }))).toHaveLength(3);
	expect(await openings(db, lead)).toEqual(['of Anna']);
	const others = [await addUser(db, { role: 'shopper' }), await addEmployeeUser(db, anna.id)];
	for (const other of others) expect(await openings(db, other)).toEqual([]);

	expect(await getTranscript(db, lead, hers.id)).toMatchObject([{ text: 'of Anna' }]);
	for (const [viewer, { id }] of [
		[lead, his],
		[others[0], hers],
		[others[1], hers]
	] as const) {
		await expect(getConversation(db, viewer, id)).rejects.toMatchObject({ status: 404 });
		await expect(getTranscript(db, viewer, id)).rejects.toMatchObject({ status: 404 });
	}
});

test('an employee may read what they are judged on once the review is released', async ({ db }) => {
	const anna = await addEmployee(db);
	const user = await addEmployeeUser(db, anna.id);
	const { id } = await addConversation(db, { employeeId: anna.id });
	await judge(db, id, { employeeId: anna.id, releaseAt: new Date(Date.now() + 60_000) });
	await expect(getTranscript(db, user, id)).rejects.toMatchObject({ status: 404 });
	await judge(db, id, { employeeId: anna.id });
	expect(await getTranscript(db, user, id)).toHaveLength(2);
});

test('an address that is no id is not found', async ({ db }) => {
	const viewer = await addUser(db);
	await expect(getConversation(db, viewer, "x'")).rejects.toMatchObject({ status: 404 });
	await expect(getTranscript(db, viewer, '1')).rejects.toMatchObject({ status: 404 });
});

test('pages are complete and without doubles in both directions, also where all happened at once', async ({
	db
}) => {
	const viewer = await addUser(db);
	const many = Array.from({ length: 170 }, (_, i) => ({
		source: 'test',
		externalId: `${i}`,
		channel: 'chat' as const,
		occurredAt: new Date('2026-10-03T09:00:00Z'),
		contentHash: ''
	}));
	await db.insert(conversations).values(many);
	// Three moments within one millisecond
	await db.execute(`update conversations
		set occurred_at = occurred_at + (external_id::int % 3) * interval '1 microsecond'`);
	const down: string[] = [];
	let page = await listConversations(db, viewer);
	expect(page.newer).toBeNull();
	const pages = [page];
	for (; page.older; pages.push(page))
		page = await listConversations(db, viewer, {}, through('older', page.older));
	for (const { rows } of pages) down.push(...rows.map(({ id }) => id));
	expect(pages.map(({ rows }) => rows.length)).toEqual([50, 50, 50, 20]);
	expect(new Set(down).size).toBe(170);

	const up: string[] = page.rows.map(({ id }) => id);
	while (page.newer) {
		page = await listConversations(db, viewer, {}, through('newer', page.newer));
		up.unshift(...page.rows.map(({ id }) => id));
	}
	expect(up).toEqual(down);
});

/** As the address of the page carries it. */
const through = (direction: 'older' | 'newer', cursor: { at: string; id: string }) =>
	placeOf(new URLSearchParams({ [direction]: writeCursor(cursor) }));

test('an address that was tampered with shows the newest page', () => {
	for (const older of ['x', '2026-13-45 00:00:00+00~0', "2026-10-03 09:00:00+00~'; drop table"])
		expect(placeOf(new URLSearchParams({ older }))).toBeNull();
});

test('a page is one statement, whatever is asked for', async ({ db, statements }) => {
	const viewer = await addUser(db, { role: 'lead' });
	const anna = await addEmployee(db, { teamId: (await addTeam(db, { leads: [viewer] })).id });
	await addConversation(db, { employeeId: anna.id });
	statements.length = 0;
	await openings(db, viewer, {
		q: 'parcel',
		channel: 'chat',
		state: 'new',
		employee: anna.id,
		team: anna.teamId!,
		from: '2026-01-01',
		to: '2026-12-31'
	});
	expect(statements).toHaveLength(1);
	const employee = { employee: anna.id, team: anna.teamId! };
	expect(await getListSurroundings(db, viewer, employee)).toMatchObject({
		employee: anna.name,
		running: [],
		hasWaiting: false,
		standards: { chat: 60_000 }
	});
	expect(statements).toHaveLength(2);
	const stranger = await addUser(db, { role: 'lead' });
	expect(await getListSurroundings(db, stranger, employee)).toMatchObject({
		employee: null,
		team: null
	});
});

test('every filter leaves only what fits', async ({ db }) => {
	const viewer = await addUser(db);
	const team = await addTeam(db);
	const anna = await addEmployee(db, { teamId: team.id });
	await addConversation(db, {
		...said('A'),
		channel: 'email',
		employeeId: anna.id,
		...at('2026-10-03T23:59:59Z')
	});
	await addConversation(db, {
		...said('B'),
		language: 'lv',
		tags: ['vip', 'late'],
		...at('2026-10-02T00:00:00Z')
	});
	await addConversation(db, { ...said('C'), ...at('2026-10-01T12:00:00Z') });
	const found = (filter: ConversationFilter) => openings(db, viewer, filter);
	expect(await found({})).toEqual(['A', 'B', 'C']);
	expect(await found({ channel: 'email' })).toEqual(['A']);
	expect(await found({ employee: anna.id })).toEqual(['A']);
	expect(await found({ team: team.id })).toEqual(['A']);
	expect(await found({ language: 'lv' })).toEqual(['B']);
	expect(await found({ tag: 'vip' })).toEqual(['B']);
	expect(await found({ tag: 'v' })).toEqual([]);
	expect(await found({ unassigned: '1' })).toEqual(['B', 'C']);
	expect(await found({ from: '2026-10-02', to: '2026-10-03' })).toEqual(['A', 'B']);
	expect(await found({ to: '2026-10-01' })).toEqual(['C']);
	expect(await found({ unassigned: '1', tag: 'late', q: 'b' })).toEqual(['B']);
});

test('a conversation is new, drafted, reviewed or disputed, with the score of its last review', async ({
	db
}) => {
	const viewer = await addUser(db);
	await addConversation(db, { ...said('new'), ...at('2026-10-04T00:00:00Z') });
	const drafted = await addConversation(db, { ...said('drafted'), ...at('2026-10-03T00:00:00Z') });
	await judge(db, drafted.id, { submittedAt: null });
	const reviewed = await addConversation(db, {
		...said('reviewed'),
		...at('2026-10-02T00:00:00Z')
	});
	await judge(db, reviewed.id, { score: 0.5, submittedAt: new Date('2026-10-05') });
	await judge(db, reviewed.id, { score: 0.75, submittedAt: new Date('2026-10-06') });
	const disputed = await addConversation(db, {
		...said('disputed'),
		...at('2026-10-01T00:00:00Z')
	});
	const review = await judge(db, disputed.id, { score: 0 });
	await db.insert(disputes).values({ reviewId: review.id, raisedBy: viewer.id, reason: 'no' });

	const { rows } = await listConversations(db, viewer);
	expect(rows.map(({ opening, state, score }) => [opening, state, score])).toEqual([
		['new', 'new', null],
		['drafted', 'drafted', null],
		['reviewed', 'reviewed', 0.75],
		['disputed', 'disputed', 0]
	]);
	for (const state of ['new', 'drafted', 'reviewed', 'disputed'] as const)
		expect(await openings(db, viewer, { state })).toEqual([state]);
	await db.update(disputes).set({ decidedAt: new Date() }).where(eq(disputes.reviewId, review.id));
	expect(await openings(db, viewer, { state: 'reviewed' })).toEqual(['reviewed', 'disputed']);
});

test('search finds Cyrillic and Latvian words, with or without accents, and beginnings', async ({
	db,
	pool
}) => {
	const viewer = await addUser(db);
	await importRecords(pool, viewer, [
		record('C-1842', said('Здравствуйте! Ещё раз про скидку')),
		record('2', said('Kur ir mans pasūtījums, Bērziņa kundze?')),
		record('3', { ...said('Hello'), meta: { order: 'A-77' }, customer: { name: 'Ștefan' } })
	]);
	const found = (q: string) => openings(db, viewer, { q });
	const [russian, latvian, english] = [
		['Здравствуйте! Ещё раз про скидку'],
		['Kur ir mans pasūtījums, Bērziņa kundze?'],
		['Hello']
	];
	for (const q of ['скидку', 'СКИДКУ', 'скид', 'еще раз', '"про скидку"', 'C-1842'])
		expect(await found(q), q).toEqual(russian);
	for (const q of ['pasūtījums', 'pasutijums', 'BERZINA', 'mans kun'])
		expect(await found(q), q).toEqual(latvian);
	for (const q of ['stefan', 'Ștefan', 'A-77', 'hello -скидку'])
		expect(await found(q), q).toEqual(english);
	expect(await found('"скидку про"')).toEqual([]);
	for (const q of ["'", '\\', ':*', '&|!()', '-"a b"', '<->', "x'y", '%', '***', 'or'])
		expect(await found(q), q).not.toContain(undefined);
});
