import type { Locale } from './locales.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** "4 min 12 sec" in the reader's language: the two largest units of a length in ms, rounded down. */
export function formatDuration(ms: number, locale: Locale, style: 'short' | 'long' = 'short') {
	const units = largestUnits(ms);
	return formatter(locale, style, units.seconds === 0 && !units.minutes)
		.formatToParts(units)
		.map(({ type, value }) => (type === 'literal' && style === 'short' ? ' ' : value))
		.join('')
		.replace(/\s+/g, '\u00a0');
}

function largestUnits(ms: number): Partial<Record<Intl.DurationFormatUnit, number>> {
	const whole = Math.max(0, Math.floor(ms));
	const days = Math.floor(whole / day);
	const hours = Math.floor((whole % day) / hour);
	const minutes = Math.floor((whole % hour) / minute);
	const seconds = Math.floor((whole % minute) / second);
	if (days) return { days, hours };
	if (hours) return { hours, minutes };
	if (minutes) return { minutes, seconds };
	return { seconds };
}

const formatters = new Map<string, Intl.DurationFormat>();

function formatter(locale: Locale, style: 'short' | 'long', isZero: boolean) {
	const secondsDisplay = isZero ? 'always' : 'auto';
	const key = `${locale} ${style} ${secondsDisplay}`;
	const known = formatters.get(key) ?? new Intl.DurationFormat(locale, { style, secondsDisplay });
	formatters.set(key, known);
	return known;
}
