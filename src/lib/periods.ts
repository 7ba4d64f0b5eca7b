import { m } from '#lib/paraglide/messages.js';
import { regions, type Locale } from './locales.ts';
import { boundsOfDay, dayOf } from './time-zone.ts';

/** Days of the house, both included, as ISO dates. `key` is how the period stands in an address. */
export type Period = {
	key: string;
	kind: 'month' | 'quarter' | 'days';
	from: string;
	to: string;
};

const dayMs = 86_400_000;
/** A free period longer than this is refused: six of them are read at once. */
const mostDays = 731;

/** The calendar month of a moment, as the house counts. */
export const monthOf = (moment: Date): Period => monthOfDay(dayOf(moment));

/** '2026-09', '2026-Q3' or '2026-07-01..2026-09-15'; null when it is none of these. */
export function parsePeriod(key: string | null | undefined): Period | null {
	const [, year, month] = key?.match(/^(\d{4})-(0[1-9]|1[0-2])$/) ?? [];
	if (year) return months(Number(year), Number(month) - 1, 1);
	const [, ofYear, quarter] = key?.match(/^(\d{4})-Q([1-4])$/) ?? [];
	if (ofYear) return months(Number(ofYear), (Number(quarter) - 1) * 3, 3);
	const [, from, to] = key?.match(/^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/) ?? [];
	return from ? daysFromTo(from, to) : null;
}

/** A period from two dates, a whole month or quarter as such; null when they are no dates or the wrong way round. */
export function periodFromTo(from: string, to: string): Period | null {
	const period = daysFromTo(from, to);
	if (!period) return null;
	const start = new Date(from);
	const [year, month] = [start.getUTCFullYear(), start.getUTCMonth()];
	const whole = [months(year, month, 1), ...(month % 3 ? [] : [months(year, month, 3)])];
	return whole.find((p) => p.from === from && p.to === to) ?? period;
}

/** The days of a period however long. */
export const longPeriod = (from: string, to: string) => periodFromTo(from, to) ?? daysOf(from, to);

/** The period that an address asks for, by `period` or by `from` and `to`; null when it asks for none. */
export function readPeriod(query: URLSearchParams): Period | null {
	const [from, to] = [query.get('from'), query.get('to')];
	return parsePeriod(query.get('period')) ?? (from && to ? periodFromTo(from, to) : null);
}

/** The period of the same kind and length that ends the day before. */
export function periodBefore({ kind, from, to }: Period): Period {
	const start = new Date(from);
	if (kind !== 'days') {
		const count = kind === 'month' ? 1 : 3;
		return months(start.getUTCFullYear(), start.getUTCMonth() - count, count);
	}
	const length = new Date(to).getTime() - start.getTime();
	const end = start.getTime() - dayMs;
	return daysFromTo(isoDay(end - length), isoDay(end))!;
}

/** The period of the same kind and length that begins the day after. */
export function periodAfter({ kind, from, to }: Period): Period {
	const [start, end] = [new Date(from), new Date(to).getTime()];
	if (kind !== 'days') {
		const count = kind === 'month' ? 1 : 3;
		return months(start.getUTCFullYear(), start.getUTCMonth() + count, count);
	}
	const next = end + dayMs;
	return daysOf(isoDay(next), isoDay(next + end - start.getTime()));
}

/** The period and those before it, oldest first. */
export function lastPeriods(period: Period, count: number): Period[] {
	const all = [period];
	while (all.length < count) all.unshift(periodBefore(all[0]));
	return all;
}

/** The first instant of the period and the first after it. */
export function boundsOf({ from, to }: Pick<Period, 'from' | 'to'>) {
	return { start: boundsOfDay(from).start, end: boundsOfDay(to).end };
}

/** September 2026, Q3 2026, 1 Jul – 15 Sep 2026. */
export function periodLabel(period: Period, locale: Locale, month: 'long' | 'short' = 'long') {
	const [start, end] = [new Date(period.from), new Date(period.to)];
	if (period.kind === 'quarter') return quarterLabel(start, locale);
	if (period.kind === 'month') return monthLabel(start, locale, month);
	return formatOf(locale, { day: 'numeric', month: 'short', year: 'numeric' }).formatRange(
		start,
		end
	);
}

/** The newest months and quarters up to `newest`, to choose from. */
export function recentPeriods(newest: Period, count: { months: number; quarters: number }) {
	const month = monthOfDay(newest.to);
	const end = new Date(month.from);
	const firstOfQuarter = Math.floor(end.getUTCMonth() / 3) * 3;
	const quarter = months(end.getUTCFullYear(), firstOfQuarter, 3);
	return {
		months: lastPeriods(month, count.months).reverse(),
		quarters: lastPeriods(quarter, count.quarters).reverse()
	};
}

function monthOfDay(day: string): Period {
	const [year, month] = day.split('-').map(Number);
	return months(year, month - 1, 1);
}

function months(year: number, month: number, count: 1 | 3): Period {
	const start = new Date(Date.UTC(year, month, 1));
	const from = isoDay(start.getTime());
	const to = isoDay(Date.UTC(year, month + count, 0));
	const quarter = Math.floor(start.getUTCMonth() / 3) + 1;
	const isMonth = count === 1;
	const key = isMonth ? from.slice(0, 7) : `${from.slice(0, 4)}-Q${quarter}`;
	return { key, kind: isMonth ? 'month' : 'quarter', from, to };
}

function daysFromTo(from: string, to: string): Period | null {
	const [start, end] = [from, to].map((day) => new Date(day).getTime());
	if (!isDay(from) || !isDay(to) || end < start || end - start > mostDays * dayMs) return null;
	return daysOf(from, to);
}

const daysOf = (from: string, to: string): Period => ({
	key: `${from}..${to}`,
	kind: 'days',
	from,
	to
});

/** new Date takes 31 February for 3 March; this does not. */
function isDay(day: string) {
	const time = new Date(day).getTime();
	return !Number.isNaN(time) && isoDay(time) === day;
}

function isoDay(time: number) {
	return new Date(time).toISOString().slice(0, 10);
}

function monthLabel(start: Date, locale: Locale, month: 'long' | 'short') {
	const label = formatOf(locale, { month, year: 'numeric' }).format(start);
	return label.charAt(0).toLocaleUpperCase(locale) + label.slice(1);
}

function quarterLabel(start: Date, locale: Locale) {
	const quarter = Math.floor(start.getUTCMonth() / 3) + 1;
	return m.period_quarter({ quarter, year: start.getUTCFullYear() }, { locale });
}

function formatOf(locale: Locale, options: Intl.DateTimeFormatOptions) {
	return new Intl.DateTimeFormat(regions[locale], { ...options, timeZone: 'UTC' });
}
