import { isHttpError } from '@sveltejs/kit';
import { message, setError, type SuperValidated } from 'sveltekit-superforms';

/**
 * Does what a form asks for. What the user can change is said in the form, beside its field where
 * it has one: then `refused` is the answer of the action. Everything else is thrown on.
 */
export async function attempt<T, F extends Record<string, unknown>>(
	form: SuperValidated<F, string>,
	task: () => Promise<T>
) {
	try {
		return { done: await task() };
	} catch (thrown) {
		if (!isHttpError(thrown) || ![409, 422].includes(thrown.status)) throw thrown;
		const { message: text, field } = thrown.body;
		return {
			refused: field ? setError(form, field as never, text) : say(form, text, thrown.status)
		};
	}
}

const say = <F extends Record<string, unknown>>(
	form: SuperValidated<F, string>,
	text: string,
	status: number
) => message(form, text, { status: status as 409 });
