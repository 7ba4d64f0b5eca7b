import { endpoint } from '#lib/server/api/endpoint.ts';
import { scorecardVersionAnswer } from '#lib/server/api/scorecards.ts';
import { getPublishedVersion } from '#lib/server/scorecards/versions.ts';

export const GET = endpoint(
	{
		summary: 'One published version with all its criteria',
		permission: 'scorecards:read',
		answer: scorecardVersionAnswer
	},
	({ db, params }) => getPublishedVersion(db, params.id, Number(params.number))
);
