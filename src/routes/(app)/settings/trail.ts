import { m } from '#lib/paraglide/messages.js';
import { can, type Role } from '#lib/permissions.ts';

/** The way back to the settings, for those who may open them. */
export const trailFor = (role: Role) =>
	can({ role }, 'settings:manage') ? [{ href: '/settings', text: m.nav_settings() }] : [];
