import { deriveKey, type SecretPlace } from '../secrets.ts';

/** The key of a shopper's phones: the same at every sign-in, so that what is unsent can be read again. */
export const journalKey = (place: SecretPlace, userId: string) =>
	deriveKey(place, `plumbline visit journal ${userId}`);
