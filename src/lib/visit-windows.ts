/** Days (1 Monday … 7 Sunday) and hours in which a visit may take place, in the location's own time. */
export type VisitWindow = { days: number[]; from: string; to: string };

/** Whether a moment lies in one of the windows, as the clock of that place shows it. No window: any time. */
export function isInWindow(windows: VisitWindow[], timeZone: string, moment: Date): boolean {
	if (!windows.length) return true;
	const { day, time } = localTime(timeZone, moment);
	return isOpenAt(windows, day, time);
}

/** Whether a weekday (1 Monday … 7 Sunday) and a time hh:mm of the place lie in one of the windows. */
export const isOpenAt = (windows: VisitWindow[], day: number, time: string) =>
	windows.some(({ days, from, to }) => days.includes(day) && time >= from && time < to);

/** Weekday (1 Monday … 7 Sunday), date and hh:mm in a place. */
export function localTime(timeZone: string, moment: Date) {
	const parts = Object.fromEntries(
		new Intl.DateTimeFormat('en-GB', {
			timeZone,
			weekday: 'short',
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
			hourCycle: 'h23'
		})
			.formatToParts(moment)
			.map(({ type, value }) => [type, value])
	);
	const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts.weekday) + 1;
	return {
		day,
		date: `${parts.year}-${parts.month}-${parts.day}`,
		time: `${parts.hour}:${parts.minute}`
	};
}
