import { regions, type Locale } from './locales.ts';
import { timeZone } from './time-zone.ts';

const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const time = { hour: '2-digit', minute: '2-digit' } as const;

/** 3 Oct 2026: a day of the calendar (ISO date) as it is, a moment as the day that it is in the house. */
export function dayWords(at: Date | string, locale: Locale): string {
	const isDay = typeof at === 'string' && at.length === 10;
	return formatter(locale, day, isDay ? 'UTC' : timeZone()).format(new Date(at));
}

/** 09:12 by the clock of the house. */
export const timeWords = (at: Date | string, locale: Locale): string =>
	formatter(locale, time, timeZone()).format(new Date(at));

/** 3 Oct 2026, 09:12 by the clock of the house. */
export const momentWords = (at: Date | string, locale: Locale): string =>
	`${dayWords(at, locale)}, ${timeWords(at, locale)}`;

/** 03/10/2026, 09:12 by the clock of the house: for narrow columns. */
export const shortMomentWords = (at: Date | string, locale: Locale): string =>
	formatter(locale, { dateStyle: 'short', timeStyle: 'short' }, timeZone()).format(new Date(at));

/** 3 Oct 2026, 09:12:05 by the clock of the house. */
export const secondWords = (at: Date | string, locale: Locale): string =>
	`${dayWords(at, locale)}, ${formatter(locale, { ...time, second: '2-digit' }, timeZone()).format(new Date(at))}`;

/** Saturday, 3 October 2026 */
export const weekdayWords = (at: Date | string, locale: Locale): string =>
	formatter(locale, { dateStyle: 'full' }, timeZone()).format(new Date(at));

const made = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: Locale, options: Intl.DateTimeFormatOptions, timeZone: string) {
	const key = JSON.stringify([locale, timeZone, options]);
	const format =
		made.get(key) ?? new Intl.DateTimeFormat(regions[locale], { ...options, timeZone });
	made.set(key, format);
	return format;
}
