const iso =
	/^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?([Zz]|[+-]\d\d(?::?\d\d)?)$/;
/** Spellings of which every match is right: most times take this short way. */
const usualDay =
	'(?:19|20|21)\\d\\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d';
const canonical = new RegExp(`^${usualDay}\\.\\d{3}Z$`);
const usual = new RegExp(`^${usualDay}(?:\\.\\d{1,3})?(?:Z|[+-][01]\\d:[0-5]\\d)$`);

/** PostgreSQL stores neither NUL nor half a surrogate pair: they become visible (␀, U+FFFD). */
export function storableText(text: string): string {
	const whole = text.isWellFormed() ? text : text.toWellFormed();
	return whole.includes('\0') ? whole.replaceAll('\0', '␀') : whole;
}

/** The instant as the database and the pages use it (to the millisecond), or what is wrong with it. */
export function toUtc(text: string): { at: string } | { code: 'not_time' | 'no_zone' } {
	if (canonical.test(text)) return { at: text };
	const instant = usual.test(text) ? Date.parse(text) : instantOf(text);
	if (!Number.isNaN(instant)) return { at: new Date(instant).toISOString() };
	return { code: Number.isNaN(instantOf(`${text}Z`)) ? 'not_time' : 'no_zone' };
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

/** segments[3].speaker */
export function fieldName(path: PropertyKey[]) {
	return path
		.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key).slice(0, 100)}`))
		.join('')
		.replace(/^\./, '');
}
