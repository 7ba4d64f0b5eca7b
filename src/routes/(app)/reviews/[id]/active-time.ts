const idleMs = 30_000;

/** Calls `tick` once for each second in which the page was in front and somebody used it. */
export function countActiveSeconds(tick: () => void): () => void {
	let lastUse = Date.now();
	const use = () => (lastUse = Date.now());
	const events = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchmove'] as const;
	for (const event of events) addEventListener(event, use, { passive: true });
	const timer = setInterval(() => {
		if (document.visibilityState === 'visible' && Date.now() - lastUse < idleMs) tick();
	}, 1000);
	return () => {
		clearInterval(timer);
		for (const event of events) removeEventListener(event, use);
	};
}
