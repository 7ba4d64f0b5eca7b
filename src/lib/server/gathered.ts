/**
 * Runs `work` on one item at a time, or on all that came while it was busy: many small statements become few.
 * What it returns stands in the order of the items; where it throws, all of them fail.
 */
export function gathered<In, Out>(
	work: (items: In[]) => Promise<Out[]>
): (item: In) => Promise<Out> {
	let waiting: { item: In; done: PromiseWithResolvers<Out> }[] = [];
	let isBusy = false;
	return (item) => {
		const done = Promise.withResolvers<Out>();
		waiting.push({ item, done });
		if (!isBusy) void workOff();
		return done.promise;
	};

	async function workOff() {
		isBusy = true;
		while (waiting.length) {
			const taken = waiting;
			waiting = [];
			try {
				const results = await work(taken.map(({ item }) => item));
				taken.forEach(({ done }, i) => done.resolve(results[i]));
			} catch (error) {
				for (const { done } of taken) done.reject(error);
			}
		}
		isBusy = false;
	}
}
