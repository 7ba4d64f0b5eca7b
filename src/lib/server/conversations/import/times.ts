import { inZone } from '../../../time-zone.ts';
import { isDay, toUtc } from './text.ts';

export const dateOrders = ['dmy', 'mdy'] as const;
/** Which comes first in 03/04/2026. */
export type DateOrder = (typeof dateOrders)[number];

export type TimeOptions = {
	/** IANA name for times that carry no zone. */
	timeZone: string;
	dateOrder?: DateOrder;
};

type LocalTime = { at: string } | { code: 'bad_time' | 'ambiguous_date' };

const clock = String.raw`(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:[.,](\d{1,9}))?)?(?:\s?([ap])\.?\s?m\.?)?`;
const yearFirst = new RegExp(
	`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?:(?:T|,?\\s+)${clock})?$`,
	'i'
);
const yearLast = new RegExp(
	`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d\\d)\\.?(?:,?\\s+${clock})?$`,
	'i'
);
const spaces = /[\s\u00a0\u202f]+/g;

/** A time as people and programs write it: ISO 8601, 3.10.2026 9:12, 10/3/26 9:12 PM, Unix seconds or ms. */
export function readTime(written: string, options: TimeOptions): LocalTime {
	const text = written.trim().replace(spaces, ' ');
	const utc = toUtc(text.replace(/ (UTC|GMT)$/, 'Z'));
	if ('at' in utc) return utc;
	if (/^1\d{9}$/.test(text)) return { at: new Date(+text * 1000).toISOString() };
	if (/^1\d{12}$/.test(text)) return { at: new Date(+text).toISOString() };
	const big = yearFirst.exec(text);
	if (big) return at([+big[1], +big[3], +big[4]], big.slice(5), options.timeZone);
	const little = yearLast.exec(text);
	if (!little) return { code: 'bad_time' };
	const [, first, mark, second, year] = little;
	const order =
		mark === '/' ? orderOf(+first, +second, options.dateOrder) : (options.dateOrder ?? 'dmy');
	if (!order) return { code: 'ambiguous_date' };
	const [day, month] = order === 'dmy' ? [+first, +second] : [+second, +first];
	return at(
		[year.length === 2 ? 2000 + +year : +year, month, day],
		little.slice(5),
		options.timeZone
	);
}

/** Which order the two numbers of a date prove; undefined where both are possible. */
export function orderOf(first: number, second: number, chosen?: DateOrder): DateOrder | undefined {
	if (chosen) return chosen;
	if (first > 12 || first === second) return 'dmy';
	return second > 12 ? 'mdy' : undefined;
}

function at(
	[year, month, day]: number[],
	clock: (string | undefined)[],
	timeZone: string
): LocalTime {
	const [hours = '0', minutes = '0', seconds = '0', fraction = '', half] = clock;
	const hour = half ? (+hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : +hours;
	if (!isDay(year, month, day) || year < 1900 || year > 2200) return { code: 'bad_time' };
	if (hour > 23 || +minutes > 59 || +seconds > 59 || (half && +hours > 12))
		return { code: 'bad_time' };
	const ms = +fraction.slice(0, 3).padEnd(3, '0');
	const local = Date.UTC(year, month - 1, day, hour, +minutes, +seconds, ms);
	return { at: new Date(inZone(local, timeZone)).toISOString() };
}
