import ChartNoAxesColumn from '@lucide/svelte/icons/chart-no-axes-column';
import ClipboardCheck from '@lucide/svelte/icons/clipboard-check';
import House from '@lucide/svelte/icons/house';
import ListChecks from '@lucide/svelte/icons/list-checks';
import MapPinCheck from '@lucide/svelte/icons/map-pin-check';
import MapPinned from '@lucide/svelte/icons/map-pinned';
import MessagesSquare from '@lucide/svelte/icons/messages-square';
import Settings from '@lucide/svelte/icons/settings';
import Users from '@lucide/svelte/icons/users';
import { m } from '#lib/paraglide/messages.js';
import { can, type Permission, type Role } from '#lib/permissions.ts';

type Place = { href: string; label: () => string; icon: typeof House; permission?: Permission };

const places: Place[] = [
	{ href: '/', label: m.nav_home, icon: House },
	{
		href: '/conversations',
		label: m.nav_conversations,
		icon: MessagesSquare,
		permission: 'conversations:read'
	},
	{ href: '/reviews', label: m.nav_reviews, icon: ClipboardCheck, permission: 'reviews:read' },
	{ href: '/visits', label: m.nav_visits, icon: MapPinCheck, permission: 'visits:read' },
	{ href: '/visits/results', label: m.nav_results, icon: MapPinned, permission: 'visits:appeal' },
	{ href: '/employees', label: m.nav_employees, icon: Users, permission: 'employees:read' },
	{ href: '/scorecards', label: m.nav_scorecards, icon: ListChecks, permission: 'scorecards:read' },
	{ href: '/coaching', label: m.nav_coaching, icon: ChartNoAxesColumn, permission: 'reports:read' },
	{ href: '/settings', label: m.nav_settings, icon: Settings, permission: 'settings:manage' }
];

/** Those that each role uses most: the bottom bar of the phone. */
const most: Record<Role, string[]> = {
	admin: ['/', '/conversations', '/visits', '/employees', '/settings'],
	reviewer: ['/', '/conversations', '/reviews', '/visits'],
	lead: ['/', '/employees', '/coaching', '/reviews'],
	employee: ['/', '/reviews', '/coaching'],
	shopper: ['/', '/visits']
};

/** Where this role may go, in the order of the rail. */
export const placesFor = (role: Role) =>
	places.filter(({ permission }) => !permission || can({ role }, permission));

export const placesOnPhone = (role: Role) =>
	placesFor(role).filter(({ href }) => most[role].includes(href));

/** Whether the path lies in this place. */
export const isHere = (href: string, path: string) =>
	href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
