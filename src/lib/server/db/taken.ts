/** Turns a broken unique constraint into what the user can do about it. */
export async function orTaken<T>(
	write: PromiseLike<T>,
	errors: Record<string, () => Error>
): Promise<T> {
	try {
		return await write;
	} catch (thrown) {
		const { code, constraint } = ((thrown as Error).cause ?? thrown) as Violation;
		const error = code === '23505' && errors[constraint ?? ''];
		throw error ? error() : thrown;
	}
}

type Violation = { code?: string; constraint?: string };
