import { questionsOf } from '../../../questions.ts';
import type { Definition } from '../../../scorecard.ts';
import { localTime } from '../../../visit-windows.ts';
import type { Facts } from './facts.ts';

/** When the shopper was there by the clock of the place: weekday 1..7, yyyy-mm-dd, hh:mm. */
export type Stay = { day: number; date: string; arrived: string | null; left: string | null };

/**
 * The day and times that the shopper wrote down (`visit_date`, `time_in`, `time_out`, or the only date and the only two
 * times that the form asks), and where the form does not ask, those at which it was begun and ended.
 */
export function stayOf({ definition, document, timeZone }: Facts): Stay | null {
	const { answers, startedAt, endedAt } = document;
	const [began, ended] = [startedAt, endedAt].map((at) => at && localTime(timeZone, new Date(at)));
	const { date: asked, arrival, departure } = timesAsked(definition);
	const writtenDate = asked && answers[asked.key];
	const written = (key?: string) => (key && isTime(answers[key]) ? String(answers[key]) : null);
	const local = began || ended || null;
	const answeredDay = weekdayOf(writtenDate);
	const day = answeredDay ?? local?.day;
	const date = answeredDay ? String(writtenDate) : local?.date;
	if (!day || !date) return null;
	return {
		day,
		date,
		arrived: arrival ? written(arrival.key) : began ? began.time : null,
		left: departure ? written(departure.key) : ended ? ended.time : null
	};
}

function timesAsked(definition: Definition) {
	const questions = questionsOf(definition);
	const named = (kind: string, key: string) =>
		questions.find((question) => question.key === key && question.kind === kind);
	const only = (kind: string, count: number) => {
		const asked = questions.filter((question) => question.kind === kind);
		return asked.length === count ? asked : [];
	};
	const [day] = only('date', 1);
	const [first, last] = only('time', 2);
	return {
		date: named('date', 'visit_date') ?? day,
		arrival: named('time', 'time_in') ?? first,
		departure: named('time', 'time_out') ?? last
	};
}

/** What an editor reads of it: whether the form asks at all, and for how long. */
export function writtenStay(facts: Facts) {
	const stay = stayOf(facts);
	const [arrived, left] = [stay?.arrived ?? null, stay?.left ?? null];
	const { arrival, departure } = timesAsked(facts.definition);
	const minutes = arrived && left ? minutesBetween(arrived, left) : null;
	return { isAsked: Boolean(arrival && departure), arrived, left, minutes };
}

/** Minutes between two times of one day; negative when the second lies before the first. */
export const minutesBetween = (from: string, to: string) => minutesOf(to) - minutesOf(from);

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const isTime = (answer: unknown) =>
	typeof answer === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(answer);

function weekdayOf(answer: unknown) {
	if (typeof answer !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(answer)) return null;
	const day = new Date(`${answer}T00:00:00Z`).getUTCDay();
	return Number.isNaN(day) ? null : day || 7;
}
