import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { endpoint } from '#lib/server/api/endpoint.ts';
import { reportSave } from '#lib/server/api/reports.ts';
import { saveReportDraft } from '#lib/server/coaching/reports.ts';
import { conflict } from '#lib/server/errors.ts';

export const PUT = endpoint(
	{
		summary: 'Save the words of a draft',
		description:
			'409 when somebody saved since you read it. Safe to repeat: the same words sent twice are saved once.',
		permission: 'coaching:write',
		body: reportSave,
		answer: z.object({ version: z.int().meta({ description: 'For the next save.' }) })
	},
	async ({ db, viewer, params, body }) => {
		const { version, ...document } = body;
		const result = await saveReportDraft(db, viewer, params.id, { version, document });
		if (!result.saved) throw conflict(m.coaching_changed_elsewhere());
		return { version: result.version };
	}
);
