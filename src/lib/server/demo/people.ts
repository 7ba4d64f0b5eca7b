import type { Locale } from '../../locales.ts';
import type { Role } from '../../permissions.ts';

export const demoPassword = 'a plumb line';

type DemoUser = { name: string; email: string; role: Role; locale: Locale; employee?: string };

/** One account a role first; further ones so that the teams look alive. */
export const demoUsers: DemoUser[] = [
	{ name: 'Ilze Kalniņa', email: 'admin@demo.example', role: 'admin', locale: 'en' },
	{ name: 'Jānis Liepiņš', email: 'reviewer@demo.example', role: 'reviewer', locale: 'en' },
	{ name: 'Mārtiņš Ozols', email: 'lead@demo.example', role: 'lead', locale: 'en' },
	{ name: 'Sofia Marin', email: 'shopper@demo.example', role: 'shopper', locale: 'en' },
	{
		name: 'Anna Bērziņa',
		email: 'anna@demo.example',
		role: 'employee',
		locale: 'lv',
		employee: 'E-01'
	},
	{ name: 'Ольга Петрова', email: 'olga@demo.example', role: 'reviewer', locale: 'ru' },
	{ name: 'Ion Rusu', email: 'ion@demo.example', role: 'lead', locale: 'ro' }
];

export const demoTeams = [
	{ name: 'Riga', lead: 'lead@demo.example' },
	{ name: 'Chișinău', lead: 'ion@demo.example' }
];

type DemoEmployee = {
	code: string;
	name: string;
	team: string;
	locale: Locale;
	/** 0..1: how well they do on the whole, at the beginning and now. */
	skill: [number, number];
	/** What they find hard. */
	weak: string;
	/** Conversations a month. */
	monthly: number;
};

export const demoEmployees: DemoEmployee[] = [
	{
		code: 'E-01',
		name: 'Anna Bērziņa',
		team: 'Riga',
		locale: 'lv',
		skill: [0.62, 0.78],
		weak: 'needs_discovery',
		monthly: 9
	},
	{
		code: 'E-02',
		name: 'Дмитрий Соколов',
		team: 'Riga',
		locale: 'ru',
		skill: [0.74, 0.74],
		weak: 'clear_closing',
		monthly: 7
	},
	{
		code: 'E-03',
		name: 'Līga Krūmiņa',
		team: 'Riga',
		locale: 'lv',
		skill: [0.86, 0.88],
		weak: 'offering_options',
		monthly: 6
	},
	{
		code: 'E-04',
		name: 'Edgars Vītols',
		team: 'Riga',
		locale: 'en',
		skill: [0.7, 0.6],
		weak: 'product_knowledge',
		monthly: 5
	},
	{
		code: 'E-05',
		name: 'Maria Popescu',
		team: 'Chișinău',
		locale: 'ro',
		skill: [0.8, 0.8],
		weak: 'objection_handling',
		monthly: 6
	},
	{
		code: 'E-06',
		name: 'Andrei Țurcanu',
		team: 'Chișinău',
		locale: 'ro',
		skill: [0.66, 0.72],
		weak: 'communication_culture',
		monthly: 5
	},
	{
		code: 'E-07',
		name: 'Елена Ионова',
		team: 'Chișinău',
		locale: 'ru',
		skill: [0.9, 0.86],
		weak: 'needs_discovery',
		monthly: 3
	}
];
