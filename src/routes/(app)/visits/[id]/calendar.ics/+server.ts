import { m } from '#lib/paraglide/messages.js';
import { db, settings } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import { calendarFile } from '#lib/server/visits/calendar.ts';
import { getVisit } from '#lib/server/visits/visits.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const viewer = requirePermission(locals, 'visits:file');
	const { id, programmeName, locationName, address, opensOn, dueOn } = await getVisit(
		db,
		viewer,
		params.id
	);
	const link = `${settings.origin}/visits/${id}`;
	// Nothing here says what kind of visit it is: others may see the calendar.
	const title = m.visits_calendar_title({ place: locationName });
	const place = [locationName, address].filter(Boolean).join(', ');
	const file = calendarFile({ id, title, place, text: programmeName, opensOn, dueOn, link });
	return new Response(file, {
		headers: {
			'content-type': 'text/calendar; charset=utf-8',
			'content-disposition': 'attachment; filename="visit.ics"'
		}
	});
};
