import { isOpenAt } from '../../../visit-windows.ts';
import { found, type Rule } from './facts.ts';
import { minutesBetween, stayOf } from './stay.ts';

/** Doors are locked some minutes after closing: who leaves then was still served. */
const graceMinutes = 15;

/** Left before coming. A place that is open past midnight is asked for by its opening hours. */
export const timesImpossible: Rule = (facts) => {
	const stay = stayOf(facts);
	if (!stay?.arrived || !stay.left || minutesBetween(stay.arrived, stay.left) >= 0) return [];
	const isNight = facts.openingHours.some(
		({ days, to }) => days.includes(stay.day) && to === '24:00'
	);
	return isNight ? [] : [found('times_impossible', '', { arrived: stay.arrived, left: stay.left })];
};

/** Less time in place than the programme wants. */
export const tooShort: Rule = (facts) => {
	const stay = stayOf(facts);
	if (!stay?.arrived || !stay.left || !facts.minMinutes) return [];
	const minutes = minutesBetween(stay.arrived, stay.left);
	if (minutes < 0 || minutes >= facts.minMinutes) return [];
	return [found('too_short', '', { minutes, wanted: facts.minMinutes })];
};

/** Came when the place was closed, or left long after. Nothing is known of a place without opening hours. */
export const closedThen: Rule = (facts) => {
	const stay = stayOf(facts);
	const { openingHours } = facts;
	if (!stay?.arrived || !openingHours.length) return [];
	const { arrived, left, day } = stay;
	const today = openingHours.filter(({ days }) => days.includes(day));
	const details = {
		arrived,
		left: left ?? '',
		hours: today.map(({ from, to }) => `${from}–${to}`).join(', ')
	};
	if (!isOpenAt(openingHours, day, arrived)) return [found('closed_then', '', details)];
	const open = today.find(({ from, to }) => arrived >= from && arrived < to)!;
	const isLate = left !== null && left > arrived && minutesBetween(open.to, left) > graceMinutes;
	return isLate ? [found('closed_then', '', details)] : [];
};

/** Came at a time of the week that the programme does not want. */
export const offWindow: Rule = (facts) => {
	const stay = stayOf(facts);
	if (!stay?.arrived || !facts.windows.length) return [];
	if (isOpenAt(facts.windows, stay.day, stay.arrived)) return [];
	return [found('off_window', '', { arrived: stay.arrived, day: stay.day })];
};
