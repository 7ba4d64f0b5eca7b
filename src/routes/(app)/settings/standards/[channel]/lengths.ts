/** Seconds in each unit that the form offers. */
export const units = { seconds: 1, minutes: 60, hours: 3600 };
export type Unit = keyof typeof units;

/** The length in the largest unit that holds it without a rest. */
export function splitLength(seconds: number | null): { count: number | null; unit: Unit } {
	if (seconds === null) return { count: null, unit: 'minutes' };
	const unit = (['hours', 'minutes'] as const).find((one) => seconds % units[one] === 0);
	return { count: seconds / units[unit ?? 'seconds'], unit: unit ?? 'seconds' };
}

/** Seconds; null where nothing is agreed. */
export const joinLength = (count: number | null, unit: Unit) =>
	count === null ? null : count * units[unit];
