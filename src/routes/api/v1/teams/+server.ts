import { z } from 'zod';
import { endpoint } from '#lib/server/api/endpoint.ts';
import { teamAnswer } from '#lib/server/api/people.ts';
import { listTeams } from '#lib/server/people/teams.ts';

export const GET = endpoint(
	{ summary: 'Teams by name', permission: 'employees:read', answer: z.array(teamAnswer) },
	({ db, viewer }) => listTeams(db, viewer)
);
