import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { and, asc, eq } from 'drizzle-orm';
import { v7, validate as isUuid } from 'uuid';
import { m } from '#lib/paraglide/messages.js';
import { can, type Viewer } from '../../permissions.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { briefingPhotos, programmes, visits } from '../db/schema/index.ts';
import { invalid, notFound } from '../errors.ts';
import type { Files } from '../files/files.ts';
import { listBoard } from './assignment.ts';
import { readPhotoKind } from './photos/kinds.ts';
import { writeShown } from './photos/shown.ts';

const mostPhotos = 12;
const longestCaption = 200;

type Sent = { body: ReadableStream<Uint8Array>; caption: string };

/**
 * Keeps a picture of a programme's briefing, written anew: upright, at most 2,560 px, with nothing else in it.
 * Throws 422 for what is no photo and for one too many, 404 where there is no such programme.
 */
export async function addBriefingPhoto(
	db: Db,
	files: Files,
	viewer: Viewer,
	programmeId: string,
	{ body, caption }: Sent
): Promise<string> {
	if (!isUuid(programmeId)) throw notFound();
	const folder = await mkdtemp(join(tmpdir(), 'plumbline-briefing-'));
	try {
		const [sent, copy] = [join(folder, 'sent'), join(folder, 'copy')];
		await pipeline(body, createWriteStream(sent, { mode: 0o600 }));
		const made = (await readPhotoKind(sent)) ? await writeShown(sent, copy) : 'broken';
		if (typeof made === 'string') throw invalid(m.photos_no_image());
		const id = v7();
		const photo = { id, programmeId, caption: caption.slice(0, longestCaption) };
		const { width, height } = made;
		const photoKey = `briefings/${id}.jpg`;
		await db.transaction(async (db) => {
			const here = eq(programmes.id, programmeId);
			const [programme] = await db.select().from(programmes).where(here).for('update');
			if (!programme) throw notFound();
			const count = await db.$count(briefingPhotos, eq(briefingPhotos.programmeId, programmeId));
			if (count >= mostPhotos) throw invalid(m.briefing_photos_full({ count: mostPhotos }));
			await db.insert(briefingPhotos).values({ ...photo, photoKey, width, height });
			const after = { photo: id, caption: photo.caption };
			await audit(db, viewer, 'programme.photo_added', programmeId, { after });
			await files.moveIn(copy, photoKey);
		});
		return id;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Takes a picture out of a briefing; its file goes when no other wave shows it. */
export async function removeBriefingPhoto(
	db: Db,
	files: Files,
	viewer: Viewer,
	programmeId: string,
	id: string
) {
	if (!isUuid(id)) throw notFound();
	const orphan = await db.transaction(async (db) => {
		const [removed] = await db
			.delete(briefingPhotos)
			.where(and(eq(briefingPhotos.id, id), eq(briefingPhotos.programmeId, programmeId)))
			.returning({ caption: briefingPhotos.caption, photoKey: briefingPhotos.photoKey });
		if (!removed) throw notFound();
		const before = { photo: id, caption: removed.caption };
		await audit(db, viewer, 'programme.photo_removed', programmeId, { before });
		const isShared = await db.$count(briefingPhotos, eq(briefingPhotos.photoKey, removed.photoKey));
		return isShared ? null : removed.photoKey;
	});
	if (orphan) await files.remove(orphan);
}

/** The next wave shows what the wave before showed. */
export async function copyBriefingPhotos(db: Db, fromId: string, toId: string) {
	const shown = await db
		.select()
		.from(briefingPhotos)
		.where(eq(briefingPhotos.programmeId, fromId))
		.orderBy(asc(briefingPhotos.id));
	const copies = shown.map((photo) => ({ ...photo, id: v7(), programmeId: toId }));
	if (copies.length) await db.insert(briefingPhotos).values(copies);
}

/** A picture for those who may read its briefing: of a shopper's own visit, or of one on their board. */
export async function readBriefingPhoto(
	db: Db,
	files: Files,
	viewer: Viewer,
	id: string
): Promise<Buffer> {
	if (!isUuid(id)) throw notFound();
	const [photo] = await db.select().from(briefingPhotos).where(eq(briefingPhotos.id, id));
	if (!photo || !(await mayRead(db, viewer, photo.programmeId))) throw notFound();
	return buffer(await files.read(photo.photoKey));
}

async function mayRead(db: Db, viewer: Viewer, programmeId: string) {
	if (can(viewer, 'visits:check') || can(viewer, 'programmes:manage')) return true;
	if (!can(viewer, 'visits:file')) return false;
	const own = and(eq(visits.programmeId, programmeId), eq(visits.shopperId, viewer.id));
	if (await db.$count(visits, own)) return true;
	return (await listBoard(db, viewer)).some((visit) => visit.programmeId === programmeId);
}
