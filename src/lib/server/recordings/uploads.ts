import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { and, eq } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import { z } from 'zod';
import type { Viewer } from '../../permissions.ts';
import { refusalWords } from '../../recording-words.ts';
import { audit, type Actor } from '../audit/audit.ts';
import { visibleConversations } from '../conversations/visibility.ts';
import type { Db } from '../db/database.ts';
import { conversations, employees, recordings, transcripts } from '../db/schema/index.ts';
import { conflict, invalid, notFound } from '../errors.ts';
import type { Files } from '../files/files.ts';
import { readSoon } from './read-job.ts';
import { RefusedSound } from './sound/kinds.ts';
import { readKind } from './sound/samples.ts';

const storable = (text: string) => !text.includes('\0') && text.isWellFormed();
const line = (most: number) => z.string().trim().min(1).max(most).refine(storable);

/** What the sender says of a file, as texts: tus knows no other values. */
export const uploadSchema = z.object({
	filename: line(500).default('recording'),
	/** The conversation that it is the sound of; without it the recording makes one. */
	conversation: z.uuid().optional(),
	/** With `id` the identity of the conversation: one of an import, or a new one. */
	source: line(200).optional(),
	id: line(500).optional(),
	/** Code of the employee who spoke. */
	employee: line(200).optional(),
	startedAt: z.iso.datetime({ offset: true }).optional(),
	/** Which of two channels is the employee's; by the rule of the source where it is not said. */
	employeeChannel: z.enum(['0', '1']).optional()
});
export type UploadInput = z.infer<typeof uploadSchema>;

/** Says before the first byte is sent what would stop it at the end. */
export async function checkUpload(db: Db, viewer: Viewer, given: unknown): Promise<UploadInput> {
	const parsed = uploadSchema.safeParse(given);
	if (!parsed.success) throw invalid(m.recordings_wrong_details());
	const { conversation, employee } = parsed.data;
	if (employee) await findEmployee(db, employee);
	if (conversation) {
		const [found] = await db
			.select({ erasedAt: conversations.erasedAt })
			.from(conversations)
			.where(and(eq(conversations.id, conversation), visibleConversations(viewer)));
		if (!found) throw notFound();
		if (found.erasedAt) throw conflict(m.recordings_erased());
		const there = await findOf(db, conversation);
		if (there && !there.isRefused) throw conflict(m.recordings_there_already());
	}
	return parsed.data;
}

/** A file that has arrived whole. */
export type Upload = {
	id: string;
	path: string;
	bytes: number;
	/** They are not under `path` any more. */
	isTaken?: boolean;
	input: UploadInput;
	actor: Actor;
};
export type Uploaded = { recordingId: string; conversationId: string };

/**
 * Makes the recording of an upload, once: called again, also after a kill at any point, it finds what is there.
 * Throws 404 when its bytes are nowhere any more, 409 or 422 when they cannot be this recording.
 */
export async function finishUpload(db: Db, files: Files, upload: Upload): Promise<Uploaded> {
	const known = await findByUpload(db, upload.id);
	if (known) return known;
	const key = keyOf(upload.id);
	const hasMoved = await files.has(key);
	if (upload.isTaken && !hasMoved) throw notFound();
	if (!hasMoved) await requireSound(upload.path);
	const sha256 = await digest(hasMoved ? await files.read(key) : createReadStream(upload.path));
	if (!hasMoved) await files.moveIn(upload.path, key);
	try {
		const stored = await store(db, upload, { key, sha256 });
		if (stored.replaced) await files.remove(stored.replaced);
		if (stored.uploadId !== upload.id) await files.remove(key);
		const { recordingId, conversationId } = stored;
		return { recordingId, conversationId };
	} catch (error) {
		if (isHttpError(error)) await files.remove(key);
		throw error;
	}
}

const keyOf = (uploadId: string) => `recordings/${uploadId}`;
const isHttpError = (error: unknown) => typeof (error as { status?: unknown }).status === 'number';

/** What is no sound by its first bytes makes no recording. GSM is left to those who may be able to read it. */
async function requireSound(path: string) {
	try {
		await readKind(path);
	} catch (error) {
		if (!(error instanceof RefusedSound)) throw error;
		if (error.reason !== 'gsm') throw invalid(refusalWords(error.reason, error.detail));
	}
}

async function digest(stream: AsyncIterable<Uint8Array>) {
	const hash = createHash('sha256');
	for await (const bytes of stream) hash.update(bytes);
	return hash.digest('hex');
}

type Stored = { key: string; sha256: string };

function store(db: Db, upload: Upload, { key, sha256 }: Stored) {
	return db.transaction(async (db) => {
		const { id: uploadId, bytes, input, actor } = upload;
		const conversationId = await placeFor(db, input, sha256);
		const there = await findOf(db, conversationId);
		if (there && !there.isRefused) {
			const isSame = there.sha256 === sha256 && there.fileKey !== null;
			if (!isSame) throw conflict(m.recordings_there_already());
			return { ...there, conversationId, replaced: null };
		}
		if (there) await db.delete(recordings).where(eq(recordings.id, there.recordingId));
		const employeeChannel = input.employeeChannel ? Number(input.employeeChannel) : null;
		const [{ id: recordingId }] = await db
			.insert(recordings)
			.values({
				conversationId,
				uploadId,
				fileName: input.filename,
				bytes,
				sha256,
				fileKey: key,
				employeeChannel,
				uploadedBy: actor.id
			})
			.returning({ id: recordings.id });
		const after = { fileName: input.filename, bytes, sha256, conversationId };
		await audit(db, actor, 'recording.uploaded', recordingId, { after });
		await readSoon(db, { id: recordingId, fileName: input.filename });
		return { uploadId, recordingId, conversationId, replaced: there?.fileKey ?? null };
	});
}

/** The conversation that the recording is of, locked; made where there is none yet. */
async function placeFor(db: Db, input: UploadInput, sha256: string): Promise<string> {
	const source = input.source ?? 'upload';
	const externalId = input.id ?? `rec-${sha256.slice(0, 12)}`;
	if (!input.conversation) await makeConversation(db, input, { source, externalId });
	const [found] = await db
		.select({ id: conversations.id, erasedAt: conversations.erasedAt })
		.from(conversations)
		.where(
			input.conversation
				? eq(conversations.id, input.conversation)
				: and(eq(conversations.source, source), eq(conversations.externalId, externalId))
		)
		.for('update');
	if (!found) throw notFound();
	if (found.erasedAt) throw conflict(m.recordings_erased());
	return found.id;
}

async function makeConversation(
	db: Db,
	input: UploadInput,
	identity: { source: string; externalId: string }
) {
	const startedAt = input.startedAt ? new Date(input.startedAt) : null;
	const employeeId = input.employee ? await findEmployee(db, input.employee) : null;
	const [made] = await db
		.insert(conversations)
		.values({
			...identity,
			channel: 'call',
			employeeId,
			employeeHint: input.employee,
			subject: input.filename,
			startedAt,
			occurredAt: startedAt ?? new Date(),
			// No transcript has this: one that comes later is taken in
			contentHash: ''
		})
		.onConflictDoNothing()
		.returning({ id: conversations.id });
	if (made)
		await db.insert(transcripts).values({ conversationId: made.id, segments: [], search: '' });
}

async function findEmployee(db: Db, code: string) {
	const [employee] = await db
		.select({ id: employees.id })
		.from(employees)
		.where(eq(employees.code, code));
	if (!employee) throw invalid(m.recordings_unknown_employee({ code }), 'employee');
	return employee.id;
}

async function findByUpload(db: Db, uploadId: string): Promise<Uploaded | undefined> {
	const [known] = await db
		.select({ recordingId: recordings.id, conversationId: recordings.conversationId })
		.from(recordings)
		.where(eq(recordings.uploadId, uploadId));
	return known;
}

async function findOf(db: Db, conversationId: string) {
	const [there] = await db
		.select({
			recordingId: recordings.id,
			uploadId: recordings.uploadId,
			sha256: recordings.sha256,
			fileKey: recordings.fileKey,
			refusedReason: recordings.refusedReason
		})
		.from(recordings)
		.where(eq(recordings.conversationId, conversationId));
	return there && { ...there, isRefused: there.refusedReason !== null };
}
