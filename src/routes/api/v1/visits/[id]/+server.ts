import { version } from 'uuid';
import { m } from '#lib/paraglide/messages.js';
import { endpoint } from '#lib/server/api/endpoint.ts';
import { ProblemError } from '#lib/server/api/problems.ts';
import { receiptAnswer } from '#lib/server/api/visits.ts';
import { invalid } from '#lib/server/errors.ts';
import { fileVisit, getReceipt } from '#lib/server/visits/filing.ts';
import { visitFilingSchema } from '#lib/visit-document.ts';

export const GET = endpoint(
	{
		summary: 'The receipt of a visit that you filed',
		permission: 'visits:file',
		answer: receiptAnswer
	},
	({ db, viewer, params }) => getReceipt(db, viewer, params.id)
);

export const PUT = endpoint(
	{
		summary: 'File a visit',
		description:
			'`id` is a UUIDv7 that you make: the key to this filing. Safe to repeat: the same content gives the same receipt; other content under the same id is kept for the editor and answered with 409. 422 lists what is missing or wrong, by question and criterion; nothing is stored then. A visit that comes late, or after it went to somebody else, is taken and marked. `X-Phone-Time`, the time by the sender’s clock, lets the house see that it is wrong. `files` is the manifest: each file comes by itself (`POST /visits/{id}/files`), before or after; the visit is complete when the receipt says so.',
		permission: 'visits:file',
		body: visitFilingSchema.strict().meta({ id: 'VisitFiling' }),
		answer: receiptAnswer
	},
	async ({ db, viewer, params, body, event }) => {
		if (version(params.id) !== 7) throw invalid(m.visits_id_not_v7(), 'id');
		const told = new Date(event.request.headers.get('x-phone-time') ?? '');
		const phoneTime = Number.isNaN(told.getTime()) ? null : told;
		const result = await fileVisit(db, viewer, params.id, body, phoneTime);
		if (result.filed) return result.receipt;
		const errors = result.problems.map(({ key, what }) => ({ path: key, message: what }));
		throw new ProblemError({
			status: 422,
			code: 'incomplete',
			detail: m.visits_incomplete(),
			errors
		});
	}
);
