import { z } from 'zod';
import { endpoint } from '#lib/server/api/endpoint.ts';
import { reportSave } from '#lib/server/api/reports.ts';
import { saveReportDraft } from '#lib/server/coaching/reports.ts';

export const PUT = endpoint(
	{
		summary: 'Save the words of a draft',
		description:
			'409 when somebody saved since you read it. Safe to repeat: the same words sent twice are saved once.',
		permission: 'coaching:write',
		body: reportSave,
		answer: z.object({ version: z.int().meta({ description: 'For the next save.' }) })
	},
	({ db, viewer, params, body }) => saveReportDraft(db, viewer, params.id, body)
);
