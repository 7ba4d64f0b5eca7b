let house = 'UTC';

/** The zone (IANA name) in which this house counts days and reads clocks: pages, mail, CSV and PDF. */
export const timeZone = () => house;

/** Said once by each process, by the settings or by the page. */
export function setTimeZone(name: string) {
	house = name;
}

export function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return true;
	} catch {
		return false;
	}
}

/** 2026-10-03: the day that the house's calendar shows at a moment. */
export const dayOf = (moment: Date): string => clockOf(moment).slice(0, 10);

/** 2026-10-03T09:12: what the house's clock shows, as a datetime-local field takes it. */
export function clockOf(moment: Date): string {
	const local = new Date(moment.getTime() + offset(moment.getTime(), house));
	return local.toISOString().slice(0, 16);
}

/** The moment at which the house's clock shows this: 2026-10-03 (as the day begins) or 2026-10-03T09:12. */
export const momentOf = (clock: string): Date =>
	new Date(inZone(Date.parse(`${clock.slice(0, 10)}T${clock.slice(11) || '00:00'}Z`), house));

/** The first moment of a day and the first after it; some days have 23 hours, some 25. */
export function boundsOfDay(day: string) {
	const next = new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);
	return { start: momentOf(day), end: momentOf(next) };
}

const dayMs = 86_400_000;

/**
 * The instant at which clocks in a zone show `local`, both in milliseconds. In autumn the hour that comes twice
 * is the first one, in spring the hour that is missing moves on.
 */
export function inZone(local: number, timeZone: string): number {
	const before = offset(local - dayMs, timeZone);
	if (offset(local - before, timeZone) === before) return local - before;
	const after = offset(local + dayMs, timeZone);
	return offset(local - after, timeZone) === after ? local - after : local - before;
}

const known = new Map<string, number>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes change at quarters of an hour at the most often, so one answer serves all times in it. */
function offset(utc: number, timeZone: string): number {
	if (timeZone === 'UTC') return 0;
	const quarter = Math.floor(utc / 900_000) * 900_000;
	const key = `${timeZone} ${quarter}`;
	let found = known.get(key);
	if (found === undefined) {
		if (known.size > 50_000) known.clear();
		known.set(key, (found = findOffset(quarter, timeZone)));
	}
	return found;
}

function findOffset(utc: number, timeZone: string): number {
	let format = formats.get(timeZone);
	if (!format) {
		format = new Intl.DateTimeFormat('en-US', {
			timeZone,
			timeZoneName: 'longOffset',
			hour: '2-digit'
		});
		formats.set(timeZone, format);
	}
	const name = format.formatToParts(utc).find((part) => part.type === 'timeZoneName')!.value;
	const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name)!;
	return sign ? (sign === '-' ? -1 : 1) * (+hours * 60 + +minutes) * 60_000 : 0;
}
