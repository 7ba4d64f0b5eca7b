import { z } from 'zod';
import { endpoint } from '#lib/server/api/endpoint.ts';
import { scorecardAnswer } from '#lib/server/api/scorecards.ts';
import { listScorecards } from '#lib/server/scorecards/scorecards.ts';

export const GET = endpoint(
	{
		summary: 'Scorecards, newest first',
		permission: 'scorecards:read',
		answer: z.array(scorecardAnswer)
	},
	({ db, viewer }) => listScorecards(db, viewer)
);
