import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Viewer } from '../../src/lib/permissions.ts';
import { editAiSettings, type AiSettingsInput } from '../../src/lib/server/ai/ai-settings.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import { completionOf, sendJson, type Behaviour } from './ai-service.ts';
import { addUser } from './factories.ts';

export const aiInput: AiSettingsInput = {
	isOn: true,
	baseUrl: 'https://ai.example.com/v1',
	model: 'test-model',
	apiKey: 'sk-very-secret',
	dropsKey: false,
	allowsPrivate: true,
	currency: 'EUR',
	inputPrice: 2,
	cachedPrice: 0.5,
	outputPrice: 10,
	monthlyCeiling: null,
	concurrency: 4,
	afterOwnRating: true,
	gate: 0.6
};

/** Switches the drafts on; returns the place of the key. */
export async function turnAiOn(
	db: Db,
	input: Partial<AiSettingsInput>,
	admin?: Viewer,
	dataDir?: string
) {
	const place = { dataDir: dataDir ?? (await mkdtemp(join(tmpdir(), 'plumbline-ai-'))) };
	const viewer = admin ?? (await addUser(db, { role: 'admin' }));
	await editAiSettings(db, viewer, place, { ...aiInput, ...input });
	return place;
}

export type GivenRating = {
	criterion: string;
	notApplicable?: string | null;
	level?: number | null;
	reasoning?: string;
	quotes?: { segment: number; quote: string }[];
};

/** Answers with these ratings, whatever is asked. */
export const ratingsAnswer =
	(...ratings: GivenRating[]): Behaviour =>
	(_, response) =>
		sendJson(
			response,
			completionOf({
				ratings: ratings.map((one) => ({
					notApplicable: null,
					level: null,
					reasoning: 'The employee says when.',
					quotes: [],
					...one
				}))
			})
		);
