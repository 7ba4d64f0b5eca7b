import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { db } from '#lib/server/app.ts';
import { listAuditActions, listAuditEvents } from '#lib/server/audit/events.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { isPlain } from '#lib/text.ts';
import type { PageServerLoad } from './$types';
import { actionText, linesOf } from './words.ts';

const ignored = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const text = ignored(z.string().max(200).refine(isPlain));

const querySchema = z.object({
	action: text,
	person: text,
	subject: text,
	from: ignored(z.iso.date()),
	to: ignored(z.iso.date()),
	before: ignored(z.coerce.number().int().positive())
});

export const load: PageServerLoad = async ({ locals, url }) => {
	const viewer = requirePermission(locals, 'audit:read');
	const filter = querySchema.parse(Object.fromEntries(url.searchParams));
	const [{ rows, next }, actions] = await Promise.all([
		listAuditEvents(db, viewer, filter),
		listAuditActions(db)
	]);
	return {
		title: m.settings_audit(),
		events: rows.map((event) => ({
			id: event.id,
			createdAt: event.createdAt,
			who: event.actorName,
			isNobody: event.actorId === null && event.address !== '',
			action: actionText(event.action),
			subject: event.subjectName ?? event.subject,
			href: hrefOf(event.action, event.subject),
			address: event.address,
			lines: linesOf(event.before, event.after)
		})),
		next,
		filter,
		actions: actions
			.map((value) => ({ value, text: actionText(value) }))
			.sort((a, b) => a.text.localeCompare(b.text, viewer.locale))
	};
};

const places: Record<string, string> = {
	user: '/settings/users',
	sign_in: '/settings/users',
	employee: '/employees',
	team: '/settings/teams',
	location: '/settings/locations',
	scorecard: '/scorecards',
	review: '/reviews',
	conversation: '/conversations'
};

/** Where the thing itself is shown. */
function hrefOf(action: string, subject: string | null) {
	const place = places[action.split('.')[0]];
	return place && z.uuid().safeParse(subject).success ? `${place}/${subject}` : null;
}
