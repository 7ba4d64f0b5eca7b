import { z } from 'zod';
import { manifestFileSchema } from '../../photo-schema.ts';
import { instant } from './shapes.ts';

/** What the server has of a visit: kept, whatever becomes of it. */
export const receiptAnswer = z
	.object({
		id: z.uuid(),
		visitId: z.uuid(),
		hash: z.string().meta({ description: 'SHA-256 of the content as it was received, hex.' }),
		marks: z.array(z.string()).meta({
			description:
				'How it came: `late`, `clock_ahead`, `clock_off:` with minutes; `not_current`: the visit was no longer yours, and what you filed is kept for the editor.'
		}),
		receivedAt: instant,
		files: z
			.array(manifestFileSchema.extend({ receivedAt: instant.nullable() }))
			.meta({ description: 'The manifest; `receivedAt` is null while a file is still to come.' }),
		isComplete: z.boolean().meta({ description: 'Everything is here: you may delete your copy.' })
	})
	.meta({ id: 'VisitReceipt' });
