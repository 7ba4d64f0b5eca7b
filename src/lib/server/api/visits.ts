import { z } from 'zod';
import { instant } from './shapes.ts';

/** What the server has of a visit: kept, whatever becomes of it. */
export const receiptAnswer = z
	.object({
		id: z.uuid(),
		visitId: z.uuid(),
		hash: z.string().meta({ description: 'SHA-256 of the content as it was received, hex.' }),
		receivedAt: instant
	})
	.meta({ id: 'VisitReceipt' });
