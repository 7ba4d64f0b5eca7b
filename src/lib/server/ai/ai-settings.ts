import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Viewer } from '../../permissions.ts';
import { audit, changed } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { aiSettings } from '../db/schema/index.ts';
import type { SecretPlace } from '../secrets.ts';
import {
	checkAddress,
	keyAfter,
	openAddress,
	price,
	sealKey,
	serviceFields
} from './service-settings.ts';

export const aiSettingsSchema = z
	.object({
		...serviceFields,
		inputPrice: price,
		cachedPrice: price,
		outputPrice: price,
		concurrency: z.number().int().min(1).max(64),
		afterOwnRating: z.boolean(),
		gate: z.number().min(0).max(1)
	})
	.superRefine(checkAddress);
export type AiSettingsInput = z.output<typeof aiSettingsSchema>;

const readable = {
	isOn: aiSettings.isOn,
	baseUrl: aiSettings.baseUrl,
	model: aiSettings.model,
	allowsPrivate: aiSettings.allowsPrivate,
	currency: aiSettings.currency,
	inputPrice: aiSettings.inputPrice,
	cachedPrice: aiSettings.cachedPrice,
	outputPrice: aiSettings.outputPrice,
	monthlyCeiling: aiSettings.monthlyCeiling,
	concurrency: aiSettings.concurrency,
	afterOwnRating: aiSettings.afterOwnRating,
	gate: aiSettings.gate
};

/** The settings as people may see them: of the key only whether there is one. */
export type AiSettings = Awaited<ReturnType<typeof getAiSettings>>;

export async function getAiSettings(db: Db) {
	const [{ apiKey, ...row }] = await readOrBegin(db);
	return { ...row, hasKey: apiKey !== null };
}

async function readOrBegin(db: Db) {
	const read = () => db.select({ ...readable, apiKey: aiSettings.apiKey }).from(aiSettings);
	const rows = await read();
	if (rows.length) return rows;
	await db.insert(aiSettings).values({}).onConflictDoNothing();
	return read();
}

/**
 * Saves them. A new key is sealed first; a new server is never sent the key that was given for another one.
 */
export async function editAiSettings(
	db: Db,
	viewer: Viewer,
	place: SecretPlace,
	input: AiSettingsInput
) {
	const { apiKey, dropsKey, ...values } = aiSettingsSchema.parse(input);
	const sealed = await sealKey(place, apiKey);
	await db.transaction(async (db) => {
		const { hasKey, ...before } = await getAiSettings(db);
		const to = keyAfter({ ...before, hasKey }, values, { sealed, dropsKey });
		await db
			.update(aiSettings)
			.set({ ...values, apiKey: to.apiKey, takesSchema: to.isSameService ? undefined : true })
			.where(eq(aiSettings.id, true));
		const change = changed({ ...before, key: 'kept' }, { ...values, key: to.key });
		if (change) await audit(db, viewer, 'ai_settings.edited', null, change);
	});
}

/** Everything that a call needs, the key in the clear. */
export type AiService = {
	baseUrl: string;
	model: string;
	apiKey: string | null;
	allowsPrivate: boolean;
	takesSchema: boolean;
};

/** What calls cost, per million tokens, and may cost in a month. */
export type Prices = {
	inputPrice: number;
	cachedPrice: number;
	outputPrice: number;
	monthlyCeiling: number | null;
};

/** The service as it is set; throws `off` where there is none, `key_lost` where the key cannot be read. */
export async function openService(db: Db, place: SecretPlace): Promise<AiService & Prices> {
	const [row] = await db.select().from(aiSettings);
	const address = await openAddress(place, row);
	const { inputPrice, cachedPrice, outputPrice, monthlyCeiling } = row;
	const prices = { inputPrice, cachedPrice, outputPrice, monthlyCeiling };
	return { ...address, takesSchema: row.takesSchema, ...prices };
}

/** The service has refused a JSON schema: from now on it is asked for JSON in text. */
export const rememberNoSchema = (db: Db) => db.update(aiSettings).set({ takesSchema: false });
