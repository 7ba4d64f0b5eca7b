import { and, count, eq } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../../permissions.ts';
import { mostPhotos, type PhotoInput } from '../../../photo.ts';
import { photoSchema } from '../../../photo-schema.ts';
import { audit, type Actor } from '../../audit/audit.ts';
import type { Db } from '../../db/database.ts';
import { visitFiles, visits } from '../../db/schema/index.ts';
import { conflict, invalid, notFound } from '../../errors.ts';
import { digestOf } from '../../files/digest.ts';
import type { Files } from '../../files/files.ts';
import { fileableVisits } from '../scope.ts';
import { readEvidence } from './evidence.ts';
import { readPhotoKind } from './kinds.ts';

/** Several filings of a visit may each have its photos. */
const mostOfVisit = 5 * mostPhotos;

/** Says before the first byte is sent what would stop a photo at the end. Throws 404, 409, 422. */
export async function checkPhoto(db: Db, viewer: Viewer, given: unknown): Promise<PhotoInput> {
	const parsed = photoSchema.safeParse(given);
	if (!parsed.success) throw invalid(m.photos_wrong_details());
	const [visit] = await db
		.select({ id: visits.id })
		.from(visits)
		.where(and(eq(visits.id, parsed.data.visit), fileableVisits(viewer)));
	if (!visit) throw notFound();
	const [{ there }] = await db
		.select({ there: count() })
		.from(visitFiles)
		.where(and(eq(visitFiles.visitId, visit.id), eq(visitFiles.shopperId, viewer.id)));
	if (there >= mostOfVisit) throw conflict(m.photos_too_many());
	return parsed.data;
}

/** A photo whose bytes have all arrived. */
export type ArrivedPhoto = {
	path: string;
	bytes: number;
	/** They are not under `path` any more. */
	isTaken?: boolean;
	input: PhotoInput;
	actor: Actor & { id: string };
};

/**
 * Keeps a photo as it came, once: called again, also after a kill at any point, it finds what is there. Throws 404
 * when the bytes are nowhere any more, 422 when they are not those that were announced, or no photo.
 */
export async function storePhoto(db: Db, files: Files, photo: ArrivedPhoto): Promise<void> {
	const { path, bytes, isTaken, input, actor } = photo;
	if (await findStoredPhoto(db, input.id)) return;
	const originalKey = `visits/${input.id}`;
	const hasMoved = await files.has(originalKey);
	if (isTaken && !hasMoved) throw notFound();
	const facts = hasMoved
		? await files.locally(originalKey, (path) => readFacts(path, input))
		: await readFacts(path, input);
	if (!hasMoved) await files.moveIn(path, originalKey);
	const { id, visit: visitId, name, sha256, agreed } = input;
	const isNew = await db.transaction(async (db) => {
		const [stored] = await db
			.insert(visitFiles)
			.values({
				...{ id, visitId, shopperId: actor.id, name, bytes, sha256, originalKey, agreed },
				...facts
			})
			.onConflictDoNothing()
			.returning({ id: visitFiles.id });
		if (stored)
			await audit(db, actor, 'visit.photo_received', visitId, { after: { name, sha256 } });
		return Boolean(stored);
	});
	// The same photo came under another id
	if (!isNew && !(await findStoredPhoto(db, id))) await files.remove(originalKey);
}

/** A photo that is here already, as its phone calls it. */
export async function findStoredPhoto(db: Db, id: string) {
	const [stored] = await db
		.select({ shopperId: visitFiles.shopperId, bytes: visitFiles.bytes })
		.from(visitFiles)
		.where(eq(visitFiles.id, id));
	return stored;
}

async function readFacts(path: string, input: PhotoInput) {
	if ((await digestOf(path)) !== input.sha256) throw invalid(m.photos_damaged());
	const mediaType = await readPhotoKind(path);
	if (!mediaType) throw invalid(m.photos_no_image());
	return { mediaType, ...(await readEvidence(path, input)) };
}
