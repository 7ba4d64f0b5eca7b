/** Bytes that only the holder of the key can read (AES-256-GCM): the nonce, then what is sealed with its tag. */
export async function sealBytes(key: CryptoKey, bytes: Uint8Array<ArrayBuffer>) {
	const iv = crypto.getRandomValues(new Uint8Array(nonceBytes));
	const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes);
	const whole = new Uint8Array(nonceBytes + sealed.byteLength);
	whole.set(iv);
	whole.set(new Uint8Array(sealed), nonceBytes);
	return whole;
}

/** What was sealed; throws when it was sealed with another key or is damaged. */
export async function unsealBytes(key: CryptoKey, sealed: Uint8Array<ArrayBuffer>) {
	const iv = sealed.subarray(0, nonceBytes);
	const bytes = sealed.subarray(nonceBytes);
	return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes));
}

export const sealJson = (key: CryptoKey, value: unknown) =>
	sealBytes(key, new TextEncoder().encode(JSON.stringify(value)));

export const unsealJson = async <T>(key: CryptoKey, sealed: Uint8Array<ArrayBuffer>) =>
	JSON.parse(new TextDecoder().decode(await unsealBytes(key, sealed))) as T;

/** A key that pages can use and nobody can read out again. */
export const importSealingKey = (bytes: Uint8Array<ArrayBuffer>) =>
	crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);

const nonceBytes = 12;
