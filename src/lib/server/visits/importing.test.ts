import { eq } from 'drizzle-orm';
import { v7 } from 'uuid';
import { addProgrammeFor, addShopper, addUser } from '../../../../tests/setup/factories.ts';
import { photoDeskOf, photoOf, sha256 } from '../../../../tests/setup/photos.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import type { Viewer } from '../../permissions.ts';
import { importSealingKey, sealBytes, sealJson } from '../../sealing.ts';
import { visitDocumentSchema } from '../../visit-document.ts';
import type { Change, Opened } from '../../visit-journal.ts';
import type { Db } from '../db/database.ts';
import { visitFiles, visitFilings } from '../db/schema/index.ts';
import { getScorecardVersion } from '../scorecards/versions.ts';
import { takeVisit } from './assignment.ts';
import { getReceipt } from './filing.ts';
import { importUnsent } from './importing.ts';
import { journalKey } from './journal-key.ts';

const secret = { secretKey: 'a secret of this house, and of no other one', dataDir: '' };
const at = '2026-09-15T10:00:00.000Z';
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** The file that a phone saves. */
async function exportOf(
	db: Db,
	shopper: Viewer,
	{ visitId, scorecardVersionId }: { visitId: string; scorecardVersionId: string },
	answers: Record<string, string>,
	{ agreed = [] as boolean[] } = {}
) {
	const { definition } = await getScorecardVersion(db, scorecardVersionId);
	const key = await importSealingKey(new Uint8Array(await journalKey(secret, shopper.id)));
	const opened: Opened = {
		...{ visitId, filingId: v7(), scorecardVersionId, place: 'Centrs', definition },
		...{ document: visitDocumentSchema.parse({}), comments: [] }
	};
	const rating = { level: 4, na: null, comment: '', rootCauses: [], otherCause: '', evidence: [] };
	const changes: Change[] = [
		...Object.entries(answers).map(([question, answer]): Change => ({
			kind: 'answer',
			key: question,
			answer,
			at
		})),
		{ kind: 'rating', key: 'greeting', rating, at },
		...agreed.map((agreed): Change => ({ kind: 'agreed', agreed, at })),
		{ kind: 'filed', at }
	];
	const { filingId } = opened;
	const bytes = new Uint8Array(await photoOf(1).toBuffer());
	const photo = { id: v7(), filingId, name: 'a.jpg', sha256: sha256(bytes) };
	const file = {
		plumbline: 'visits',
		version: 1,
		visits: [{ userId: shopper.id, filingId, sealed: base64(await sealJson(key, opened)) }],
		changes: await Promise.all(
			changes.map(async (change) => ({ filingId, sealed: base64(await sealJson(key, change)) }))
		),
		photos: [
			{
				...photo,
				details: base64(
					await sealJson(key, { agreed: agreed.length > 0, latitude: 56.9, longitude: 24.1 })
				),
				sealed: base64(await sealBytes(key, bytes))
			}
		]
	};
	return { filingId, text: JSON.stringify(file) };
}

async function takenVisit(db: Db) {
	const { visit, admin, scorecardVersionId } = await addProgrammeFor(db);
	const shopper = await addShopper(db);
	await takeVisit(db, shopper, visit.id);
	const { files, desk } = await photoDeskOf(db);
	const form = { visitId: visit.id, scorecardVersionId };
	return { form, admin, shopper, desk, place: { files, secret } };
}

const whole = { story: 'I came in and was greeted.', poster: 'yes' };

test('what a phone could not send is filed from its file, once however often it is imported', async ({
	db
}) => {
	const { form, admin, shopper, place, desk } = await takenVisit(db);
	const { filingId, text } = await exportOf(db, shopper, form, whole);
	for (const _ of [1, 2])
		expect(await importUnsent(db, place, admin, text)).toEqual([
			{ filingId, place: 'Centrs', outcome: 'filed', detail: '' }
		]);
	expect(await db.$count(visitFilings)).toBe(1);
	expect(await db.$count(visitFiles)).toBe(1);
	expect(await getReceipt(db, shopper, filingId)).toMatchObject({ isComplete: true });
	await desk.settle();
});

test('what is missing is named, and its photos are kept', async ({ db }) => {
	const { form, admin, shopper, place, desk } = await takenVisit(db);
	const { text } = await exportOf(db, shopper, form, { story: 'short' });
	expect(await importUnsent(db, place, admin, text)).toMatchObject([
		{ outcome: 'incomplete', detail: 'story, poster' }
	]);
	expect(await db.$count(visitFilings)).toBe(0);
	expect(await db.$count(visitFiles)).toBe(1);
	await desk.settle();
});

test('a file of another house or another shopper opens nothing', async ({ db }) => {
	const { form, admin, shopper, place } = await takenVisit(db);
	const { text } = await exportOf(db, shopper, form, whole);
	const elsewhere = { ...place, secret: { ...secret, secretKey: `${secret.secretKey}!` } };
	expect(await importUnsent(db, elsewhere, admin, text)).toMatchObject([{ outcome: 'unreadable' }]);
	const stranger = await addUser(db, { role: 'shopper' });
	const stolen = text.replaceAll(shopper.id, stranger.id);
	expect(await importUnsent(db, place, admin, stolen)).toMatchObject([{ outcome: 'unreadable' }]);
	await expect(importUnsent(db, place, admin, '{}')).rejects.toMatchObject({ status: 422 });
	expect(await db.$count(visitFilings)).toBe(0);
});

test('a damaged visit is named and nothing of it is taken; the others of the file are filed', async ({
	db
}) => {
	const broken = await takenVisit(db);
	const sound = await takenVisit(db);
	const [damaged, healthy] = await Promise.all(
		[broken, sound].map(async ({ form, shopper }) =>
			JSON.parse((await exportOf(db, shopper, form, whole)).text)
		)
	);
	const { admin, place, desk } = sound;
	for (const part of ['changes', 'photos'] as const) {
		const [first, ...others] = damaged[part];
		const bytes = Buffer.from(first.sealed, 'base64');
		bytes[20] ^= 1;
		const file = {
			...damaged,
			visits: [...damaged.visits, ...healthy.visits],
			changes: [...damaged.changes, ...healthy.changes],
			photos: [...damaged.photos, ...healthy.photos]
		};
		file[part] = [{ ...first, sealed: base64(bytes) }, ...others, ...healthy[part]];
		expect(await importUnsent(db, place, admin, JSON.stringify(file))).toMatchObject([
			{ place: 'Centrs', outcome: 'damaged' },
			{ outcome: 'filed' }
		]);
	}
	expect(await db.$count(visitFilings)).toBe(1);
	expect(await db.$count(visitFiles)).toBe(1);
	await desk.settle();
});

test('time and place of a photo come with the file only where the shopper agreed to the end', async ({
	db
}) => {
	for (const agreed of [[true], [true, false]]) {
		const { form, admin, shopper, place, desk } = await takenVisit(db);
		const { text } = await exportOf(db, shopper, form, whole, { agreed });
		await importUnsent(db, place, admin, text);
		const [photo] = await db.select().from(visitFiles).where(eq(visitFiles.visitId, form.visitId));
		expect([photo.agreed, photo.latitude]).toEqual(agreed.at(-1) ? [true, 56.9] : [false, null]);
		await desk.settle();
	}
});
