import { overlap, type Interval } from './intervals.ts';

/**
 * Groups that can be told apart, the highest first: everything in one lies above everything in the next, and within a
 * group no order is known, so it stays as given. What has no interval is `untold`.
 */
export function groupsOf<T extends { interval: Interval | null }>(items: T[]) {
	const isTold = ({ interval }: T) => interval !== null && interval.low !== null;
	const told = items.filter(isTold);
	const groups: T[][] = [];
	for (const item of told.toSorted((a, b) => b.interval!.high! - a.interval!.high!)) {
		const last = groups.at(-1);
		if (last?.some((one) => overlap(one.interval, item.interval))) last.push(item);
		else groups.push([item]);
	}
	const asGiven = (group: T[]) => told.filter((one) => group.includes(one));
	return { groups: groups.map(asGiven), untold: items.filter((one) => !isTold(one)) };
}
