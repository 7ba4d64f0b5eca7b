import { existsSync } from 'node:fs';
import { z } from 'zod';
import { isTimeZone, setTimeZone } from '../time-zone.ts';

/** Environment variables are read here and nowhere else. Empty means the default. */
const definitions = {
	databaseUrl: {
		name: 'DATABASE_URL',
		schema: url(/^postgres(ql)?:$/, 'must begin with postgres:// or postgresql://'),
		example: 'postgres://plumbline:secret@localhost:5432/plumbline',
		description: 'PostgreSQL 15 or later. Empty: Plumbline runs its own in DATA_DIR.'
	},
	dataDir: {
		name: 'DATA_DIR',
		schema: z.string(),
		default: './data',
		description:
			'Folder for the own database, recordings, files on their way and mail that was not sent.'
	},
	host: {
		name: 'HOST',
		schema: z.string(),
		default: '127.0.0.1',
		description: 'Address to listen on; 0.0.0.0 lets other machines in.'
	},
	port: {
		name: 'PORT',
		schema: wholeNumber(0, 65535),
		default: '3000',
		description: 'Port to listen on.'
	},
	origin: {
		name: 'ORIGIN',
		schema: url(/^https?:$/, 'must be an address such as https://qa.example.com').transform(
			(address) => new URL(address).origin
		),
		example: 'https://qa.example.com',
		description: 'Address that people type into the browser. Empty: http://localhost:PORT.'
	},
	addressHeader: {
		name: 'ADDRESS_HEADER',
		schema: z.string().toLowerCase(),
		example: 'x-forwarded-for',
		description: 'Header with the visitor’s address; only behind a proxy that always sets it.'
	},
	xffDepth: {
		name: 'XFF_DEPTH',
		schema: wholeNumber(1, 10),
		default: '1',
		description: 'How many trusted proxies stand before Plumbline, when x-forwarded-for is used.'
	},
	importMaxBytes: {
		name: 'IMPORT_MAX_BYTES',
		schema: byteCount(),
		default: '2G',
		description: 'Largest file that can be imported through the page or the API.'
	},
	s3Url: {
		name: 'S3_URL',
		schema: url(/^https?:$/, 'must begin with https:// or http://').refine(
			(address) => !URL.canParse(address) || isBucket(new URL(address)),
			{ error: 'must be https://KEY:SECRET@HOST/BUCKET?region=REGION' }
		),
		example: 'https://KEY:SECRET@s3.eu-north-1.amazonaws.com/plumbline?region=eu-north-1',
		description:
			'Bucket for recordings. Empty: they go into DATA_DIR/files. In the secret write / as %2F and + as %2B.'
	},
	recordingMaxBytes: {
		name: 'RECORDING_MAX_BYTES',
		schema: byteCount(),
		default: '2G',
		description: 'Largest recording that can be uploaded.'
	},
	sessionIdleDays: {
		name: 'SESSION_IDLE_DAYS',
		schema: wholeNumber(1, 3650),
		default: '14',
		description: 'Days without a visit after which people sign in again.'
	},
	sessionMaxDays: {
		name: 'SESSION_MAX_DAYS',
		schema: wholeNumber(1, 3650),
		default: '90',
		description: 'Days after which people sign in again in any case.'
	},
	smtpUrl: {
		name: 'SMTP_URL',
		schema: url(/^smtps?:$/, 'must begin with smtp:// or smtps://'),
		example: 'smtps://user:secret@mail.example.com:465',
		description: 'Mail server. Empty: mail goes into DATA_DIR/outbox.'
	},
	mailFrom: {
		name: 'MAIL_FROM',
		schema: z
			.string()
			.regex(/^[^<>@\s]+@[^<>@\s]+$|^[^<>]*<[^<>@\s]+@[^<>@\s]+>$/, 'must be a mail address'),
		default: 'Plumbline <plumbline@localhost>',
		description: 'Sender of mail.'
	},
	mapTilesUrl: {
		name: 'MAP_TILES_URL',
		schema: url(/^https?:$/, 'must begin with https:// or http://').refine(
			(address) => ['{z}', '{x}', '{y}'].every((part) => address.includes(part)),
			{ error: 'must have {z}, {x} and {y}' }
		),
		example: 'https://tiles.example.com/{z}/{x}/{y}.png',
		description:
			'Map tiles behind the place of a visit; Plumbline asks for them itself. Empty: a sketch without a map.'
	},
	timeZone: {
		name: 'TIME_ZONE',
		schema: z.string().refine(isTimeZone, { error: 'must be a name such as Europe/Riga' }),
		example: 'Europe/Riga',
		description:
			'Where the house is: its midnight ends a day, its clock is on pages and in reports. Empty: as the machine.'
	},
	jobs: {
		name: 'JOBS',
		schema: oneOf('on', 'off'),
		default: 'on',
		description: 'Whether the app works off jobs itself; off where `npm run worker` does it.'
	},
	secretKey: {
		name: 'SECRET_KEY',
		schema: z.string().min(32, 'must have at least 32 characters'),
		example: 'a-long-random-text-of-at-least-32-characters',
		description:
			'Seals keys of other services in the database. Empty: Plumbline makes one in DATA_DIR/secret.key.'
	},
	logLevel: {
		name: 'LOG_LEVEL',
		schema: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
		default: 'info',
		description: 'How much is logged: fatal, error, warn, info, debug, trace or silent.'
	}
} satisfies Record<string, Definition>;

type Definition = { name: string; schema: z.ZodType; description: string } & (
	{ default: string; example?: never } | { example: string; default?: never }
);
type Definitions = typeof definitions;
type Value<D extends Definition> =
	z.output<D['schema']> | (D extends { default: string } ? never : undefined);
type Env = Record<string, string | undefined>;

/** Every setting with its value; `origin` and `timeZone` are always there. */
export type Settings = { [K in keyof Definitions]: Value<Definitions[K]> } & {
	origin: string;
	timeZone: string;
};

/** Says which environment variables are wrong and why; the start must stop. */
export class SettingsError extends Error {
	override name = 'SettingsError';
}

/** Checks all settings at once and throws one SettingsError naming each wrong one. */
export function readSettings(env: Env): Settings {
	const values: Record<string, unknown> = {};
	const problems: string[] = [];
	for (const [key, definition] of definitionList()) {
		const text = env[definition.name]?.trim() || definition.default;
		if (text === undefined) continue;
		const result = definition.schema.safeParse(text);
		if (result.success) values[key] = result.data;
		else
			problems.push(...result.error.issues.map((issue) => `${definition.name} ${issue.message}`));
	}
	const settings = values as Settings;
	if (settings.sessionIdleDays > settings.sessionMaxDays)
		problems.push('SESSION_IDLE_DAYS must not be more than SESSION_MAX_DAYS');
	if (problems.length) throw new SettingsError(`Wrong settings:\n  ${problems.join('\n  ')}`);
	settings.origin ??= `http://localhost:${settings.port}`;
	settings.timeZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
	return settings;
}

let current: Settings | undefined;

/** The settings of this process, read at the first call from the environment and `.env`; its clock follows them. */
export function getSettings(): Settings {
	if (!current) {
		if (!process.env.VITEST && existsSync('.env')) process.loadEnvFile('.env');
		current = readSettings(process.env);
		setTimeZone(current.timeZone);
	}
	return current;
}

/** Hands the settings to adapter-node, which reads the environment when it is imported. */
export function applyToAdapter(settings: Settings) {
	process.env.HOST = settings.host;
	process.env.PORT = String(settings.port);
	process.env.ORIGIN = settings.origin;
	process.env.BODY_SIZE_LIMIT = String(
		Math.max(settings.importMaxBytes, settings.recordingMaxBytes)
	);
	process.env.XFF_DEPTH = String(settings.xffDepth);
	if (settings.addressHeader) process.env.ADDRESS_HEADER = settings.addressHeader;
}

/** Name, description and value of each setting, passwords left out; for people to read. */
export function listSettings(settings: Settings) {
	return definitionList().map(([key, { name, description }]) => {
		const shown = key === 'secretKey' ? settings[key] && '…' : settings[key];
		const value = String(shown ?? '').replace(/(:\/\/[^:@/]*):[^@]*@/, '$1:…@');
		return { name, description, value };
	});
}

/** The text of `.env.example`: everything commented out, so that the defaults hold. */
export function exampleEnv() {
	return definitionList()
		.map(([, { name, description, ...rest }]) => {
			return `# ${description}\n# ${name}=${rest.default ?? rest.example}\n`;
		})
		.join('\n');
}

function definitionList() {
	return Object.entries(definitions) as [keyof Definitions, Definition][];
}

function wholeNumber(min: number, max: number) {
	const error = `must be a whole number from ${min} to ${max}`;
	return z.coerce.number({ error }).int({ error }).min(min, { error }).max(max, { error });
}

function oneOf<const T extends string>(...choices: T[]) {
	return z.enum(choices, `must be one of ${choices.join(', ')}`);
}

function url(protocol: RegExp, error: string) {
	return z.string().superRefine((text, context) => {
		if (!/^[a-z]+:\/\//.test(text) || !protocol.test(text.split('//')[0])) context.addIssue(error);
		else if (!URL.canParse(text))
			context.addIssue('is not a valid address; in a password write @ as %40 and # as %23');
	});
}

function isBucket({ username, password, pathname }: URL) {
	return Boolean(username && password && /^\/[^/]+$/.test(pathname));
}

function byteCount() {
	return z
		.string()
		.regex(/^[1-9]\d*[KMG]?$/i, 'must be a number of bytes, or one with K, M or G')
		.transform(toBytes);
}

function toBytes(size: string) {
	const unit = { K: 1024, M: 1024 ** 2, G: 1024 ** 3 }[size.slice(-1).toUpperCase()];
	return Number.parseInt(size) * (unit ?? 1);
}
