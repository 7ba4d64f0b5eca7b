import type { AiFailure } from '../../../suggestion.ts';
import { asAiError } from '../../ai/client.ts';
import type { Db } from '../../db/database.ts';
import type { SecretPlace } from '../../secrets.ts';
import { wavHeader } from '../sound/wav-writer.ts';
import { askTranscriber, AsksTooMuch } from './client.ts';
import { openTranscriber, rememberAnswers } from './settings.ts';

const second = Buffer.concat([
	wavHeader(32_000, { channels: 1, sampleRate: 16_000 }),
	Buffer.alloc(32_000)
]);

/** Sends a second of silence to the service of the settings; null when it answers as it should, else why not. */
export async function tryTranscriber(db: Db, place: SecretPlace): Promise<AiFailure | null> {
	try {
		const service = await openTranscriber(db, place);
		const sound = { wav: second, durationMs: 1000, language: service.language || null };
		await askTranscriber(service, sound, { attempts: 1, timeoutMs: 30_000 });
		return null;
	} catch (error) {
		if (!(error instanceof AsksTooMuch)) return asAiError(error).failure;
		await rememberAnswers(db, error.instead);
		return tryTranscriber(db, place);
	}
}
