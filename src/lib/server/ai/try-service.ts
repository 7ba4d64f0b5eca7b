import { z } from 'zod';
import type { AiFailure } from '../../suggestion.ts';
import type { Db } from '../db/database.ts';
import type { SecretPlace } from '../secrets.ts';
import { openService, rememberNoSchema } from './ai-settings.ts';
import { asAiError, askService } from './client.ts';

const question = {
	instructions: 'This is a test of the connection. Answer {"ready": true}.',
	input: 'Are you ready?',
	schema: z.object({ ready: z.boolean() }),
	name: 'connection'
};

/** Asks the service of the settings one short question; null when it answers as it should, else why not. */
export async function tryService(db: Db, place: SecretPlace): Promise<AiFailure | null> {
	try {
		const service = await openService(db, place);
		const { takesSchema } = await askService(service, question, { attempts: 1, timeoutMs: 30_000 });
		if (service.takesSchema && !takesSchema) await rememberNoSchema(db);
		return null;
	} catch (error) {
		return asAiError(error).failure;
	}
}
