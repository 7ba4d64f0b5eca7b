import { z } from 'zod';

/** Long, and not one of the few that everybody tries first; no rules on composition (ASVS 5, 6.2). */
export const passwordSchema = z
	.string()
	.min(10)
	.max(200)
	.refine((password) => !isCommon(password), { error: 'password_common' });

const common = [
	'password',
	'qwerty',
	'qwertyuiop',
	'letmein',
	'welcome',
	'plumbline',
	'administrator'
];

function isCommon(password: string) {
	const bare = password.toLowerCase().replace(/[^\p{L}]/gu, '');
	const isOneCharacter = new Set(password).size <= 2;
	const isCounting = '01234567890123456789'.includes(password);
	return isOneCharacter || isCounting || common.includes(bare);
}
