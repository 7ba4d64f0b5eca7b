import { m } from '#lib/paraglide/messages.js';
import { can, type Permission, type Role } from '#lib/permissions.ts';

type Command = { href: string; label: () => string; permission: Permission };

/** What can be begun from anywhere. */
const commands: Command[] = [
	{
		href: '/conversations?state=new',
		label: m.command_waiting,
		permission: 'reviews:score'
	},
	{ href: '/reviews?mine=1&state=draft', label: m.command_drafts, permission: 'reviews:score' },
	{ href: '/conversations/import', label: m.import_title, permission: 'conversations:import' },
	{
		href: '/conversations/recordings',
		label: m.recordings_title,
		permission: 'conversations:import'
	},
	{ href: '/coaching/batches', label: m.batch_title, permission: 'coaching:write' },
	{ href: '/employees/new', label: m.people_employee_add, permission: 'people:manage' },
	{ href: '/employees/import', label: m.people_import_title, permission: 'people:manage' },
	{ href: '/scorecards/new', label: m.scorecards_new, permission: 'scorecards:manage' },
	{ href: '/settings/users/new', label: m.people_user_invite, permission: 'people:manage' },
	{ href: '/settings/comments', label: m.settings_comments, permission: 'comments:manage' },
	{ href: '/settings/audit', label: m.settings_audit, permission: 'audit:read' },
	{ href: '/settings/teams', label: m.people_teams, permission: 'settings:manage' },
	{ href: '/settings/users', label: m.people_users, permission: 'settings:manage' },
	{ href: '/settings/locations', label: m.people_locations, permission: 'settings:manage' },
	{ href: '/settings/standards', label: m.settings_standards, permission: 'settings:manage' },
	{ href: '/settings/jobs', label: m.jobs_title, permission: 'settings:manage' },
	{ href: '/settings/ai', label: m.ai_settings, permission: 'settings:manage' },
	{ href: '/settings/recordings', label: m.recordings_settings, permission: 'settings:manage' }
];

/** What of this a role may begin whose name has these words in it; nothing without words. */
export function commandsFor(role: Role, words: string) {
	const wanted = words.trim().toLowerCase();
	return commands.filter(
		({ label, permission }) =>
			wanted && can({ role }, permission) && label().toLowerCase().includes(wanted)
	);
}
