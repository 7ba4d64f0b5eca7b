import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Viewer } from '../../../permissions.ts';
import { line, optionalLine } from '../../../text.ts';
import { addressProblem } from '../../ai/address.ts';
import { AiError } from '../../ai/failures.ts';
import { audit, changed } from '../../audit/audit.ts';
import type { Db } from '../../db/database.ts';
import { transcriptionPieces, transcriptionSettings } from '../../db/schema/index.ts';
import { seal, unseal, type SecretPlace } from '../../secrets.ts';
import type { Answers } from './answers.ts';
import type { Transcriber } from './client.ts';

const price = z.number().min(0).max(1_000_000);

export const transcriptionSettingsSchema = z
	.object({
		isOn: z.boolean(),
		baseUrl: optionalLine(500),
		model: optionalLine(200),
		/** '' keeps the key that is there. */
		apiKey: z.string().trim().max(2000).default(''),
		dropsKey: z.boolean().default(false),
		allowsPrivate: z.boolean(),
		/** ISO 639-1; '' lets the service find out. */
		language: z.union([z.literal(''), z.string().regex(/^[a-z]{2}$/)]),
		isAutomatic: z.boolean(),
		currency: line(3).regex(/^[A-Z]{3}$/),
		pricePerMinute: price,
		monthlyCeiling: price.nullable()
	})
	.superRefine(({ isOn, baseUrl, model, allowsPrivate }, context) => {
		const report = (message: string, field: string) =>
			context.addIssue({ code: 'custom', message, path: [field] });
		const problem = baseUrl || isOn ? addressProblem(baseUrl, allowsPrivate) : null;
		if (problem) report(problem, 'baseUrl');
		if (isOn && !model) report('ai_model_missing', 'model');
	});
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
	const sealed = apiKey ? await seal(place, apiKey) : null;
	await db.transaction(async (db) => {
		const { hasKey, ...before } = await getTranscriptionSettings(db);
		const isElsewhere = originOf(before.baseUrl) !== originOf(values.baseUrl);
		const key = sealed ?? (dropsKey || isElsewhere ? null : undefined);
		const isSameService = !isElsewhere && before.model === values.model;
		await db.update(transcriptionSettings).set({
			...values,
			...(key !== undefined && { apiKey: key }),
			answers: isSameService ? undefined : 'verbose_json'
		});
		const keyWords = sealed ? 'new' : key === null && hasKey ? 'removed' : 'kept';
		const change = changed({ ...before, key: 'kept' }, { ...values, key: keyWords });
		if (change) await audit(db, viewer, 'transcription_settings.edited', null, change);
	});
}

const originOf = (address: string) => URL.parse(address)?.origin ?? '';

/** The service as it is set; throws `off` where there is none, `key_lost` where the key cannot be read. */
export async function openTranscriber(
	db: Db,
	place: SecretPlace
): Promise<Transcriber & { language: string }> {
	const [row] = await db.select().from(transcriptionSettings);
	if (!row?.isOn || !row.baseUrl || !row.model) throw new AiError('off');
	const { baseUrl, model, allowsPrivate, answers, language } = row;
	const apiKey = row.apiKey && (await unseal(place, row.apiKey));
	if (row.apiKey && !apiKey) throw new AiError('key_lost');
	return { baseUrl, model, apiKey, allowsPrivate, answers, language };
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
