import { parse } from 'csv-parse/sync';
import { eq } from 'drizzle-orm';
import readXlsx from 'read-excel-file/node';
import { v7 } from 'uuid';
import {
	addLocation,
	addProgrammeFor,
	addScorecard,
	addShopper,
	addUser,
	criterionOf,
	definitionOf,
	filingOf,
	questionOf
} from '../../../../../tests/setup/factories.ts';
import { sha256 } from '../../../../../tests/setup/photos.ts';
import { expect, test } from '../../../../../tests/setup/test.ts';
import type { ManifestFile } from '../../../photo.ts';
import type { Answers } from '../../../questions.ts';
import type { Db } from '../../db/database.ts';
import { disputes, reviews, visitFiles, visitFilings, visits } from '../../db/schema/index.ts';
import { takeVisit } from '../assignment.ts';
import { approveVisit, getCheck, startCheck } from '../checking.ts';
import { fileVisit } from '../filing.ts';
import { closeFlag } from '../flags/flags.ts';
import { exportCsv, exportXlsx } from './export.ts';
import { pageOfPhotos } from './gallery.ts';
import { getResult } from '../results.ts';
import { getProgrammeResults } from './programme-results.ts';
import {
	addProgramme,
	editProgramme,
	getProgramme,
	nextWave,
	programmeInput
} from '../programmes.ts';

type Visited = {
	levels: [greeting: number, order: number];
	answers?: Answers;
	on?: string;
	files?: ManifestFile[];
};

/** A programme over these places, with an approved visit for each entry. */
async function addResults(db: Db, places: Record<string, Visited[]>) {
	const asked = { key: 'waited', is: 'is' as const, value: 'yes' };
	const questions = [
		questionOf('waited', {
			kind: 'choice',
			options: ['yes', 'no'].map((key) => ({ key, name: { en: key } }))
		}),
		questionOf('queue', {
			kind: 'stopwatch',
			standardSeconds: 300,
			showIf: { match: 'all', conditions: [asked] }
		}),
		questionOf('front', { kind: 'photo', required: false, name: { en: 'The shop’s front' } })
	];
	const [section] = definitionOf(criterionOf('greeting'), criterionOf('order')).sections;
	const { versionId } = await addScorecard(db, {
		definition: { sections: [{ ...section, questions }] },
		channels: ['visit']
	});
	const names = Object.keys(places);
	const locations = await Promise.all(names.map((name) => addLocation(db, { name })));
	const programme = await addProgrammeFor(db, {
		scorecardVersionId: versionId,
		locationIds: locations.map(({ id }) => id),
		visitsPerLocation: Math.max(...Object.values(places).map(({ length }) => length), 1)
	});
	for (const [i, visited] of Object.values(places).entries()) {
		const planned = programme.visits.filter(({ locationId }) => locationId === locations[i].id);
		for (const [j, one] of visited.entries()) await addApproved(db, planned[j].id, versionId, one);
	}
	return { ...programme, versionId };
}

async function addApproved(
	db: Db,
	id: string,
	versionId: string,
	{ levels, answers = { waited: 'no' }, on = '2026-09-15T09:00:00Z', files = [] }: Visited
) {
	const shopper = await addShopper(db);
	const editor = await addUser(db);
	await takeVisit(db, shopper, id);
	const [greeting, order] = levels.map((level) => ({ level, comment: `Seen at ${level}` }));
	const filing = { answers, files, ratings: { greeting, order } as never };
	await fileVisit(db, shopper, v7(), filingOf(id, versionId, filing));
	await startCheck(db, editor, id);
	const { flags } = await getCheck(db, editor, id);
	for (const flag of flags)
		await closeFlag(db, editor, id, flag.id, { verdict: 'dismissed', word: 'Asked.' });
	await approveVisit(db, editor, id, { employeeId: null, shopperRating: 4, comment: '' });
	await db
		.update(reviews)
		.set({ occurredAt: new Date(on) })
		.where(eq(reviews.visitId, id));
}

const same = (count: number, levels: [number, number]) =>
	Array.from({ length: count }, () => ({ levels }));

test('locations that can be told apart are groups, those with one visit are not compared', async ({
	db
}) => {
	const { id } = await addResults(db, {
		'Apse 1': same(6, [5, 5]),
		'Bērzs 2': same(6, [1, 1]),
		'Ceriņi 3': same(1, [5, 5])
	});
	const { figures } = await getProgrammeResults(db, await addUser(db), id, 'en');
	expect(figures.groups.map((all) => all.map(({ name }) => name))).toEqual([
		['Apse 1'],
		['Bērzs 2']
	]);
	expect(figures.untold).toMatchObject([{ name: 'Ceriņi 3', mean: 1, low: null, n: 1 }]);
	expect(figures.score).toMatchObject({ mean: 7 / 13, n: 13 });
});

test('each cell of the heat map has its mean and n; a visit under appeal counts nowhere', async ({
	db
}) => {
	const { id, visits: planned } = await addResults(db, {
		'Apse 1': [{ levels: [5, 1] }, { levels: [3, 1] }],
		'Bērzs 2': [{ levels: [1, 3] }]
	});
	const viewer = await addUser(db);
	const read = async () => (await getProgrammeResults(db, viewer, id, 'en')).figures;
	const before = await read();
	expect(before.criteria.map(({ key }) => key)).toEqual(['greeting', 'order']);
	expect(before.heat).toMatchObject([
		{
			name: 'Apse 1',
			cells: [
				{ mean: 0.75, n: 2 },
				{ mean: 0, n: 2 }
			]
		},
		{
			name: 'Bērzs 2',
			cells: [
				{ mean: 0, n: 1, low: null },
				{ mean: 0.5, n: 1 }
			]
		}
	]);
	expect(before.overall).toMatchObject([{ mean: 0.5, n: 3 }, { n: 3 }]);

	const [{ id: reviewId }] = await db
		.select({ id: reviews.id })
		.from(reviews)
		.innerJoin(visits, eq(visits.id, reviews.visitId))
		.where(eq(visits.locationId, before.heat[1].id));

	const raisedBy = (await addUser(db, { role: 'lead' })).id;
	await db.insert(disputes).values({ reviewId, raisedBy, reason: 'Closed that day' } as never);
	const after = await read();
	expect(after).toMatchObject({ n: 2, disputed: 1 });
	expect(after.heat).toHaveLength(1);
	expect(planned).toHaveLength(4);
});

test('a location’s visit under appeal is in no median that another visit is compared with', async ({
	db
}) => {
	const { visits: planned } = await addResults(db, {
		'Apse 1': same(1, [5, 5]),
		'Bērzs 2': same(1, [3, 3]),
		'Ceriņi 3': same(1, [1, 1])
	});
	const viewer = await addUser(db);
	const median = async () => (await getResult(db, viewer, planned[0].id, 'en')).median;
	expect(await median()).toEqual({ value: 0.5, n: 3 });
	const [{ id: reviewId }] = await db
		.select({ id: reviews.id })
		.from(reviews)
		.where(eq(reviews.visitId, planned[2].id));
	const raisedBy = (await addUser(db, { role: 'lead' })).id;
	await db.insert(disputes).values({ reviewId, raisedBy, reason: 'Closed that day' });
	expect(await median()).toBeNull();
});

test('times stand against the standard; what was not asked was not measured', async ({ db }) => {
	const waits = [60, 200, 400].map((queue) => ({
		levels: [4, 4] as [number, number],
		answers: { waited: 'yes', queue }
	}));
	const { id } = await addResults(db, {
		'Apse 1': [...waits, { levels: [4, 4], answers: { waited: 'no', queue: 5000 } }]
	});
	const { figures } = await getProgrammeResults(db, await addUser(db), id, 'en');
	expect(figures.times).toMatchObject([
		{ key: 'queue', standard: 300, seconds: [60, 200, 400], median: 200, within: { n: 3 } }
	]);
	expect(figures.times[0].within!.mean).toBeCloseTo(2 / 3, 10);
});

test('the trend goes by month, months without a visit stay, many months become quarters', async ({
	db
}) => {
	const { id, visit } = await addResults(db, {
		'Apse 1': [
			{ levels: [3, 3], on: '2026-07-31T20:59:00Z' },
			{ levels: [5, 5], on: '2026-09-15T09:00:00Z' }
		]
	});
	const viewer = await addUser(db);
	const waves = async () => (await getProgrammeResults(db, viewer, id, 'en')).figures.waves;
	expect(await waves()).toMatchObject([
		{ label: 'Jul 2026', mean: 0.5, n: 1 },
		{ label: 'Aug 2026', mean: null, n: 0 },
		{ label: 'Sept 2026', mean: 1, n: 1 }
	]);
	await db
		.update(reviews)
		.set({ occurredAt: new Date('2025-01-15T09:00:00Z') })
		.where(eq(reviews.visitId, visit.id));
	expect((await waves()).map(({ n }) => n)).toEqual([1, 0, 0, 0, 0, 0, 1]);
});

test('a programme without approved visits has no figures, one that is not there is not found', async ({
	db
}) => {
	const { id } = await addResults(db, { 'Apse 1': [] });
	const viewer = await addUser(db);
	const { figures } = await getProgrammeResults(db, viewer, id, 'lv');
	expect(figures).toMatchObject({ n: 0, groups: [], untold: [], heat: [], times: [], waves: [] });
	expect(figures.score).toEqual({ mean: null, low: null, high: null, n: 0 });
	for (const other of [v7(), 'x'])
		await expect(getProgrammeResults(db, viewer, other, 'en')).rejects.toMatchObject({
			status: 404
		});
});

test('however many visits: four statements', async ({ db, statements }) => {
	const { id } = await addResults(db, { 'Apse 1': same(3, [4, 2]), 'Bērzs 2': same(2, [1, 5]) });
	const viewer = await addUser(db);
	statements.length = 0;
	await getProgrammeResults(db, viewer, id, 'en');
	expect(statements).toHaveLength(4);
});

test('the export has every visit in a row, and nothing in it can run', async ({ db }) => {
	const { id } = await addResults(db, {
		'=HYPERLINK("http://x")': [{ levels: [5, 1], answers: { waited: 'yes', queue: 61 } }],
		'Bērzs 2': [{ levels: [3, 3] }]
	});
	const viewer = await addUser(db);
	const { text, fileName } = await exportCsv(db, viewer, id, 'en');
	expect(fileName).toMatch(/^programme-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d$/);
	const rows: Record<string, string>[] = parse(text, { columns: true, bom: true });
	expect(rows).toHaveLength(2);
	expect(rows.find(({ queue }) => queue)).toMatchObject({
		location: `'=HYPERLINK("http://x")`,
		date: '2026-09-15',
		score: '0.5',
		greeting: '1',
		order: '0',
		queue: '61'
	});

	const { bytes } = await exportXlsx(db, viewer, id, 'en');
	const sheets = await readXlsx(bytes);
	expect(sheets.map(({ sheet }) => sheet)).toEqual([
		...['visits', 'locations', 'criteria', 'times', 'periods']
	]);
	expect(sheets[0].data).toHaveLength(3);
	expect(sheets[0].data.flat()).toContain(`'=HYPERLINK("http://x")`);
	expect(sheets[2].data).toHaveLength(1 + 3 * 2);
	expect(sheets[3].data[1].slice(0, 6)).toEqual(['queue', 300, 61, 61, 1, 1]);
});

test('the gallery shows what can be shown of approved filings, page by page, each photo once', async ({
	db
}) => {
	const fileOf = (name: string) => ({ name, bytes: 9, sha256: sha256(Buffer.from(name)) });
	const [first, second] = [
		['a', 'b', 'c', 'unmade'],
		['d', 'e']
	].map((all) => all.map(fileOf));
	const { id, visits: planned } = await addResults(db, {
		'Apse 1': [first, second].map((files) => ({ levels: [4, 4], files }))
	});
	const admin = await addUser(db, { role: 'admin' });
	const filings = await db.select().from(visitFilings);
	for (const [i, files] of [[...first, fileOf('left-out')], second].entries()) {
		const { visitId, shopperId } = filings.find(({ visitId }) => visitId === planned[i].id)!;
		await db.insert(visitFiles).values(
			files.map((file) => ({
				...{ ...file, id: v7(), visitId, shopperId, mediaType: 'image/jpeg', originalKey: v7() },
				shownKey: file.name === 'unmade' ? null : `shown/${file.name}`
			}))
		);
	}

	const seen: string[] = [];
	let before: Parameters<typeof pageOfPhotos>[3] = { limit: 2 };
	for (let pages = 0; pages < 3; pages++) {
		const page = await pageOfPhotos(db, admin, id, before);
		seen.push(...page.rows.map(({ name }) => name));
		before = { limit: 2, before: page.next ?? undefined };
	}
	expect(before.before).toBeUndefined();
	expect(seen.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
	const lead = await addUser(db, { role: 'lead' });
	expect((await pageOfPhotos(db, lead, id)).rows).toEqual([]);
});

test('a measured time stands on the customer’s way, and not among the answers again', async ({
	db
}) => {
	const answers = { waited: 'yes', queue: 400 };
	const { visits: planned } = await addResults(db, { 'Apse 1': [{ levels: [4, 4], answers }] });
	const result = await getResult(db, await addUser(db), planned[0].id, 'en');
	expect(result.journey).toMatchObject([{ seconds: 400, standard: 300 }]);
	expect(result.sections[0].items.map(({ key }) => key)).toEqual(['waited', 'greeting', 'order']);
});

test('a photo is called by what it was asked for, never by the name of its file', async ({
	db
}) => {
	const files = [{ name: 'anna-at-home.jpg', bytes: 1, sha256: sha256(Buffer.from('a')) }];
	const answers = { waited: 'no', front: ['anna-at-home.jpg'] };
	const { visits: planned } = await addResults(db, {
		'Apse 1': [{ levels: [4, 4], answers, files }]
	});
	const { photoWords, sections } = await getResult(db, await addUser(db), planned[0].id, 'en');
	expect(photoWords).toEqual({ 'anna-at-home.jpg': 'The shop’s front' });
	expect(JSON.stringify(sections)).not.toContain('anna');
});

test('a programme started anew is its next wave: the trend runs over both, nothing else does', async ({
	db
}) => {
	const first = await addResults(db, { 'Apse 1': same(2, [1, 1]) });
	const viewer = await addUser(db);
	const input = await nextWave(db, first.id);
	const earlier = programmeInput(await getProgramme(db, first.id));
	expect(input.startsOn > earlier.endsOn).toBe(true);
	expect(input).toMatchObject({ name: earlier.name, locationIds: earlier.locationIds });

	const id = await addProgramme(db, first.admin, input);
	const before = async (id: string) => (await getProgrammeResults(db, viewer, id, 'en')).figures;
	expect(await before(id)).toMatchObject({ n: 0, waves: [{ n: 2 }] });
	expect(await before(first.id)).toMatchObject({ n: 2, waves: [{ label: 'Sept 2026', n: 2 }] });

	await db.update(visits).set({ programmeId: id, number: 9 }).where(eq(visits.id, first.visit.id));
	const { n, heat, waves } = await before(id);
	expect({ n, places: heat.length }).toEqual({ n: 1, places: 1 });
	expect(waves.map(({ label, n }) => [label[0], n])).toEqual([
		['1', 1],
		['2', 1]
	]);
	await editProgramme(db, first.admin, id, { ...input, previousId: null });
	expect(await getProgramme(db, id)).toMatchObject({ previousId: first.id });
	await expect(addProgramme(db, first.admin, { ...input, previousId: v7() })).rejects.toMatchObject(
		{ status: 404 }
	);
});
