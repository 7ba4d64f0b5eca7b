import { expect, test } from 'vitest';
import { exampleEnv, readSettings, SettingsError } from './settings.ts';

test('without any setting Plumbline listens on this machine only, with its own database', () => {
	expect(readSettings({})).toMatchObject({
		databaseUrl: undefined,
		dataDir: './data',
		host: '127.0.0.1',
		port: 3000,
		origin: 'http://localhost:3000',
		importMaxBytes: 2 * 1024 ** 3
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
	['DATABASE_URL', 'mysql://x', /must begin with postgres:\/\//],
	['PORT', '80000', /<=65535/],
	['PORT', 'http', /expected number/],
	['ORIGIN', 'qa.example.com', /such as https:/],
	['IMPORT_MAX_BYTES', '2 gigs', /with K, M or G/],
	['SESSION_IDLE_DAYS', '0', />=1/],
	['SESSION_IDLE_DAYS', '100', /not be more than SESSION_MAX_DAYS/],
	['SMTP_URL', 'mail.example.com', /must begin with smtp:\/\//],
	['MAIL_FROM', 'nobody', /must be a mail address/],
	['LOG_LEVEL', 'loud', /expected one of/]
])('%s=%s stops the start with its name and reason', (name, value, reason) => {
	const start = () => readSettings({ [name]: value });
	expect(start).toThrow(SettingsError);
	expect(start).toThrow(new RegExp(`${name}: .*${reason.source}`));
});

test('all wrong settings are named at once', () => {
	expect(() => readSettings({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/PORT: [^]*LOG_LEVEL: /);
});

test('.env.example lists every setting', async () => {
	await expect(exampleEnv()).toMatchFileSnapshot('../../../.env.example');
});

test('each example is a right value', () => {
	const example = exampleEnv().matchAll(/^# ([A-Z_]+)=(.*)$/gm);
	const env = Object.fromEntries([...example].map(([, name, value]) => [name, value]));
	expect(Object.keys(env).length).toBeGreaterThan(10);
	expect(readSettings(env).origin).toBe('https://qa.example.com');
});
