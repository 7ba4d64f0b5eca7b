import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the key is that is never in the database, and so in no backup of it. */
export type SecretPlace = { secretKey?: string; dataDir: string };

const nonceBytes = 12;
const tagBytes = 16;
const sealing = 'plumbline sealed secrets';

/** The text as bytes that only this house can read (AES-256-GCM). */
export async function seal(place: SecretPlace, text: string): Promise<Buffer> {
	const nonce = randomBytes(nonceBytes);
	const cipher = createCipheriv('aes-256-gcm', await deriveKey(place, sealing), nonce);
	const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), bytes]);
}

/** The sealed text; null when it was sealed by another house or is damaged. */
export async function unseal(place: SecretPlace, bytes: Buffer): Promise<string | null> {
	const key = await deriveKey(place, sealing);
	try {
		const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes));
		decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
		const text = decipher.update(bytes.subarray(nonceBytes + tagBytes));
		return Buffer.concat([text, decipher.final()]).toString('utf8');
	} catch {
		return null;
	}
}

/** 32 bytes for one purpose, the same each time; whoever has them knows nothing of the others. */
export async function deriveKey(place: SecretPlace, purpose: string) {
	const secret = place.secretKey ?? (await ownSecret(place.dataDir));
	return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
}

/** Made at the first use; of two processes that make it at once, one wins and both read that. */
async function ownSecret(dataDir: string) {
	const file = join(dataDir, 'secret.key');
	await mkdir(dataDir, { recursive: true });
	const fresh = randomBytes(32).toString('base64url');
	await writeFile(file, fresh, { mode: 0o600, flag: 'wx', flush: true }).catch(
		(error: NodeJS.ErrnoException) => {
			if (error.code !== 'EEXIST') throw error;
		}
	);
	const secret = await readFile(file, 'utf8');
	if (secret.length < 32) throw new Error(`${file} holds no key`);
	return secret;
}
