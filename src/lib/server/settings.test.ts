import { expect, test } from 'vitest';
import { exampleEnv, listSettings, readSettings, SettingsError } from './settings.ts';

test('without any setting Plumbline listens on this machine only, with its own database', () => {
	expect(readSettings({})).toEqual({
		dataDir: './data',
		host: '127.0.0.1',
		port: 3000,
		timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
		origin: 'http://localhost:3000',
		xffDepth: 1,
		importMaxBytes: 2 * 1024 ** 3,
		jobs: 'on',
		sessionIdleDays: 14,
		sessionMaxDays: 90,
		mailFrom: 'Plumbline <plumbline@localhost>',
		logLevel: 'info',
		recordingMaxBytes: 2 * 1024 ** 3
	});
});

test('an empty line in .env means the default', () => {
	expect(readSettings({ PORT: '', DATABASE_URL: ' ' })).toEqual(readSettings({}));
});

test('the origin follows the port unless it is given', () => {
	expect(readSettings({ PORT: '8080' }).origin).toBe('http://localhost:8080');
	expect(readSettings({ ORIGIN: 'https://qa.example.com/' }).origin).toBe('https://qa.example.com');
});

test.each([
	['DATABASE_URL', 'mysql://x', 'must begin with postgres:// or postgresql://'],
	[
		'DATABASE_URL',
		'postgres://me:pa#ss@host/db',
		'is not a valid address; in a password write @ as %40'
	],
	['PORT', '80000', 'must be a whole number from 0 to 65535'],
	['PORT', 'http', 'must be a whole number from 0 to 65535'],
	['ORIGIN', 'qa.example.com', 'must be an address such as https://qa.example.com'],
	['ORIGIN', 'javascript:alert(1)', 'must be an address such as https://qa.example.com'],
	['IMPORT_MAX_BYTES', '2 gigs', 'must be a number of bytes, or one with K, M or G'],
	['RECORDING_MAX_BYTES', 'much', 'must be a number of bytes, or one with K, M or G'],
	['S3_URL', 's3://bucket', 'must begin with https:// or http://'],
	['S3_URL', 'https://s3.example.com/bucket', 'must be https://KEY:SECRET@HOST/BUCKET'],
	['SESSION_IDLE_DAYS', '0.5', 'must be a whole number from 1 to 3650'],
	['SESSION_IDLE_DAYS', '100', 'must not be more than SESSION_MAX_DAYS'],
	['SMTP_URL', 'mail.example.com', 'must begin with smtp:// or smtps://'],
	['TIME_ZONE', 'Riga', 'must be a name such as Europe/Riga'],
	['MAIL_FROM', 'nobody', 'must be a mail address'],
	['LOG_LEVEL', 'loud', 'must be one of fatal, error, warn, info, debug, trace, silent']
])('%s=%s stops the start with its name and reason', (name, value, reason) => {
	const start = () => readSettings({ [name]: value });
	expect(start).toThrow(SettingsError);
	expect(start).toThrow(`Wrong settings:\n  ${name} ${reason}`);
});

test('all wrong settings are named at once', () => {
	expect(() => readSettings({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/PORT .*\n.*LOG_LEVEL /);
});

test('passwords are left out where settings are shown', () => {
	const shown = listSettings(readSettings({ DATABASE_URL: 'postgres://me:secret@host/db' }));
	expect(shown.find(({ name }) => name === 'DATABASE_URL')?.value).toBe('postgres://me:…@host/db');
	expect(shown.find(({ name }) => name === 'PORT')?.value).toBe('3000');
	const sealed = listSettings(readSettings({ SECRET_KEY: 'x'.repeat(40) }));
	expect(sealed.find(({ name }) => name === 'SECRET_KEY')?.value).toBe('…');
});

test('.env.example lists every setting', async () => {
	await expect(exampleEnv()).toMatchFileSnapshot('../../../.env.example');
});

test('each example is a right value', () => {
	const example = exampleEnv().matchAll(/^# ([A-Z_]+)=(.*)$/gm);
	const env = Object.fromEntries([...example].map(([, name, value]) => [name, value]));
	expect(Object.keys(env).length).toBeGreaterThan(10);
	expect(readSettings(env)).toMatchObject({ origin: 'https://qa.example.com', port: 3000 });
});
