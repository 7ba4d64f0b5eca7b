import { endpoint } from '#lib/server/api/endpoint.ts';
import { viewerAnswer } from '#lib/server/api/people.ts';

export const GET = endpoint(
	{ summary: 'Who the token is', permission: null, answer: viewerAnswer },
	({ viewer }) => viewer
);
