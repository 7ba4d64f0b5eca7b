import { z } from 'zod';
import { recordingDesk } from '../app.ts';
import type { Call, Operation } from './endpoint.ts';
import { refusalsOf } from './uploads.ts';

/** What the requests of an upload have in common. */
export const tusNote =
	'Uploads follow tus 1.0 (https://tus.io): any client of it works, and one that was cut off goes on where it stopped. Each request says `Tus-Resumable: 1.0.0`.';

export const uploadAnswer = z
	.object({
		recordingId: z.uuid().nullable().meta({ description: 'null while bytes are missing.' }),
		conversationId: z.uuid().nullable(),
		state: z
			.enum(['uploading', 'reading', 'ready', 'refused', 'deleted'])
			.meta({ description: 'A file is read for a moment before it is ready.' }),
		reason: z.string().nullable().meta({ description: 'Why it was refused.' })
	})
	.meta({ id: 'RecordingUpload' });

/** Hands the request to the upload protocol; what it refuses comes back as a problem. */
export const relay = async ({ viewer, event }: Pick<Call<Operation>, 'viewer' | 'event'>) =>
	refusalsOf(await recordingDesk.uploads.handle(event.request, viewer));
