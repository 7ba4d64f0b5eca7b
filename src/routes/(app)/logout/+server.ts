import { redirect } from '@sveltejs/kit';
import { db, settings } from '#lib/server/app.ts';
import { clearSessionCookie } from '#lib/server/auth/cookies.ts';
import { requireViewer } from '#lib/server/auth/guards.ts';
import { endSession } from '#lib/server/auth/sessions.ts';

export const POST = async ({ locals, cookies }) => {
	const viewer = requireViewer(locals);
	if (locals.sessionId) await endSession(db, viewer, locals.sessionId, 'sign_out');
	clearSessionCookie(cookies, settings);
	redirect(303, '/login');
};
