import type { Locale } from '#lib/locales.ts';

const regions = { en: 'en-GB', ru: 'ru', lv: 'lv', ro: 'ro' } as const;
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
	const percents = new Intl.NumberFormat(region, { style: 'percent', signDisplay: 'negative' });
	const signed = new Intl.NumberFormat(region, { style: 'percent', signDisplay: 'exceptZero' });
	const numbers = new Intl.NumberFormat(region);
	const day = dayParts[locale === 'en' ? 'words' : 'digits'];
	const dates = new Intl.DateTimeFormat(region, { ...day, timeZone: 'UTC' });
	const instants = new Intl.DateTimeFormat(region, { ...day, timeZone });
	const times = new Intl.DateTimeFormat(region, { hour: '2-digit', minute: '2-digit', timeZone });
	const sign = locale === 'en' ? '%' : '\u00a0%';

	const points = (share: number) => digits(percents, share);
	const date = (iso: string) => dates.format(new Date(iso));
	const percent = (share: number) => points(share) + sign;

	return {
		none,
		/** 12 */
		count: (n: number) => numbers.format(n),
		/** 78 */
		points: (share: number | null) => (share === null ? none : points(share)),
		/** 78 % */
		percent: (share: number | null) => (share === null ? none : percent(share)),
		/** 71–85 */
		range: (low: number, high: number) => `${points(low)}–${points(high)}`,
		/** 71–85 % */
		percentRange: (low: number, high: number) => `${points(low)}–${percent(high)}`,
		/** −14, 0, +6 */
		signed: (share: number) => digits(signed, share),
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

function digits(format: Intl.NumberFormat, share: number): string {
	const kept = format.formatToParts(share).filter((part) => !/percent|literal/.test(part.type));
	return kept.map((part) => (part.type === 'minusSign' ? '−' : part.value)).join('');
}
