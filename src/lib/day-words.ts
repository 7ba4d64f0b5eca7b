import { regions, type Locale } from './locales.ts';

/** 3 Oct 2026, in UTC as everything is counted. */
export function dayWords(day: Date | string, locale: Locale): string {
	return format(locale, { day: 'numeric', month: 'short', year: 'numeric' }, day);
}

/** 3 Oct 2026, 09:12 (UTC) */
export function momentWords(at: Date | string, locale: Locale): string {
	const [day, time] = [
		dayWords(at, locale),
		format(locale, { hour: '2-digit', minute: '2-digit' }, at)
	];
	return `${day}, ${time}`;
}

function format(locale: Locale, options: Intl.DateTimeFormatOptions, value: Date | string) {
	const formatter = new Intl.DateTimeFormat(regions[locale], { ...options, timeZone: 'UTC' });
	return formatter.format(new Date(value));
}
