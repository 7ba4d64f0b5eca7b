import sharp, { type Sharp } from 'sharp';
import { v7 } from 'uuid';
import { addProgrammeFor, addShopper, filingOf } from '../../../../../tests/setup/factories.ts';
import { fileOf, photoDeskOf, sendPhoto } from '../../../../../tests/setup/photos.ts';
import { expect, test } from '../../../../../tests/setup/test.ts';
import { seededRandom } from '../../../bootstrap.ts';
import type { ProgrammeInput } from '../../../programme.ts';
import type { Db } from '../../db/database.ts';
import { locations } from '../../db/schema/index.ts';
import { takeVisit } from '../assignment.ts';
import { fileVisit } from '../filing.ts';
import { listFlags } from './flags.ts';
import { isSamePicture, printOf } from './photo-print.ts';

/** A picture with large and small shapes that looks like no other: coloured fields, blurred, with grain. */
function sceneOf(seed: number, { width = 640, height = 480 } = {}): Sharp {
	const random = seededRandom(seed);
	const [columns, rows] = [10, 8];
	const pixels = Uint8Array.from({ length: columns * rows * 3 }, () => Math.floor(random() * 256));
	return sharp(pixels, { raw: { width: columns, height: rows, channels: 3 } })
		.resize(width, height, { kernel: 'cubic', fit: 'fill' })
		.jpeg({ quality: 90 });
}

/** What becomes of a picture that is sent again. */
const copies: Record<string, (picture: Buffer) => Sharp> = {
	smaller: (picture) => sharp(picture).resize(320),
	'saved anew, badly': (picture) => sharp(picture).jpeg({ quality: 35 }),
	brighter: (picture) => sharp(picture).modulate({ brightness: 1.15 }),
	'in grey': (picture) => sharp(picture).greyscale(),
	'cut a little': (picture) => sharp(picture).extract({ left: 8, top: 6, width: 624, height: 468 }),
	'as PNG': (picture) => sharp(picture).png()
};

test('a picture is known again in its copies, and no other is taken for it', async () => {
	const scenes = await Promise.all(Array.from({ length: 40 }, (_, i) => sceneOf(i + 1).toBuffer()));
	const prints = await Promise.all(scenes.map(async (scene) => (await printOf(scene))!));
	let [known, all] = [0, 0];
	for (const [i, scene] of scenes.entries())
		for (const copy of Object.values(copies)) {
			all++;
			const print = await printOf(await copy(scene).toBuffer());
			if (print && isSamePicture(prints[i], print)) known++;
		}
	const pairs = prints.flatMap((a, i) => prints.slice(i + 1).map((b) => isSamePicture(a, b)));
	const mistaken = pairs.filter(Boolean).length;
	const [precision, recall] = [known / (known + mistaken), known / all];
	console.log(
		`photos: precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}, n ${all} copies, ${pairs.length} strangers`
	);
	// An accusation of a used photo is grave: none of 780 strangers; a copy that was cut may pass.
	expect(mistaken).toBe(0);
	expect(recall).toBeGreaterThanOrEqual(0.9);
});

test('a grey wall has no print: it looks like every other', async () => {
	const wall = { width: 300, height: 200, channels: 3 as const, background: '#777' };
	expect(await printOf(await sharp({ create: wall }).jpeg().toBuffer())).toBeNull();
});

/** Two visits of one shopper at one place, and a desk that takes photos. */
async function twoVisits(db: Db, input: Partial<ProgrammeInput> = {}) {
	const programme = await addProgrammeFor(db, { visitsPerLocation: 2, rotationDays: 0, ...input });
	await db.update(locations).set({ latitude: 56.9496, longitude: 24.1052 });
	const shopper = await addShopper(db);
	const { desk } = await photoDeskOf(db);
	for (const { id } of programme.visits) await takeVisit(db, shopper, id);
	const send = (visit: number, name: string, bytes: Buffer, given: Record<string, string> = {}) =>
		sendPhoto(desk.uploads.handle, shopper, programme.visits[visit].id, name, bytes, given);
	const file = async (visit: number, ...files: [string, Buffer][]) => {
		const id = v7();
		const manifest = files.map(([name, bytes]) => fileOf(name, bytes));
		const filing = filingOf(programme.visits[visit].id, programme.scorecardVersionId, {
			files: manifest
		});
		await fileVisit(db, shopper, id, filing);
		return id;
	};
	return { ...programme, desk, send, file };
}

test('a photo of another visit is flagged, whether it comes before the answers or after', async ({
	db
}) => {
	const { send, file, desk, location } = await twoVisits(db);
	const [picture, other] = await Promise.all([1, 2].map((seed) => sceneOf(seed).toBuffer()));
	const again = await sharp(picture).resize(400).jpeg({ quality: 60 }).toBuffer();
	await send(0, 'a.jpg', picture);
	await desk.settle();
	const first = await file(0, ['a.jpg', picture]);
	await send(1, 'early.jpg', again);
	await desk.settle();
	const second = await file(1, ['early.jpg', again], ['late.jpg', picture], ['new.jpg', other]);
	expect((await listFlags(db, second)).map(({ rule }) => rule)).toEqual(['photo_reused']);
	await send(1, 'late.jpg', picture);
	await send(1, 'new.jpg', other);
	await desk.settle();
	expect(await listFlags(db, first)).toEqual([]);
	expect(await listFlags(db, second)).toMatchObject([
		{ rule: 'photo_reused', details: { place: location.name } },
		{ rule: 'photo_reused' }
	]);
});

test.for([
	{
		name: 'during the visit, at the door',
		takenAt: '2026-09-15T09:10:00Z',
		place: '56.9500',
		flags: []
	},
	{
		name: 'the day before',
		takenAt: '2026-09-14T09:10:00Z',
		place: '56.9500',
		flags: ['photo_off_time']
	},
	{
		name: 'two hours later',
		takenAt: '2026-09-15T11:30:00Z',
		place: '56.9500',
		flags: ['photo_off_time']
	},
	{ name: 'on the way in', takenAt: '2026-09-15T08:45:00Z', place: '56.9500', flags: [] },
	{ name: 'at home', takenAt: '2026-09-15T09:10:00Z', place: '56.9900', flags: ['photo_off_place'] }
])('a photo taken $name', async ({ takenAt, place, flags }, { db }) => {
	const { send, file, desk } = await twoVisits(db, { maxDistanceMetres: 200 });
	const picture = await sceneOf(7).toBuffer();
	await send(0, 'a.jpg', picture, {
		agreed: '1',
		takenAt,
		latitude: place,
		longitude: '24.1052',
		accuracy: '20'
	});
	const id = await file(0, ['a.jpg', picture]);
	await desk.settle();
	expect((await listFlags(db, id)).map(({ rule }) => rule)).toEqual(flags);
});
