import { argon2Sync } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './passwords.ts';

test('a password is kept as argon2id with the OWASP cost and a salt of its own', async () => {
	const [one, two] = await Promise.all([
		hashPassword('a long sentence'),
		hashPassword('a long sentence')
	]);
	expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
	expect(one).not.toBe(two);
});

test('only the right password opens it', async () => {
	const hash = await hashPassword('Rīgas tirgus 1930');
	expect(await verifyPassword(hash, 'Rīgas tirgus 1930')).toBe(true);
	expect(await verifyPassword(hash, 'rīgas tirgus 1930')).toBe(false);
	expect(await verifyPassword(hash, '')).toBe(false);
	expect(await verifyPassword(null, 'Rīgas tirgus 1930')).toBe(false);
});

test('the same characters typed in another way are the same password', async () => {
	const hash = await hashPassword('Be\u0304rzin\u0327a');
	expect(await verifyPassword(hash, 'B\u0113rzi\u0146a')).toBe(true);
});

test('a hash made at another cost still opens after the cost was raised', async () => {
	const nonce = Buffer.from('0123456789abcdef');
	const tag = argon2Sync('argon2id', {
		message: 'an old password',
		nonce,
		memory: 8192,
		passes: 3,
		parallelism: 1,
		tagLength: 32
	});
	const b64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
	const hash = `$argon2id$v=19$m=8192,t=3,p=1$${b64(nonce)}$${b64(tag)}`;
	expect(await verifyPassword(hash, 'an old password')).toBe(true);
	expect(await verifyPassword(hash, 'another password')).toBe(false);
});
