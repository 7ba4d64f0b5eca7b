import AudioLines from '@lucide/svelte/icons/audio-lines';
import Building from '@lucide/svelte/icons/building-2';
import Captions from '@lucide/svelte/icons/captions';
import Gauge from '@lucide/svelte/icons/gauge';
import ListTodo from '@lucide/svelte/icons/list-todo';
import MapPin from '@lucide/svelte/icons/map-pin';
import MessageSquareQuote from '@lucide/svelte/icons/message-square-quote';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import Sparkles from '@lucide/svelte/icons/sparkles';
import UserCog from '@lucide/svelte/icons/user-cog';
import { m } from '#lib/paraglide/messages.js';
import type { SetupStep } from '#lib/server/house/house.ts';

/** The pages of the settings. */
export const places = [
	{ href: '/settings/users', title: m.people_users, hint: m.people_users_hint, icon: UserCog },
	{ href: '/settings/teams', title: m.people_teams, hint: m.people_teams_hint, icon: Building },
	{
		href: '/settings/locations',
		title: m.people_locations,
		hint: m.people_locations_hint,
		icon: MapPin
	},
	{
		href: '/settings/standards',
		title: m.settings_standards,
		hint: m.settings_standards_hint,
		icon: Gauge
	},
	{ href: '/settings/jobs', title: m.jobs_title, hint: m.jobs_hint, icon: ListTodo },
	{ href: '/settings/ai', title: m.ai_settings, hint: m.ai_settings_hint, icon: Sparkles },
	{
		href: '/settings/comments',
		title: m.settings_comments,
		hint: m.settings_comments_hint,
		icon: MessageSquareQuote
	},
	{
		href: '/settings/recordings',
		title: m.recordings_settings,
		hint: m.recordings_settings_hint,
		icon: AudioLines
	},
	{
		href: '/settings/transcription',
		title: m.transcription_settings,
		hint: m.transcription_settings_hint,
		icon: Captions
	},
	{
		href: '/settings/audit',
		title: m.settings_audit,
		hint: m.settings_audit_hint,
		icon: ScrollText
	}
];

/** What each step of the set-up is called, and where it is done; mail is set outside. */
export const steps: Record<SetupStep, { text: () => string; href?: string }> = {
	house: { text: m.settings_step_house, href: '#house' },
	teams: { text: m.settings_step_teams, href: '/settings/teams' },
	employees: { text: m.settings_step_employees, href: '/employees' },
	users: { text: m.settings_step_users, href: '/settings/users' },
	scorecards: { text: m.settings_step_scorecards, href: '/scorecards' },
	conversations: { text: m.settings_step_conversations, href: '/conversations' },
	mail: { text: m.settings_step_mail }
};
