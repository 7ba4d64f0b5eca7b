import { existsSync } from 'node:fs';
import { z } from 'zod';

const days = z.coerce.number().int().min(1).max(3650);

const definitions = {
	databaseUrl: {
		name: 'DATABASE_URL',
		schema: z
			.string()
			.regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// or postgresql://')
			.optional(),
		example: 'postgres://plumbline:secret@localhost:5432/plumbline',
		description: 'PostgreSQL 15 or later. Empty: Plumbline starts its own in DATA_DIR.'
	},
	dataDir: {
		name: 'DATA_DIR',
		schema: z.string().default('./data'),
		example: './data',
		description: 'Folder for the own database, recordings, reports and mail that was not sent.'
	},
	host: {
		name: 'HOST',
		schema: z.string().default('127.0.0.1'),
		example: '127.0.0.1',
		description: 'Address to listen on; 0.0.0.0 lets other machines in.'
	},
	port: {
		name: 'PORT',
		schema: z.coerce.number().int().min(0).max(65535).default(3000),
		example: '3000',
		description: 'Port to listen on.'
	},
	origin: {
		name: 'ORIGIN',
		schema: z
			.url({ protocol: /^https?$/, error: 'must be an address such as https://qa.example.com' })
			.transform((url) => new URL(url).origin)
			.optional(),
		example: 'https://qa.example.com',
		description: 'Address that people type into the browser. Empty: http://localhost:PORT.'
	},
	addressHeader: {
		name: 'ADDRESS_HEADER',
		schema: z.string().toLowerCase().optional(),
		example: 'x-forwarded-for',
		description: 'Header with the visitor’s address; only behind a proxy that always sets it.'
	},
	xffDepth: {
		name: 'XFF_DEPTH',
		schema: z.coerce.number().int().min(1).max(10).default(1),
		example: '1',
		description: 'How many trusted proxies stand before Plumbline, when x-forwarded-for is used.'
	},
	importMaxBytes: {
		name: 'IMPORT_MAX_BYTES',
		schema: z
			.string()
			.regex(/^[1-9]\d*[KMG]?$/i, 'must be a number of bytes, or one with K, M or G')
			.default('2G')
			.transform(toBytes),
		example: '2G',
		description: 'Largest file that can be imported through the page or the API.'
	},
	sessionIdleDays: {
		name: 'SESSION_IDLE_DAYS',
		schema: days.default(14),
		example: '14',
		description: 'Days without a visit after which people sign in again.'
	},
	sessionMaxDays: {
		name: 'SESSION_MAX_DAYS',
		schema: days.default(90),
		example: '90',
		description: 'Days after which people sign in again in any case.'
	},
	smtpUrl: {
		name: 'SMTP_URL',
		schema: z
			.string()
			.regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
			.optional(),
		example: 'smtps://user:secret@mail.example.com:465',
		description: 'Mail server. Empty: mail goes into DATA_DIR/outbox.'
	},
	mailFrom: {
		name: 'MAIL_FROM',
		schema: z
			.string()
			.regex(/^[^<>@\s]+@[^<>@\s]+$|^[^<>]*<[^<>@\s]+@[^<>@\s]+>$/, 'must be a mail address')
			.default('Plumbline <plumbline@localhost>'),
		example: 'Plumbline <plumbline@localhost>',
		description: 'Sender of mail.'
	},
	logLevel: {
		name: 'LOG_LEVEL',
		schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
		example: 'info',
		description: 'How much is logged: fatal, error, warn, info, debug, trace or silent.'
	}
};

type Definitions = typeof definitions;
type Env = Record<string, string | undefined>;

/** Every setting with its value; `origin` is always there. */
export type Settings = { [K in keyof Definitions]: z.output<Definitions[K]['schema']> } & {
	origin: string;
};

/** Says which environment variables are wrong and why; the start must stop. */
export class SettingsError extends Error {
	override name = 'SettingsError';
}

/** Checks all settings at once and throws one SettingsError naming each wrong one. */
export function readSettings(env: Env): Settings {
	const values: Record<string, unknown> = {};
	const problems: string[] = [];
	for (const [key, { name, schema }] of Object.entries(definitions)) {
		const result = schema.safeParse(env[name]?.trim() || undefined);
		if (result.success) values[key] = result.data;
		else problems.push(...result.error.issues.map(({ message }) => `${name}: ${message}`));
	}
	const settings = values as Settings;
	if (settings.sessionIdleDays > settings.sessionMaxDays)
		problems.push('SESSION_IDLE_DAYS: must not be more than SESSION_MAX_DAYS');
	if (problems.length) throw new SettingsError(`Wrong settings.\n  ${problems.join('\n  ')}`);
	settings.origin ??= `http://localhost:${settings.port}`;
	return settings;
}

let current: Settings | undefined;

/** The settings of this process, read from the environment and `.env` at the first call. */
export function getSettings(): Settings {
	if (!current) {
		if (!process.env.VITEST && existsSync('.env')) process.loadEnvFile('.env');
		current = readSettings(process.env);
	}
	return current;
}

/** Hands the settings to adapter-node, which reads the environment when it is imported. */
export function applyToAdapter(settings: Settings) {
	process.env.HOST = settings.host;
	process.env.PORT = String(settings.port);
	process.env.ORIGIN = settings.origin;
	process.env.BODY_SIZE_LIMIT = String(settings.importMaxBytes);
	process.env.XFF_DEPTH = String(settings.xffDepth);
	if (settings.addressHeader) process.env.ADDRESS_HEADER = settings.addressHeader;
}

/** Name, description and example of each setting, in the order of `.env.example`. */
export function listSettings() {
	return Object.values(definitions).map(({ name, description, example }) => {
		return { name, description, example };
	});
}

/** The text of `.env.example`: everything commented out, so that the defaults hold. */
export function exampleEnv() {
	return listSettings()
		.map(({ name, description, example }) => `# ${description}\n# ${name}=${example}\n`)
		.join('\n');
}

function toBytes(size: string) {
	const unit = { K: 1024, M: 1024 ** 2, G: 1024 ** 3 }[size.slice(-1).toUpperCase()];
	return Number.parseInt(size) * (unit ?? 1);
}
