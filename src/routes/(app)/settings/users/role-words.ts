import { m } from '#lib/paraglide/messages.js';
import type { Role } from '#lib/permissions.ts';

/** What a role is called, and what it may do. */
export const roleWords: Record<Role, { name: () => string; hint: () => string }> = {
	admin: { name: m.role_admin, hint: m.people_role_admin_hint },
	reviewer: { name: m.role_reviewer, hint: m.people_role_reviewer_hint },
	lead: { name: m.role_lead, hint: m.people_role_lead_hint },
	shopper: { name: m.role_shopper, hint: m.people_role_shopper_hint },
	employee: { name: m.role_employee, hint: m.people_role_employee_hint }
};
