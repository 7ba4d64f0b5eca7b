import { z } from 'zod';
import { endpoint } from '#lib/server/api/endpoint.ts';
import { locationAnswer } from '#lib/server/api/people.ts';
import { listLocations } from '#lib/server/people/locations.ts';

export const GET = endpoint(
	{ summary: 'Locations by name', permission: 'employees:read', answer: z.array(locationAnswer) },
	({ db }) => listLocations(db)
);
