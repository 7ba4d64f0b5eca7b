import { z } from 'zod';
import { locales } from '../../locales.ts';
import { roles } from '../../permissions.ts';
import { employeeSchema, type EmployeeInput } from '../people/employees.ts';
import { instant } from './shapes.ts';

/** An employee in a list. */
export const employeeEntry = z
	.object({
		id: z.uuid(),
		code: z.string(),
		name: z.string(),
		email: z.string().nullable(),
		team: z.string().nullable(),
		location: z.string().nullable(),
		locale: z.enum(locales),
		deactivatedAt: instant.nullable()
	})
	.meta({ id: 'EmployeeEntry' });

export const employeeAnswer = employeeEntry
	.extend({
		teamId: z.uuid().nullable(),
		leads: z.array(z.string()).meta({ description: 'Names of the leads of the team.' }),
		locationId: z.uuid().nullable(),
		aliases: z.array(z.string())
	})
	.meta({ id: 'Employee' });

/** An employee as it is sent: null instead of the empty values of a form. */
export const employeeBody = employeeSchema
	.extend({
		email: z.email().max(320).nullable().default(null),
		teamId: z.uuid().nullable().default(null),
		locationId: z.uuid().nullable().default(null)
	})
	.strict()
	.meta({ id: 'EmployeeInput' });

/** The same as the domain takes it. */
export const employeeInput = (body: z.output<typeof employeeBody>): EmployeeInput => ({
	...body,
	email: body.email ?? '',
	teamId: body.teamId ?? '',
	locationId: body.locationId ?? ''
});

export const teamAnswer = z
	.object({
		id: z.uuid(),
		name: z.string(),
		leads: z.array(z.object({ id: z.uuid(), name: z.string() }))
	})
	.meta({ id: 'Team' });

export const locationAnswer = z
	.object({
		id: z.uuid(),
		code: z.string(),
		name: z.string(),
		address: z.string(),
		timeZone: z.string()
	})
	.meta({ id: 'Location' });

export const viewerAnswer = z
	.object({
		id: z.uuid(),
		name: z.string(),
		email: z.string(),
		role: z.enum(roles),
		employeeId: z.uuid().nullable(),
		locale: z.enum(locales)
	})
	.meta({ id: 'User' });
