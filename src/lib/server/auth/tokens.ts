import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits for links and API tokens; the database holds only their digest. */
export const newToken = () => randomBytes(32).toString('base64url');

/** SHA-256, hex. */
export const digest = (token: string) => createHash('sha256').update(token).digest('hex');
