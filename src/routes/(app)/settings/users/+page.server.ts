import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { roles } from '#lib/permissions.ts';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { listUsers } from '#lib/server/people/users.ts';
import { isPlain } from '#lib/text.ts';
import type { PageServerLoad } from './$types';

const querySchema = z.object({
	search: z.string().max(200).refine(isPlain).optional().catch(undefined),
	role: z.enum(roles).optional().catch(undefined),
	state: z.enum(['active', 'inactive', 'all']).catch('active'),
	after: z.uuid().optional().catch(undefined)
});

export const load: PageServerLoad = async ({ locals, url }) => {
	const viewer = requirePermission(locals, 'people:manage');
	const filter = querySchema.parse(Object.fromEntries(url.searchParams));
	const { rows, next } = await listUsers(db, viewer, filter);
	return { title: m.people_users(), users: rows, next, filter };
};
