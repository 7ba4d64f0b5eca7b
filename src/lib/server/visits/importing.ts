import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isHttpError } from '@sveltejs/kit';
import { and, eq } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import { z } from 'zod';
import type { PhotoDetails } from '../../journal/journal.ts';
import type { Viewer } from '../../permissions.ts';
import { importSealingKey, unsealBytes, unsealJson } from '../../sealing.ts';
import { visitFilingSchema } from '../../visit-document.ts';
import { filingOf, readJournal, type Change, type Opened } from '../../visit-journal.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { users } from '../db/schema/index.ts';
import { invalid } from '../errors.ts';
import type { Files } from '../files/files.ts';
import type { SecretPlace } from '../secrets.ts';
import { fileVisit } from './filing.ts';
import { journalKey } from './journal-key.ts';
import { checkPhoto, storePhoto } from './photos/storing.ts';

const sealed = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));
const exportSchema = z.object({
	plumbline: z.literal('visits'),
	version: z.literal(1),
	visits: z.array(z.object({ userId: z.uuid(), filingId: z.uuid(), sealed })).max(1000),
	changes: z.array(z.object({ filingId: z.uuid(), sealed })),
	photos: z.array(
		z.object({
			...{ id: z.uuid(), filingId: z.uuid(), name: z.string(), sha256: z.string() },
			...{ details: sealed, sealed }
		})
	)
});
type Exported = z.output<typeof exportSchema>;
type Row = Exported['visits'][number];

/** `incomplete`: what is missing is named in `detail`; its photos are kept. `unreadable`: of another house. `damaged`: nothing of it was taken. */
export type ImportedVisit = {
	filingId: string;
	place: string;
	outcome: 'filed' | 'incomplete' | 'unreadable' | 'damaged' | 'refused';
	detail: string;
};

/** Files what a phone could not send, from the file that it saved, as if the shopper had sent it. Safe to repeat. */
export async function importUnsent(
	db: Db,
	place: { files: Files; secret: SecretPlace },
	admin: Viewer,
	text: string
): Promise<ImportedVisit[]> {
	const exported = readExport(text);
	const results: ImportedVisit[] = [];
	for (const row of exported.visits) {
		const result = await importOne(db, place, exported, row);
		await audit(db, admin, 'visit.imported', null, { after: result });
		results.push(result);
	}
	return results;
}

function readExport(text: string): Exported {
	let given: unknown;
	try {
		given = JSON.parse(text);
	} catch {
		throw invalid(m.visits_import_no_file());
	}
	const read = exportSchema.safeParse(given);
	if (!read.success) throw invalid(m.visits_import_no_file());
	return read.data;
}

async function importOne(
	db: Db,
	{ files, secret }: { files: Files; secret: SecretPlace },
	{ changes, photos }: Exported,
	{ userId, filingId, sealed }: Row
): Promise<ImportedVisit> {
	const none = { filingId, place: '', detail: '' };
	const shopper = await findShopper(db, userId);
	const key = await importSealingKey(new Uint8Array(await journalKey(secret, userId)));
	const opened = await unsealJson<Opened>(key, sealed).catch(() => null);
	if (!shopper || opened?.filingId !== filingId) return { ...none, outcome: 'unreadable' };
	const visit = { ...none, place: opened.place };
	const own = {
		changes: changes.filter((one) => one.filingId === filingId),
		photos: photos.filter((one) => one.filingId === filingId)
	};
	const read = await unsealVisit(key, opened, own);
	if (!read) return { ...visit, outcome: 'damaged' };
	try {
		for (const { id, name, sha256, bytes, details } of read.photos) {
			const { agreed, ...evidence } = details;
			const given = { id, visit: opened.visitId, name, sha256, ...(agreed && evidence) };
			const input = await checkPhoto(db, shopper, { ...given, agreed: agreed ? '1' : '0' });
			await locally(bytes, (path) =>
				storePhoto(db, files, { path, bytes: bytes.length, input, actor: shopper })
			);
		}
		const filed = await fileVisit(db, shopper, filingId, read.filing);
		if (filed.filed) return { ...visit, outcome: 'filed' };
		const detail = filed.problems.map(({ key }) => key).join(', ');
		return { ...visit, outcome: 'incomplete', detail };
	} catch (error) {
		if (!isHttpError(error)) throw error;
		return { ...visit, outcome: 'refused', detail: error.body.message };
	}
}

/** null: a part of it is damaged, and what is left is not what the shopper wrote. */
async function unsealVisit(
	key: CryptoKey,
	opened: Opened,
	sealed: Pick<Exported, 'changes' | 'photos'>
) {
	const lines = sealed.changes.map((line) => unsealJson<Change>(key, line.sealed));
	const pictures = sealed.photos.map(async (photo) => ({
		...photo,
		bytes: await unsealBytes(key, photo.sealed),
		details: await unsealJson<PhotoDetails>(key, photo.details)
	}));
	const whole = await Promise.all([Promise.all(lines), Promise.all(pictures)]).catch(() => null);
	if (!whole) return null;
	const [changes, found] = whole;
	const written = readJournal(opened, changes);
	const kept = found.map(({ name, bytes, sha256 }) => ({ name, bytes: bytes.length, sha256 }));
	const filing = visitFilingSchema.safeParse(filingOf(opened, written, kept));
	if (!filing.success) return null;
	const photos = found.map(({ details, ...photo }) => ({
		...photo,
		details: written.agreed ? details : { agreed: false }
	}));
	return { filing: filing.data, photos };
}

/** The shopper as who they are; what is imported counts as theirs. */
async function findShopper(db: Db, id: string): Promise<Viewer | null> {
	const [user] = await db
		.select()
		.from(users)
		.where(and(eq(users.id, id), eq(users.role, 'shopper')));
	if (!user) return null;
	const { name, email, role, employeeId, locale } = user;
	return { id, name, email, role, employeeId, locale, address: '' };
}

async function locally(bytes: Uint8Array, use: (path: string) => Promise<void>) {
	const folder = await mkdtemp(join(tmpdir(), 'plumbline-import-'));
	try {
		const path = join(folder, 'photo');
		await writeFile(path, bytes, { mode: 0o600 });
		await use(path);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
