import { fail, isHttpError } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { programmeSchema, type ProgrammeInput } from '#lib/programme.ts';
import { invalid } from '#lib/server/errors.ts';

/** What the form sends: the whole programme as JSON, since it holds lists of lists. */
async function read(request: Request) {
	const text = (await request.formData()).get('programme');
	try {
		return programmeSchema.safeParse(JSON.parse(String(text)));
	} catch {
		throw invalid(m.validation_wrong());
	}
}

/** Does it, or says what to change: messages by path such as `windows.0.to`. */
export async function attemptProgramme<T>(
	request: Request,
	task: (input: ProgrammeInput) => Promise<T>
) {
	const parsed = await read(request);
	if (!parsed.success) return { refused: fail(422, { errors: errorsOf(parsed.error) }) };
	try {
		return { done: await task(parsed.data) };
	} catch (thrown) {
		if (!isHttpError(thrown) || thrown.status !== 422) throw thrown;
		const { field = '', message } = thrown.body;
		return { refused: fail(422, { errors: { [field]: message } as Record<string, string> }) };
	}
}

const errorsOf = (error: z.ZodError): Record<string, string> =>
	Object.fromEntries(error.issues.map(({ path, message }) => [path.join('.'), message]));
