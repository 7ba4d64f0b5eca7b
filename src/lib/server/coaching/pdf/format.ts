import type { Measured } from '#lib/coaching-report.ts';
import { certainty, points, signedPoints } from '#lib/figure-words.ts';
import { regions, type Locale } from '#lib/locales.ts';
import { percent } from '#lib/scoring.ts';

const dayParts = {
	words: { day: 'numeric', month: 'short', year: 'numeric' },
	digits: { day: '2-digit', month: '2-digit', year: 'numeric' }
} as const;
const none = '—';

export type Format = ReturnType<typeof formatsFor>;

const made = new Map<string, Format>();

/** Numbers and dates as the reader's language writes them. Shares come raw (0..1) and are rounded here, once. */
export function formats(locale: Locale, timeZone: string): Format {
	const key = `${locale} ${timeZone}`;
	const format = made.get(key) ?? formatsFor(locale, timeZone);
	made.set(key, format);
	return format;
}

function formatsFor(locale: Locale, timeZone: string) {
	const region = regions[locale];
	const numbers = new Intl.NumberFormat(region);
	const day = dayParts[locale === 'en' ? 'words' : 'digits'];
	const dates = new Intl.DateTimeFormat(region, { ...day, timeZone: 'UTC' });
	const instants = new Intl.DateTimeFormat(region, { ...day, timeZone });
	const times = new Intl.DateTimeFormat(region, { hour: '2-digit', minute: '2-digit', timeZone });
	const date = (iso: string) => dates.format(new Date(iso));

	return {
		none,
		/** 12 */
		count: (n: number) => numbers.format(n),
		/** 78 */
		points: (share: number | null) => (share === null ? none : points(share, locale)),
		/** 78 % */
		percent: (share: number | null) => (share === null ? none : percent(share, locale)),
		/** 71–85 */
		range: (low: number, high: number) => `${points(low, locale)}–${points(high, locale)}`,
		/** −14, 0, +6 */
		signed: (share: number) => signedPoints(share, locale),
		/** '71–85 %, n = 12', 'interval unknown, n = 1', 'n = 0'; n stays on one line. */
		certainty: (measured: Measured) =>
			certainty(measured, locale).replace('n = ', 'n\u00a0=\u00a0'),
		/** 3 Oct 2026, 03.10.2026 */
		date,
		/** The day of an instant, in the report's time zone. */
		day: (iso: string) => instants.format(new Date(iso)),
		/** 3 Oct 2026, 09:12 */
		moment: (iso: string) => `${instants.format(new Date(iso))}, ${times.format(new Date(iso))}`,
		/** 1–30 Sept 2026 */
		period: (from: string, to: string) =>
			locale === 'en'
				? dates.formatRange(new Date(from), new Date(to))
				: `${date(from)}–${date(to)}`
	};
}

/** 04:12, the way a player shows it */
export function clock(seconds: number): string {
	const whole = Math.floor(seconds);
	const [hours, minutes, rest] = [whole / 3600, (whole / 60) % 60, whole % 60].map(Math.floor);
	const tail = [minutes, rest].map((part) => String(part).padStart(2, '0')).join(':');
	return hours ? `${hours}:${tail}` : tail;
}
