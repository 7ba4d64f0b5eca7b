import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Viewer } from '../../../permissions.ts';
import {
	checkAddress,
	keyAfter,
	openAddress,
	price,
	sealKey,
	serviceFields
} from '../../ai/service-settings.ts';
import { audit, changed } from '../../audit/audit.ts';
import type { Db } from '../../db/database.ts';
import { transcriptionPieces, transcriptionSettings } from '../../db/schema/index.ts';
import type { SecretPlace } from '../../secrets.ts';
import type { Answers } from './answers.ts';
import type { Transcriber } from './client.ts';

export const transcriptionSettingsSchema = z
	.object({
		...serviceFields,
		/** ISO 639-1; '' lets the service find out. */
		language: z.union([z.literal(''), z.string().regex(/^[a-z]{2}$/)]),
		isAutomatic: z.boolean(),
		pricePerMinute: price
	})
	.superRefine(checkAddress);
export type TranscriptionSettingsInput = z.output<typeof transcriptionSettingsSchema>;

const readable = {
	isOn: transcriptionSettings.isOn,
	baseUrl: transcriptionSettings.baseUrl,
	model: transcriptionSettings.model,
	allowsPrivate: transcriptionSettings.allowsPrivate,
	language: transcriptionSettings.language,
	isAutomatic: transcriptionSettings.isAutomatic,
	currency: transcriptionSettings.currency,
	pricePerMinute: transcriptionSettings.pricePerMinute,
	monthlyCeiling: transcriptionSettings.monthlyCeiling
};

/** The settings as people may see them: of the key only whether there is one. */
export async function getTranscriptionSettings(db: Db) {
	await db.insert(transcriptionSettings).values({}).onConflictDoNothing();
	const [{ apiKey, ...row }] = await db
		.select({ ...readable, apiKey: transcriptionSettings.apiKey })
		.from(transcriptionSettings);
	return { ...row, hasKey: apiKey !== null };
}

/** Saves them. A new key is sealed first; a new server is never sent the key that was given for another one. */
export async function editTranscriptionSettings(
	db: Db,
	viewer: Viewer,
	place: SecretPlace,
	input: TranscriptionSettingsInput
) {
	const { apiKey, dropsKey, ...values } = transcriptionSettingsSchema.parse(input);
	const sealed = await sealKey(place, apiKey);
	await db.transaction(async (db) => {
		const { hasKey, ...before } = await getTranscriptionSettings(db);
		const to = keyAfter({ ...before, hasKey }, values, { sealed, dropsKey });
		const answers = to.isSameService ? undefined : 'verbose_json';
		await db.update(transcriptionSettings).set({ ...values, apiKey: to.apiKey, answers });
		const change = changed({ ...before, key: 'kept' }, { ...values, key: to.key });
		if (change) await audit(db, viewer, 'transcription_settings.edited', null, change);
	});
}

/** The service as it is set; throws `off` where there is none, `key_lost` where the key cannot be read. */
export async function openTranscriber(
	db: Db,
	place: SecretPlace
): Promise<Transcriber & { language: string }> {
	const [row] = await db.select().from(transcriptionSettings);
	const address = await openAddress(place, row);
	return { ...address, answers: row.answers, language: row.language };
}

/** From now on the service is asked for this. */
export const rememberAnswers = (db: Db, answers: Answers) =>
	db.update(transcriptionSettings).set({ answers });

/** What was spent since the first of the month, UTC. */
export async function spentOnTranscripts(db: Db): Promise<number> {
	const [{ spent }] = await db
		.select({ spent: sql<number>`coalesce(sum(${transcriptionPieces.cost}), 0)::float8` })
		.from(transcriptionPieces)
		.where(
			sql`${transcriptionPieces.createdAt} >= date_trunc('month', now() at time zone 'UTC') at time zone 'UTC'`
		);
	return spent;
}
