import { z } from 'zod';
import { line, optionalLine } from '../../text.ts';
import { seal, unseal, type SecretPlace } from '../secrets.ts';
import { addressProblem } from './address.ts';
import { AiError } from './failures.ts';

/** In the currency of the settings. */
export const price = z.number().min(0).max(1_000_000);

/** What is set of every service that is asked over the network. */
export const serviceFields = {
	isOn: z.boolean(),
	baseUrl: optionalLine(500),
	model: optionalLine(200),
	/** '' keeps the key that is there. */
	apiKey: z.string().trim().max(2000).default(''),
	dropsKey: z.boolean().default(false),
	allowsPrivate: z.boolean(),
	currency: line(3).regex(/^[A-Z]{3}$/),
	monthlyCeiling: price.nullable()
};

type Address = { isOn: boolean; baseUrl: string; model: string; allowsPrivate: boolean };

/** The address is one that may be asked, and one that is on has all that a call needs. */
export function checkAddress(
	{ isOn, baseUrl, model, allowsPrivate }: Address,
	context: z.RefinementCtx
) {
	const report = (message: string, field: string) =>
		context.addIssue({ code: 'custom', message, path: [field] });
	const problem = baseUrl || isOn ? addressProblem(baseUrl, allowsPrivate) : null;
	if (problem) report(problem, 'baseUrl');
	if (isOn && !model) report('ai_model_missing', 'model');
}

/** A new key as it is stored; null: none was given. */
export const sealKey = async (place: SecretPlace, apiKey: string) =>
	apiKey ? seal(place, apiKey) : null;

type Saved = { baseUrl: string; model: string };

/**
 * What becomes of the key: a new server is never sent the one that was given for another. `apiKey` undefined
 * leaves it as it is; `key` is the word for the audit log.
 */
export function keyAfter(
	before: Saved & { hasKey: boolean },
	after: Saved,
	{ sealed, dropsKey }: { sealed: Buffer | null; dropsKey: boolean }
) {
	const isElsewhere = originOf(before.baseUrl) !== originOf(after.baseUrl);
	const apiKey = sealed ?? (dropsKey || isElsewhere ? null : undefined);
	const key = sealed ? 'new' : apiKey === null && before.hasKey ? 'removed' : 'kept';
	return { apiKey, key, isSameService: !isElsewhere && before.model === after.model };
}

const originOf = (address: string) => URL.parse(address)?.origin ?? '';

type Stored = Omit<Address, 'isOn'> & { isOn: boolean; apiKey: Buffer | null };

/** What a call needs, the key in the clear; throws `off` where there is no service, `key_lost` where the key cannot be read. */
export async function openAddress(place: SecretPlace, row: Stored | undefined) {
	if (!row?.isOn || !row.baseUrl || !row.model) throw new AiError('off');
	const { baseUrl, model, allowsPrivate } = row;
	const apiKey = row.apiKey && (await unseal(place, row.apiKey));
	if (row.apiKey && !apiKey) throw new AiError('key_lost');
	return { baseUrl, model, apiKey, allowsPrivate };
}
