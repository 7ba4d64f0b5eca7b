import { readdir, rm, writeFile } from 'node:fs/promises';
import exifr from 'exifr';
import sharp from 'sharp';
import { v7 } from 'uuid';
import { addProgrammeFor, addShopper, filingOf } from '../../../../../tests/setup/factories.ts';
import { hostilePhotos as hostile, html } from '../../../../../tests/setup/hostile-photos.ts';
import {
	askUpload,
	beginUpload,
	fileOf,
	photoDeskOf,
	photoOf,
	sendBytes,
	sendPhoto,
	sha256
} from '../../../../../tests/setup/photos.ts';
import { expect, test } from '../../../../../tests/setup/test.ts';
import type { Db } from '../../db/database.ts';
import { visitFiles } from '../../db/schema/index.ts';
import { assignVisit, takeVisit } from '../assignment.ts';
import { fileVisit, getReceipt } from '../filing.ts';
import { listVisitPhotos, readOriginalPhoto, readShownPhoto } from './photos.ts';
import { photoResponse } from './serving.ts';

async function visitWithDesk(db: Db) {
	const programme = await addProgrammeFor(db);
	const shopper = await addShopper(db);
	await takeVisit(db, shopper, programme.visit.id);
	const desk = await photoDeskOf(db);
	const { handle } = desk.desk.uploads;
	const send = (name: string, bytes: Uint8Array, given: Record<string, string> = {}) =>
		sendPhoto(handle, shopper, programme.visit.id, name, bytes, given);
	return { ...programme, ...desk, shopper, send, handle };
}

test('a visit is complete when every file of its manifest is here, whichever comes first', async ({
	db
}) => {
	const { shopper, visit, scorecardVersionId, send, desk } = await visitWithDesk(db);
	const [a, b] = await Promise.all([photoOf(1).toBuffer(), photoOf(2).toBuffer()]);
	expect((await send('a.jpg', a)).status).toBe(204);
	const files = [fileOf('a.jpg', a), fileOf('b.jpg', b)];
	const filing = filingOf(visit.id, scorecardVersionId, { files });
	const id = v7();
	const filed = await fileVisit(db, shopper, id, filing);
	expect(filed).toMatchObject({ filed: true, receipt: { isComplete: false } });
	const received = filed.filed ? filed.receipt.files.map((file) => file.receivedAt !== null) : [];
	expect(received).toEqual([true, false]);
	await send('b.jpg', a);
	expect(await getReceipt(db, shopper, id)).toMatchObject({ isComplete: false });
	await send('b.jpg', b);
	await send('b.jpg', b);
	expect(await getReceipt(db, shopper, id)).toMatchObject({ isComplete: true, files });
	expect(await db.$count(visitFiles)).toBe(3);
	await desk.settle();
});

test('an upload goes on where it was cut, and what was sent twice is kept once', async ({ db }) => {
	const { shopper, visit, handle, desk } = await visitWithDesk(db);
	const bytes = await photoOf(3).toBuffer();
	const id = v7();
	const details = { id, visit: visit.id, name: 'a.jpg', sha256: sha256(bytes) };
	const begin = () => handle(beginUpload(details, bytes.length), shopper);
	const both = await Promise.all([begin(), begin()]);
	expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
	const half = bytes.subarray(0, bytes.length >> 1);
	expect((await handle(sendBytes(id, half), shopper)).status).toBe(204);
	expect((await begin()).status).toBe(409);
	expect((await handle(sendBytes(id, bytes), shopper)).status).toBe(409);
	const asked = await handle(askUpload(id), shopper);
	expect(asked.headers.get('upload-offset')).toBe(String(half.length));
	expect((await handle(sendBytes(id, bytes, half.length), shopper)).status).toBe(204);
	const again = await handle(askUpload(id), shopper);
	expect(again.headers.get('upload-offset')).toBe(String(bytes.length));
	expect((await handle(sendBytes(id, bytes, half.length), shopper)).status).toBe(204);
	expect(await db.$count(visitFiles)).toBe(1);
	const stranger = await addShopper(db);
	await expect(handle(askUpload(id), stranger)).rejects.toMatchObject({ status: 404 });
	await desk.settle();
});

test('bytes that are not those announced are refused, and the right ones can follow', async ({
	db
}) => {
	const { send, desk } = await visitWithDesk(db);
	const [right, wrong] = await Promise.all([photoOf(4).toBuffer(), photoOf(5).toBuffer()]);
	const id = v7();
	expect((await send('a.jpg', wrong, { id, sha256: sha256(right) })).status).toBe(422);
	expect((await send('a.jpg', right, { id })).status).toBe(204);
	await desk.settle();
	expect(await db.$count(visitFiles)).toBe(1);
});

test('photos that come after the visit went to somebody else are kept; a stranger sends none', async ({
	db
}) => {
	const { admin, visit, send, handle, desk } = await visitWithDesk(db);
	await assignVisit(db, admin, visit.id, (await addShopper(db)).id, 'Ill');
	const bytes = await photoOf(6).toBuffer();
	expect((await send('late.jpg', bytes)).status).toBe(204);
	const stranger = await addShopper(db);
	const refused = await sendPhoto(handle, stranger, visit.id, 'a.jpg', bytes);
	expect(refused.status).toBe(404);
	await desk.settle();
});

test('others see the picture upright and with nothing hidden in it; the evidence stays as it came', async ({
	db
}) => {
	const { admin, visit, send, desk, files } = await visitWithDesk(db);
	const bytes = await photoOf(7, { width: 300, height: 200 })
		.withExif({
			IFD0: { Make: 'Phone', Orientation: '6' },
			IFD2: { DateTimeOriginal: '2026:09:15 10:12:33', OffsetTimeOriginal: '+03:00' },
			IFD3: {
				GPSLatitudeRef: 'N',
				GPSLatitude: '56/1 57/1 0/1',
				GPSLongitudeRef: 'E',
				GPSLongitude: '24/1 6/1 0/1'
			}
		})
		.withMetadata({ orientation: 6 })
		.toBuffer();
	await send('agreed.jpg', bytes, { agreed: '1' });
	await send('not.jpg', bytes);
	await send('told.jpg', bytes, {
		agreed: '1',
		takenAt: '2026-09-15T08:00:00Z',
		latitude: '56.9',
		longitude: '24.2',
		accuracy: '12'
	});
	await desk.settle();
	const [agreed, not, told] = await listVisitPhotos(db, admin, visit.id);
	expect(agreed).toMatchObject({
		takenAt: new Date('2026-09-15T07:12:33Z'),
		latitude: 56.95,
		longitude: 24.1
	});
	expect(not).toMatchObject({ agreed: false, takenAt: null, latitude: null, longitude: null });
	expect(told).toMatchObject({ latitude: 56.9, longitude: 24.2, accuracyMetres: 12 });
	expect(told.takenAt).toEqual(new Date('2026-09-15T08:00:00Z'));
	const shown = (await readShownPhoto(files, agreed))!;
	expect(await sharp(shown).metadata()).toMatchObject({ width: 200, height: 300, format: 'jpeg' });
	expect(await exifr.parse(shown)).toBeUndefined();
	expect(sha256(await readOriginalPhoto(files, agreed))).toBe(sha256(bytes));
});

test('a photo that a killed process left whole or half moved is taken in by the next; one that is nowhere can come anew', async ({
	db
}) => {
	const { shopper, visit, handle, desk, files, dataDir } = await visitWithDesk(db);
	const [whole, moved, gone] = await Promise.all([8, 9, 10].map((n) => photoOf(n).toBuffer()));
	const begun: Request[] = [];
	for (const [name, bytes] of Object.entries({ whole, moved, gone })) {
		const id = v7();
		const details = { id, visit: visit.id, name: `${name}.jpg`, sha256: sha256(bytes) };
		begun.push(beginUpload(details, bytes.length));
		expect((await handle(begun.at(-1)!.clone() as Request, shopper)).status).toBe(201);
		const path = `${dataDir}/photos/${id}`;
		await writeFile(path, bytes);
		if (name === 'moved') await files.moveIn(path, `visits/${id}`);
		if (name === 'gone') await rm(path);
	}
	await desk.uploads.sweep();
	await desk.settle();
	const names = await db.select({ name: visitFiles.name }).from(visitFiles);
	expect(names.map(({ name }) => name).sort()).toEqual(['moved.jpg', 'whole.jpg']);
	expect(await readdir(`${dataDir}/photos`)).toEqual([]);
	expect((await handle(begun[2], shopper)).status).toBe(201);
});

test('a phone that asks before the next process got to its photo is not told to begin anew', async ({
	db
}) => {
	const { shopper, visit, handle, desk, files, dataDir } = await visitWithDesk(db);
	const [whole, moved] = [await photoOf(8).toBuffer(), await photoOf(9).toBuffer()];
	for (const [name, bytes] of Object.entries({ whole, moved })) {
		const id = v7();
		const details = { id, visit: visit.id, name: `${name}.jpg`, sha256: sha256(bytes) };
		await handle(beginUpload(details, bytes.length), shopper);
		await writeFile(`${dataDir}/photos/${id}`, bytes);
		if (name === 'moved') await files.moveIn(`${dataDir}/photos/${id}`, `visits/${id}`);
		const asked = await handle(askUpload(id), shopper);
		expect(asked.headers.get('upload-offset'), name).toBe(String(bytes.length));
	}
	expect(await db.$count(visitFiles)).toBe(2);
	await desk.settle();
});

test(`${hostile.length} hostile files are refused, or kept and harmless`, async ({ db }) => {
	const { admin, visit, send, desk, files, faults } = await visitWithDesk(db);
	const taken: string[] = [];
	for (const [i, { name, read, refused }] of hostile.entries()) {
		const { status } = await send(`${i}.jpg`, await read(), { agreed: '1' });
		if (refused) expect(status, name).toBe(422);
		else expect([204, 422], name).toContain(status);
		if (status === 204) taken.push(`${i}.jpg`);
	}
	await desk.settle();
	const photos = await listVisitPhotos(db, admin, visit.id);
	expect(photos.map(({ name }) => name)).toEqual(taken);
	const of = (name: string) =>
		photos.find((photo) => photo.name === `${hostile.findIndex((one) => one.name === name)}.jpg`)!;
	expect(of('20,000 × 20,000 pixels')).toMatchObject({
		problem: 'too_many_pixels',
		shownKey: null
	});
	expect(of('JPEG of three bytes')).toMatchObject({ problem: 'broken', shownKey: null });
	for (const photo of photos) {
		const shown = await readShownPhoto(files, photo);
		expect(shown === null, photo.name).toBe(photo.problem !== null);
		if (!shown) continue;
		expect(shown.includes('<script'), photo.name).toBe(false);
		const { format, exif } = await sharp(shown).metadata();
		expect({ format, exif }).toEqual({ format: 'jpeg', exif: undefined });
	}
	expect(of('JPEG with HTML behind it').shownKey).not.toBeNull();
	expect(faults).toEqual([]);
});

test('nothing that a shopper sent is served as a type that runs', () => {
	const response = photoResponse(html, 'application/octet-stream', 'attachment; filename="photo"');
	expect(Object.fromEntries(response.headers)).toMatchObject({
		'content-type': 'application/octet-stream',
		'content-disposition': 'attachment; filename="photo"',
		'content-security-policy': "default-src 'none'; sandbox",
		'x-content-type-options': 'nosniff'
	});
});
