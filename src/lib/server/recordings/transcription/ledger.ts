import { and, eq, sql } from 'drizzle-orm';
import { AiError } from '../../ai/failures.ts';
import type { Db } from '../../db/database.ts';
import { transcriptionPieces, transcriptionSettings } from '../../db/schema/index.ts';
import { seal, unseal, type SecretPlace } from '../../secrets.ts';
import { AsksTooMuch, type Heard } from './client.ts';
import type { Piece } from './pieces.ts';
import { spentOnTranscripts } from './settings.ts';

const of = (recordingId: string, { channel, fromMs, toMs }: Piece) =>
	and(
		eq(transcriptionPieces.recordingId, recordingId),
		eq(transcriptionPieces.channel, channel),
		eq(transcriptionPieces.fromMs, fromMs),
		eq(transcriptionPieces.toMs, toMs)
	);

/** What was heard in this piece before, in an attempt that did not come to its end. */
export async function findHeard(
	db: Db,
	place: SecretPlace,
	recordingId: string,
	piece: Piece
): Promise<Heard | null> {
	const [row] = await db
		.select({ heard: transcriptionPieces.heard })
		.from(transcriptionPieces)
		.where(of(recordingId, piece));
	const text = row?.heard && (await unseal(place, row.heard));
	return text ? (JSON.parse(text) as Heard) : null;
}

/** Books what the piece will cost, one at a time, so that jobs side by side cannot break the ceiling together. */
export async function bookPiece(db: Db, recordingId: string, piece: Piece): Promise<number> {
	return db.transaction(async (db) => {
		const [{ pricePerMinute, monthlyCeiling }] = await db
			.select()
			.from(transcriptionSettings)
			.for('update');
		const cost = (pricePerMinute * (piece.toMs - piece.fromMs)) / 60_000;
		const spent = monthlyCeiling === null ? 0 : await spentOnTranscripts(db);
		if (monthlyCeiling !== null && spent + cost > monthlyCeiling) throw new AiError('ceiling');
		await db
			.insert(transcriptionPieces)
			.values({ recordingId, ...piece, cost })
			.onConflictDoUpdate({
				target: [
					transcriptionPieces.recordingId,
					transcriptionPieces.channel,
					transcriptionPieces.fromMs,
					transcriptionPieces.toMs
				],
				set: { cost: sql`${transcriptionPieces.cost} + ${cost}` }
			});
		return cost;
	});
}

/** Kept sealed: it is not masked before the whole call is known. */
export async function keepHeard(
	db: Db,
	place: SecretPlace,
	recordingId: string,
	piece: Piece,
	heard: Heard
) {
	await db
		.update(transcriptionPieces)
		.set({ heard: await seal(place, JSON.stringify(heard)) })
		.where(of(recordingId, piece));
}

/** Nothing was heard: where the service has not worked for it, nothing is paid. */
export async function releasePiece(
	db: Db,
	recordingId: string,
	piece: Piece,
	{ cost, error }: { cost: number; error: unknown }
) {
	const isUnpaid =
		error instanceof AsksTooMuch || (error instanceof AiError && unpaid.includes(error.failure));
	if (isUnpaid)
		await db
			.update(transcriptionPieces)
			.set({ cost: sql`${transcriptionPieces.cost} - ${cost}` })
			.where(of(recordingId, piece));
}

const unpaid = [
	'too_many',
	'server_error',
	'wrong_key',
	'not_found',
	'bad_request',
	'quota',
	'address_refused',
	'redirect',
	'too_long'
];

/** The words stand in the transcript, or the sound is gone: only what they cost is kept. */
export const forgetHeard = (db: Db, recordingId: string) =>
	db
		.update(transcriptionPieces)
		.set({ heard: null })
		.where(eq(transcriptionPieces.recordingId, recordingId));
