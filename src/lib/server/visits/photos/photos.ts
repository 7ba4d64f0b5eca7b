import { buffer } from 'node:stream/consumers';
import { and, asc, eq } from 'drizzle-orm';
import type { ManifestFile } from '../../../photo.ts';
import type { Viewer } from '../../../permissions.ts';
import type { VisitDocument } from '../../../visit-document.ts';
import type { Db } from '../../db/database.ts';
import { visitFiles, visits } from '../../db/schema/index.ts';
import { notFound } from '../../errors.ts';
import type { Files } from '../../files/files.ts';
import { visibleVisits } from '../scope.ts';

export type ReceivedFile = ManifestFile & { receivedAt: Date | null };

/** The manifest of a filing, each file with when it arrived; null: still to come. */
export async function receivedFiles(
	db: Db,
	filing: { visitId: string; shopperId: string; document: VisitDocument }
): Promise<ReceivedFile[]> {
	// Filings of before there were photos have no list
	const manifest = filing.document.files ?? [];
	if (!manifest.length) return [];
	const rows = await db
		.select({
			name: visitFiles.name,
			bytes: visitFiles.bytes,
			sha256: visitFiles.sha256,
			receivedAt: visitFiles.receivedAt
		})
		.from(visitFiles)
		.where(and(eq(visitFiles.visitId, filing.visitId), eq(visitFiles.shopperId, filing.shopperId)));
	const keyOf = ({ name, bytes, sha256 }: ManifestFile) => `${name} ${bytes} ${sha256}`;
	const arrived = new Map(rows.map((row) => [keyOf(row), row.receivedAt]));
	return manifest.map(({ name, bytes, sha256 }) => {
		const file = { name, bytes, sha256 };
		return { ...file, receivedAt: arrived.get(keyOf(file)) ?? null };
	});
}

const columns = {
	id: visitFiles.id,
	visitId: visitFiles.visitId,
	shopperId: visitFiles.shopperId,
	name: visitFiles.name,
	bytes: visitFiles.bytes,
	sha256: visitFiles.sha256,
	mediaType: visitFiles.mediaType,
	originalKey: visitFiles.originalKey,
	shownKey: visitFiles.shownKey,
	width: visitFiles.width,
	height: visitFiles.height,
	problem: visitFiles.problem,
	agreed: visitFiles.agreed,
	takenAt: visitFiles.takenAt,
	latitude: visitFiles.latitude,
	longitude: visitFiles.longitude,
	accuracyMetres: visitFiles.accuracyMetres,
	receivedAt: visitFiles.receivedAt
};

/** All photos that came for a visit, from whichever shopper, in the order in which they came. */
export const listVisitPhotos = (db: Db, viewer: Viewer, visitId: string) =>
	db
		.select(columns)
		.from(visitFiles)
		.innerJoin(visits, eq(visits.id, visitFiles.visitId))
		.where(and(eq(visitFiles.visitId, visitId), visibleVisits(viewer)))
		.orderBy(asc(visitFiles.receivedAt), asc(visitFiles.id));
export type VisitPhoto = Awaited<ReturnType<typeof listVisitPhotos>>[number];

/** One photo of a visit that the viewer may see. Throws 404. */
export async function getVisitPhoto(
	db: Db,
	viewer: Viewer,
	visitId: string,
	id: string
): Promise<VisitPhoto> {
	const [photo] = await db
		.select(columns)
		.from(visitFiles)
		.innerJoin(visits, eq(visits.id, visitFiles.visitId))
		.where(and(eq(visitFiles.id, id), eq(visitFiles.visitId, visitId), visibleVisits(viewer)));
	if (!photo) throw notFound();
	return photo;
}

/** The photo as it came, with whatever is hidden in it: for machines, and as evidence. */
export const readOriginalPhoto = async (files: Files, photo: Pick<VisitPhoto, 'originalKey'>) =>
	buffer(await files.read(photo.originalKey));

/** The copy that others see, always a JPEG; null while it is not made, and where there can be none. */
export const readShownPhoto = async (files: Files, photo: Pick<VisitPhoto, 'shownKey'>) =>
	photo.shownKey === null ? null : buffer(await files.read(photo.shownKey));
