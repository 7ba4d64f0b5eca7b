import { endpoint } from '#lib/server/api/endpoint.ts';
import { scorecardAnswer } from '#lib/server/api/scorecards.ts';
import { getScorecard } from '#lib/server/scorecards/scorecards.ts';

export const GET = endpoint(
	{ summary: 'One scorecard', permission: 'scorecards:read', answer: scorecardAnswer },
	({ db, viewer, params }) => getScorecard(db, viewer, params.id)
);
