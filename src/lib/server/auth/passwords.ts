import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';
import { takingTurns } from './turns.ts';

const derive = promisify<'argon2id', Argon2Parameters, Buffer>(argon2 as never);

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, 2 passes, 1 lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const tagLength = 32;

/** Each hash takes 19 MiB and a core. */
const inTurn = takingTurns(2);

/** A PHC string: $argon2id$v=19$m=…,t=…,p=…$salt$tag. */
export async function hashPassword(password: string): Promise<string> {
	const nonce = randomBytes(16);
	const tag = await tagOf(password, nonce, cost);
	const { memory, passes, parallelism } = cost;
	return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${b64(nonce)}$${b64(tag)}`;
}

/** Takes as long when there is no hash, so that nobody learns which accounts exist. */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
	const known = hash?.match(/^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/);
	if (!known) {
		await tagOf(password, Buffer.alloc(16), cost);
		return false;
	}
	const [memory, passes, parallelism] = known.slice(1, 4).map(Number);
	const [nonce, expected] = known.slice(4).map((part) => Buffer.from(part, 'base64'));
	const given = await tagOf(password, nonce, { memory, passes, parallelism });
	return expected.length === given.length && timingSafeEqual(expected, given);
}

const b64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');

/** NFKC, so that the same characters typed on another keyboard are the same password. */
const tagOf = (
	password: string,
	nonce: Buffer,
	cost: Omit<Argon2Parameters, 'message' | 'nonce' | 'tagLength'>
) =>
	inTurn(() =>
		derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength, ...cost })
	);
