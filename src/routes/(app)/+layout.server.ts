import { redirect } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => {
	if (!locals.viewer) redirect(303, '/login');
	const { id, name, role, email } = locals.viewer;
	return { me: { id, name, role, email } };
};
