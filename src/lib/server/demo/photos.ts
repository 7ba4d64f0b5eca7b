import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import { v5 } from 'uuid';
import type { Viewer } from '../../permissions.ts';
import type { ManifestFile } from '../../photo.ts';
import { photoSchema } from '../../photo-schema.ts';
import type { Db } from '../db/database.ts';
import { visitFiles } from '../db/schema/index.ts';
import type { Files } from '../files/files.ts';
import { judgePhoto } from '../visits/flags/photos.ts';
import { makeShown } from '../visits/photos/desk.ts';
import { storePhoto } from '../visits/photos/storing.ts';

/** Names the photos, so that a load which was killed leaves no second files. */
const namespace = '0c2b7c1e-6f0a-4a7d-9c9e-0d4f6c2e8a51';

const pathOf = (name: string) => fileURLToPath(new URL(`./photos/${name}`, import.meta.url));

/** Pictures of the demo as a phone announces them. */
export const manifestOf = (names: string[]): Promise<ManifestFile[]> =>
	Promise.all(
		names.map(async (name) => {
			const bytes = await readFile(pathOf(name));
			const sha256 = createHash('sha256').update(bytes).digest('hex');
			return { name, bytes: bytes.length, sha256 };
		})
	);

type Sent = { visitId: string; key: string; manifest: ManifestFile[]; takenAt: Date };
type Place = { latitude: number; longitude: number };

/** Sends the photos of a visit, taken at its place, and has them looked at. `key` names the visit. */
export async function sendPhotos(
	db: Db,
	actor: Viewer,
	{ files, dataDir }: { files: Files; dataDir: string },
	{ visitId, key, manifest, takenAt }: Sent,
	{ latitude, longitude }: Place
) {
	await mkdir(dataDir, { recursive: true });
	for (const { name, bytes, sha256 } of manifest) {
		const id = v5(`${key} ${name}`, namespace);
		const path = join(dataDir, id);
		await copyFile(pathOf(name), path);
		const evidence = { agreed: '1', takenAt: takenAt.toISOString(), latitude, longitude };
		const input = photoSchema.parse({ id, visit: visitId, name, sha256, ...evidence });
		await storePhoto(db, files, { path, bytes, input, actor });
		const [photo] = await db.select().from(visitFiles).where(eq(visitFiles.id, id));
		await makeShown(db, files, photo);
		await judgePhoto(db, files, { id, visitId, shownKey: `${photo.originalKey}.jpg` });
	}
}
