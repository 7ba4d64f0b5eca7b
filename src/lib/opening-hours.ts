import type { VisitWindow } from './visit-windows.ts';

const days = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const time = String.raw`([01]\d|2[0-3]):[0-5]\d|24:00`;
const rule = new RegExp(`^([A-Z][a-z](?:[-,][A-Z][a-z])*) +((?:${time})) *[-–] *((?:${time}))$`);

/**
 * Reads opening hours as OpenStreetMap writes them, in their plainest form: `Mo-Fr 10:00-20:00; Sa,Su 10:00-16:00`.
 * Null when it is anything else; nothing at all is an empty list.
 */
export function readOpeningHours(text: string): VisitWindow[] | null {
	const rules = text.split(';').map((part) => part.trim());
	const read = rules.filter(Boolean).map(readRule);
	return read.includes(null) ? null : (read as VisitWindow[]);
}

function readRule(text: string): VisitWindow | null {
	const parts = text.match(rule);
	if (!parts) return null;
	const [from, to] = [parts[2], parts[4]];
	const list = parts[1].split(',').map(readDays);
	if (list.includes(null) || from >= to) return null;
	return { days: [...new Set(list.flatMap((some) => some!))].sort(), from, to };
}

function readDays(text: string): number[] | null {
	const [first, last = first, more] = text.split('-').map((day) => days.indexOf(day) + 1);
	if (!first || !last || more !== undefined || last < first) return null;
	return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** The same the other way round. */
export const writeOpeningHours = (windows: VisitWindow[]) =>
	windows.map(({ days: open, from, to }) => `${writeDays(open)} ${from}-${to}`).join('; ');

function writeDays(open: number[]) {
	const runs: number[][] = [];
	for (const day of open) {
		const run = runs.at(-1);
		if (run?.at(-1) === day - 1) run.push(day);
		else runs.push([day]);
	}
	const name = (day: number) => days[day - 1];
	return runs
		.map((run) => (run.length > 1 ? `${name(run[0])}-${name(run.at(-1)!)}` : name(run[0])))
		.join(',');
}
