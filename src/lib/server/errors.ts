import { error } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';

/** It is not there, or not this viewer's: 404 either way. */
export const notFound = (): Error => problem(404, 'not_found', m.error_not_found());

/** The role may not do this: 403. */
export const notAllowed = (): Error => problem(403, 'not_allowed', m.error_not_allowed());

/** The thing is not in a state for this: 409. `message` says what to do. */
export const conflict = (message: string): Error => problem(409, 'conflict', message);

/** Well-formed but not acceptable as it is: 422. `message` says what to change, in which field. */
export const invalid = (message: string, field?: string): Error =>
	problem(422, 'invalid', message, field);

/** More bytes than are taken here: 413. */
export const tooLarge = (): Error => problem(413, 'too_large', m.error_too_large());

/** Kit throws its errors itself; domain code reads better with `throw conflict(…)`. */
function problem(status: number, code: string, message: string, field?: string): Error {
	try {
		error(status, { message, code, field });
	} catch (thrown) {
		return thrown as Error;
	}
}
