import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Viewer } from '../../permissions.ts';
import { line, optionalLine } from '../../text.ts';
import { audit, changed } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { aiSettings } from '../db/schema/index.ts';
import { seal, unseal, type SecretPlace } from '../secrets.ts';
import { addressProblem } from './address.ts';
import { AiError } from './failures.ts';

const price = z.number().min(0).max(1_000_000);

export const aiSettingsSchema = z
	.object({
		isOn: z.boolean(),
		baseUrl: optionalLine(500),
		model: optionalLine(200),
		/** '' keeps the key that is there. */
		apiKey: z.string().trim().max(2000).default(''),
		dropsKey: z.boolean().default(false),
		allowsPrivate: z.boolean(),
		currency: line(3).regex(/^[A-Z]{3}$/),
		inputPrice: price,
		cachedPrice: price,
		outputPrice: price,
		monthlyCeiling: price.nullable(),
		concurrency: z.number().int().min(1).max(64),
		afterOwnRating: z.boolean(),
		gate: z.number().min(0).max(1)
	})
	.superRefine(({ isOn, baseUrl, model, allowsPrivate }, context) => {
		const report = (message: string, field: string) =>
			context.addIssue({ code: 'custom', message, path: [field] });
		const problem = baseUrl || isOn ? addressProblem(baseUrl, allowsPrivate) : null;
		if (problem) report(problem, 'baseUrl');
		if (isOn && !model) report('ai_model_missing', 'model');
	});
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
	const sealed = apiKey ? await seal(place, apiKey) : null;
	await db.transaction(async (db) => {
		const { hasKey, ...before } = await getAiSettings(db);
		const isElsewhere = originOf(before.baseUrl) !== originOf(values.baseUrl);
		const key = sealed ?? (dropsKey || isElsewhere ? null : undefined);
		const isSameService = !isElsewhere && before.model === values.model;
		await db
			.update(aiSettings)
			.set({
				...values,
				...(key !== undefined && { apiKey: key }),
				takesSchema: isSameService ? undefined : true
			})
			.where(eq(aiSettings.id, true));
		const keyWords = sealed ? 'new' : key === null && hasKey ? 'removed' : 'kept';
		const change = changed({ ...before, key: 'kept' }, { ...values, key: keyWords });
		if (change) await audit(db, viewer, 'ai_settings.edited', null, change);
	});
}

const originOf = (address: string) => URL.parse(address)?.origin ?? '';

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
	if (!row?.isOn || !row.baseUrl || !row.model) throw new AiError('off');
	const { baseUrl, model, allowsPrivate, takesSchema } = row;
	const apiKey = row.apiKey && (await unseal(place, row.apiKey));
	if (row.apiKey && !apiKey) throw new AiError('key_lost');
	const { inputPrice, cachedPrice, outputPrice, monthlyCeiling } = row;
	const prices = { inputPrice, cachedPrice, outputPrice, monthlyCeiling };
	return { baseUrl, model, apiKey, allowsPrivate, takesSchema, ...prices };
}

/** The service has refused a JSON schema: from now on it is asked for JSON in text. */
export const rememberNoSchema = (db: Db) => db.update(aiSettings).set({ takesSchema: false });
