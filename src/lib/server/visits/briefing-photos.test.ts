import sharp from 'sharp';
import { addProgrammeFor, addShopper, addUser } from '../../../../tests/setup/factories.ts';
import { photoDeskOf, photoOf } from '../../../../tests/setup/photos.ts';
import { expect, test } from '../../../../tests/setup/test.ts';
import { readShared } from '../../../../tests/shared-data.ts';
import { briefingPhotos } from '../db/schema/index.ts';
import { takeVisit } from './assignment.ts';
import { addBriefingPhoto, readBriefingPhoto, removeBriefingPhoto } from './briefing-photos.ts';
import { getBriefing } from './briefing.ts';
import { addProgramme, nextWave } from './programmes.ts';

const sentAs = (bytes: Uint8Array, caption = '') => ({
	body: new Blob([new Uint8Array(bytes)]).stream(),
	caption
});

test('a picture of the briefing is kept without what is hidden in it, for those who may read the briefing', async ({
	db
}) => {
	const { files } = await photoDeskOf(db);
	const { id, admin, visit } = await addProgrammeFor(db);
	const told = { IFD0: { ImageDescription: 'the owner’s house' } };
	const bytes = await photoOf(1).withExif(told).toBuffer();
	const photo = await addBriefingPhoto(db, files, admin, id, sentAs(bytes, 'The right counter'));
	expect((await getBriefing(db, id)).photos).toEqual([
		{ id: photo, caption: 'The right counter', width: 640, height: 480 }
	]);
	const shopper = await addShopper(db);
	await takeVisit(db, shopper, visit.id);
	const read = await readBriefingPhoto(db, files, shopper, photo);
	expect(await sharp(read).metadata()).toMatchObject({ format: 'jpeg', width: 640 });
	expect(read.includes('owner')).toBe(false);

	const others = [
		await addShopper(db),
		await addUser(db, { role: 'lead' }),
		await addUser(db, { role: 'employee' })
	];
	for (const viewer of others)
		await expect(readBriefingPhoto(db, files, viewer, photo)).rejects.toMatchObject({
			status: 404
		});
});

test('whoever sees the visit on the board sees the pictures of its briefing', async ({ db }) => {
	const { files } = await photoDeskOf(db);
	const { id, admin } = await addProgrammeFor(db);
	const photo = await addBriefingPhoto(db, files, admin, id, sentAs(await photoOf(2).toBuffer()));
	expect(await readBriefingPhoto(db, files, await addShopper(db), photo)).not.toHaveLength(0);
});

test('what is no photo is refused, and so is one too many', async ({ db }) => {
	const { files } = await photoDeskOf(db);
	const { id, admin } = await addProgrammeFor(db);
	const refused = [
		Buffer.from('<!doctype html><script>alert(1)</script>'),
		Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
		Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.from('<script>alert(1)</script>')]),
		readShared('malformed/images/x_unexpected_eof.png')
	];
	for (const bytes of refused) {
		const added = addBriefingPhoto(db, files, admin, id, sentAs(bytes));
		await expect(added).rejects.toMatchObject({ status: 422 });
	}
	const bytes = await photoOf(3, { width: 40, height: 30 }).toBuffer();
	for (let n = 0; n < 12; n++) await addBriefingPhoto(db, files, admin, id, sentAs(bytes));
	const oneMore = addBriefingPhoto(db, files, admin, id, sentAs(bytes));
	await expect(oneMore).rejects.toMatchObject({ status: 422 });
	expect(await db.$count(briefingPhotos)).toBe(12);
});

test('the next wave shows the same pictures; a file goes with the last wave that shows it', async ({
	db
}) => {
	const { files } = await photoDeskOf(db);
	const { id, admin } = await addProgrammeFor(db);
	const photo = await addBriefingPhoto(db, files, admin, id, sentAs(await photoOf(4).toBuffer()));
	const next = await addProgramme(db, admin, await nextWave(db, id));
	const [copy] = (await getBriefing(db, next)).photos;
	await removeBriefingPhoto(db, files, admin, id, photo);
	expect((await getBriefing(db, id)).photos).toEqual([]);
	expect(await readBriefingPhoto(db, files, admin, copy.id)).not.toHaveLength(0);
	const [{ photoKey }] = await db.select().from(briefingPhotos);
	await removeBriefingPhoto(db, files, admin, next, copy.id);
	expect(await files.has(photoKey)).toBe(false);
	await expect(removeBriefingPhoto(db, files, admin, next, copy.id)).rejects.toMatchObject({
		status: 404
	});
});
