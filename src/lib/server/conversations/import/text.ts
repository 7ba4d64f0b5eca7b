const iso =
	/^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?([Zz]|[+-]\d\d(?::?\d\d)?)$/;

/** PostgreSQL stores neither NUL nor half a surrogate pair: they become visible (␀, U+FFFD). */
export function storableText(text: string): string {
	const whole = text.isWellFormed() ? text : text.toWellFormed();
	return whole.includes('\0') ? whole.replaceAll('\0', '␀') : whole;
}

/** ISO 8601 with a zone, a day that exists, between 1900 and 2200. */
export function isInstant(text: string): boolean {
	return !Number.isNaN(instantOf(text));
}

/** A time that would be one, had it a zone. */
export function lacksZone(text: string): boolean {
	return isInstant(`${text}Z`);
}

/** An instant as the database and the pages use it, to the millisecond. */
export function toUtc(text: string): string {
	return new Date(instantOf(text)).toISOString();
}

function instantOf(text: string): number {
	const parts = iso.exec(text);
	if (!parts) return NaN;
	const [, year, month, day, hour, minute, second = '0', fraction = '', zone] = parts;
	if (+hour > 23 || +minute > 59 || +second > 59 || +year < 1900 || +year > 2200) return NaN;
	if (!isDay(+year, +month, +day)) return NaN;
	const local = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second);
	return local + Number(fraction.slice(0, 3).padEnd(3, '0')) - offset(zone);
}

export function isDay(year: number, month: number, day: number): boolean {
	if (month < 1 || month > 12 || day < 1) return false;
	return day <= 28 || new Date(Date.UTC(year, month, 0)).getUTCDate() >= day;
}

function offset(zone: string): number {
	if (zone === 'Z' || zone === 'z') return 0;
	const minutes = +zone.slice(1, 3) * 60 + +zone.slice(3).replace(':', '');
	return minutes > 18 * 60 ? NaN : (zone[0] === '-' ? -minutes : minutes) * 60_000;
}
