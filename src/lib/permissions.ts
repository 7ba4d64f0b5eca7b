export const roles = ['admin', 'reviewer', 'lead', 'shopper', 'employee'] as const;
export type Role = (typeof roles)[number];

const permissions = {
	'people:manage': ['admin'],
	'employees:read': ['admin', 'reviewer', 'lead'],
	'scorecards:read': ['admin', 'reviewer', 'lead'],
	'scorecards:manage': ['admin'],
	'conversations:read': ['admin', 'reviewer', 'lead'],
	'conversations:import': ['admin', 'reviewer'],
	'conversations:erase': ['admin'],
	'reviews:score': ['admin', 'reviewer'],
	'reviews:read': ['admin', 'reviewer', 'lead', 'employee'],
	'reviews:acknowledge': ['employee'],
	'comments:manage': ['admin', 'reviewer'],
	'programmes:manage': ['admin'],
	'visits:check': ['admin', 'reviewer'],
	'visits:file': ['shopper'],
	'visits:read': ['admin', 'reviewer', 'shopper'],
	'visits:results': ['admin', 'reviewer', 'lead', 'employee'],
	'visits:appeal': ['lead'],
	'disputes:decide': ['admin', 'lead'],
	'coaching:write': ['admin', 'lead'],
	'reports:read': ['admin', 'lead', 'employee'],
	'settings:manage': ['admin'],
	'audit:read': ['admin']
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** Who is asking: the signed-in user, or the owner of an API token. Domain functions scope rows by it. */
export type Viewer = {
	id: string;
	name: string;
	email: string;
	role: Role;
	employeeId: string | null;
	locale: import('./locales.ts').Locale;
	/** Network address, for the audit log. */
	address: string;
};

export function can(viewer: Pick<Viewer, 'role'>, permission: Permission): boolean {
	return (permissions[permission] as readonly Role[]).includes(viewer.role);
}
