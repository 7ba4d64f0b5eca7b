/** Wakes one sleeper a ring; a ring that nobody hears is heard by the next. */
export function createBell() {
	const sleepers: (() => void)[] = [];
	let hasRung = false;
	return { ring, heard };

	function ring() {
		const wake = sleepers.shift();
		if (wake) wake();
		else hasRung = true;
	}

	/** Resolves at the next ring, or when the signal is aborted. */
	function heard(signal: AbortSignal): Promise<void> {
		if (hasRung || signal.aborted) {
			hasRung = false;
			return Promise.resolve();
		}
		return new Promise((resolve) => {
			const wake = () => {
				signal.removeEventListener('abort', leave);
				resolve();
			};
			const leave = () => {
				const place = sleepers.indexOf(wake);
				if (place >= 0) sleepers.splice(place, 1);
				resolve();
			};
			sleepers.push(wake);
			signal.addEventListener('abort', leave, { once: true });
		});
	}
}
