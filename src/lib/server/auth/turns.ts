/** Lets at most `places` tasks run at once; the others wait in order. */
export function takingTurns(places: number) {
	const waiting: (() => void)[] = [];
	let running = 0;
	return async <T>(task: () => Promise<T>): Promise<T> => {
		if (running < places) running++;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		try {
			return await task();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else running--;
		}
	};
}
