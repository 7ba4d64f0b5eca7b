import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { can } from '#lib/permissions.ts';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { listReviews } from '#lib/server/reviews/reviews.ts';
import { line } from '#lib/text.ts';
import type { PageServerLoad } from './$types';

const querySchema = z.object({
	state: z.enum(['draft', 'submitted', 'acknowledged', 'disputed']).optional().catch(undefined),
	mine: z.literal('1').optional().catch(undefined),
	tag: line(60).optional().catch(undefined),
	employee: z.uuid().optional().catch(undefined),
	at: z.iso.datetime().optional().catch(undefined),
	after: z.uuid().optional().catch(undefined)
});

export const load: PageServerLoad = async ({ locals, url }) => {
	const viewer = requirePermission(locals, 'reviews:read');
	const query = querySchema.parse(Object.fromEntries(url.searchParams));
	const { rows, next } = await listReviews(db, viewer, {
		state: query.state,
		mine: query.mine === '1',
		tag: query.tag,
		employeeId: query.employee,
		after: query.at && query.after ? { at: new Date(query.at), id: query.after } : undefined
	});
	return {
		title: m.nav_reviews(),
		reviews: rows,
		next: next && { at: next.at.toISOString(), after: next.id },
		filter: { state: query.state ?? '', mine: query.mine ?? '', tag: query.tag ?? '' },
		isFirst: !query.after,
		maySeeAll: can(viewer, 'employees:read'),
		mayScore: can(viewer, 'reviews:score')
	};
};
