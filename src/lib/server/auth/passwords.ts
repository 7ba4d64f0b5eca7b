import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2 as never);

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, 2 passes, 1 lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

export const passwordLength = { min: 10, max: 200 };

/** A PHC string: $argon2id$v=19$m=…,t=…,p=…$salt$tag. */
export async function hashPassword(password: string): Promise<string> {
	const nonce = randomBytes(16);
	const tag = await tagOf(password, nonce);
	const { memory, passes, parallelism } = cost;
	return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${b64(nonce)}$${b64(tag)}`;
}

/** Takes as long when there is no hash, so that nobody learns which accounts exist. */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
	const [, , , , nonce, tag] = (hash ?? '').split('$');
	const expected = Buffer.from(tag ?? '', 'base64');
	const given = await tagOf(password, Buffer.from(nonce ?? 'AAAAAAAAAAAAAAAAAAAAAA', 'base64'));
	return expected.length === given.length && timingSafeEqual(expected, given);
}

const b64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');

/** At most two hashes at a time: each takes 19 MiB and a core. */
async function tagOf(password: string, nonce: Buffer): Promise<Buffer> {
	await turn();
	try {
		return await derive('argon2id', { message: password.normalize('NFKC'), nonce, ...cost });
	} finally {
		done();
	}
}

let running = 0;
const waiting: (() => void)[] = [];

async function turn() {
	if (running < 2) running++;
	else await new Promise<void>((resolve) => waiting.push(resolve));
}

function done() {
	const next = waiting.shift();
	if (next) next();
	else running--;
}
