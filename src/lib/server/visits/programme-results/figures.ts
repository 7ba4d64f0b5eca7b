import { quantile } from '../../../bootstrap.ts';
import { clusteredInterval } from '../../../clustered-interval.ts';
import type { Measured } from '../../../coaching-report.ts';
import { groupsOf } from '../../../interval-groups.ts';
import { inWords, type Locale } from '../../../locales.ts';
import {
	lastPeriods,
	longPeriod,
	monthOf,
	parsePeriod,
	periodLabel,
	type Period
} from '../../../periods.ts';
import { questionsOf, shownQuestions } from '../../../questions.ts';
import { criteriaOf } from '../../../scorecard.ts';
import { measure, type Kind } from '../../coaching/measures.ts';
import type { VersionRow } from '../../coaching/rows.ts';
import type { MarkRow, VisitRow } from './rows.ts';

/** With more months the trend is by quarter. */
const mostMonths = 12;

export type Read = {
	visits: VisitRow[];
	/** They and the visits of the waves before. */
	waves: VisitRow[];
	marks: MarkRow[];
	versions: VersionRow[];
};

/** What the approved visits of a programme add up to. Visits of one location are alike: intervals over all know it. */
export function figuresOf({ visits, waves, marks, versions }: Read, locale: Locale) {
	const counted = visits.filter(({ isDisputed }) => !isDisputed);
	const forms = versions.toSorted((a, b) => b.number - a.number);
	const criteria = criteriaIn(forms, locale);
	return {
		scorecards: forms.map(({ name, number }) => ({ name: inWords(name, locale), number })),
		n: counted.length,
		disputed: visits.length - counted.length,
		score: overPlaces(counted, ({ score }) => score),
		withoutCritical: overPlaces(counted, (row) => row.withoutCritical),
		critical: {
			visits: counted.filter(({ criticalFailures }) => criticalFailures > 0).length,
			rate: overPlaces(counted, ({ criticalFailures }) => Number(criticalFailures > 0), 'share')
		},
		...locationFigures(counted),
		...heatOf(counted, marks, criteria),
		times: timesOf(counted, forms, locale),
		waves: trendOf(
			waves.filter(({ isDisputed }) => !isDisputed),
			locale
		)
	};
}
export type ProgrammeFigures = ReturnType<typeof figuresOf>;

type Named = { key: string; name: string; kind: Kind };

/** Each criterion once, as the newest form that has it calls it. */
function criteriaIn(forms: VersionRow[], locale: Locale): Named[] {
	const named = new Map<string, Named>();
	for (const { definition } of forms)
		for (const { key, name, levels } of criteriaOf(definition)) {
			const kind = levels.length === 2 ? 'share' : 'score';
			const known = named.get(key);
			if (!known) named.set(key, { key, name: inWords(name, locale), kind });
			else if (known.kind !== kind) known.kind = 'score';
		}
	return [...named.values()];
}

function locationFigures(counted: VisitRow[]) {
	const measured = placesOf(counted).map(({ id, name, rows }) => {
		const figures = atPlace(rows, ({ score }) => score);
		const { mean, low, high, n } = figures;
		const interval = mean === null ? null : { estimate: mean, low, high, n };
		return { id, name, ...figures, interval };
	});
	const { groups, untold } = groupsOf(measured);
	const plain = (all: typeof measured) =>
		all.map(({ id, name, mean, low, high, n }) => ({ id, name, mean, low, high, n }));
	return { groups: groups.map(plain), untold: plain(untold) };
}

/** Each criterion at each location, and over all of them. */
function heatOf(counted: VisitRow[], marks: MarkRow[], criteria: Named[]) {
	const byRevision = Map.groupBy(marks, ({ revisionId }) => revisionId);
	const rated = counted.map((row) => {
		const own = byRevision.get(row.revisionId!) ?? [];
		return { ...row, values: new Map(own.map(({ criterion, value }) => [criterion, value])) };
	});
	const valueOf =
		(key: string) =>
		({ values }: (typeof rated)[number]) =>
			values.get(key) ?? null;
	return {
		criteria: criteria.map(({ key, name }) => ({ key, name })),
		overall: criteria.map(({ key, kind }) => overPlaces(rated, valueOf(key), kind)),
		heat: placesOf(rated).map(({ id, name, rows }) => ({
			id,
			name,
			cells: criteria.map(({ key, kind }) => atPlace(rows, valueOf(key), kind))
		}))
	};
}

/** What stopwatches measured in the order of the form, against the house's standard; answers to questions that were not asked do not count. */
function timesOf(counted: VisitRow[], forms: VersionRow[], locale: Locale) {
	type Taken = VisitRow & { seconds: number };
	const known = new Map<string, { name: string; standard: number | null; taken: Taken[] }>();
	const definitions = new Map(forms.map(({ id, definition }) => [id, definition]));
	for (const row of counted)
		for (const { question } of shownQuestions(
			definitions.get(row.versionId)!,
			row.answers,
			row.ratings
		)) {
			const value = row.answers[question.key];
			if (question.kind !== 'stopwatch' || typeof value !== 'number') continue;
			const { standardSeconds: standard } = question;
			const one = known.get(question.key) ?? { name: '', standard, taken: [] };
			one.taken.push({ ...row, seconds: value });
			known.set(question.key, { ...one, name: inWords(question.name, locale), standard });
		}
	const asked = forms.flatMap(({ definition }) => questionsOf(definition).map(({ key }) => key));
	const inOrder = [...known].toSorted(([a], [b]) => asked.indexOf(a) - asked.indexOf(b));
	return inOrder.map(([key, { name, standard, taken }]) => {
		const seconds = taken.map((one) => one.seconds).sort((a, b) => a - b);
		return {
			...{ key, name, standard, seconds },
			median: quantile(seconds, 0.5),
			within:
				standard === null
					? null
					: overPlaces(taken, (one) => Number(one.seconds <= standard), 'share')
		};
	});
}

type Stretch = { label: string; rows: VisitRow[] };

/** The score by wave where there were several; else by month, or by quarter where there are many. */
function trendOf(counted: VisitRow[], locale: Locale) {
	const waves = [...Map.groupBy(counted, ({ programmeId }) => programmeId).values()];
	let last = new Set<string>();
	return (waves.length > 1 ? byWave(waves, locale) : byMonth(counted, locale)).map(
		({ label, rows }) => {
			const used = new Set(rows.map(({ versionId }) => versionId));
			const newVersion = last.size > 0 && [...used].some((id) => !last.has(id));
			if (used.size) last = used;
			return { label, ...overPlaces(rows, ({ score }) => score), newVersion };
		}
	);
}

/** Their number stands before the days: two waves may have the same. */
const byWave = (waves: VisitRow[][], locale: Locale): Stretch[] =>
	waves
		.toSorted(([a], [b]) => (a.startsOn < b.startsOn ? -1 : 1))
		.map((rows, i) => {
			const days = longPeriod(rows[0].startsOn, rows[0].endsOn);
			return { label: `${i + 1}. ${periodLabel(days, locale, 'short')}`, rows };
		});

/** Months without visits between others stay. */
function byMonth(counted: VisitRow[], locale: Locale): Stretch[] {
	if (!counted.length) return [];
	const months = monthsBetween(counted[0].occurredAt, counted.at(-1)!.occurredAt);
	const quarters = [...new Set(months.map(quarterOf))].map((key) => parsePeriod(key)!);
	const rows = counted.map((row) => ({ ...row, month: monthOf(row.occurredAt).from }));
	return (months.length > mostMonths ? quarters : months).map((period) => ({
		label: periodLabel(period, locale, 'short'),
		rows: rows.filter(({ month }) => period.from <= month && month <= period.to)
	}));
}

function monthsBetween(first: Date, last: Date): Period[] {
	const [from, to] = [monthOf(first), monthOf(last)];
	const index = ({ from }: Period) => Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7));
	return lastPeriods(to, index(to) - index(from) + 1);
}

const quarterOf = ({ from }: Period) =>
	`${from.slice(0, 4)}-Q${Math.floor((Number(from.slice(5, 7)) - 1) / 3) + 1}`;

/** Visits of one place are alike: they tell less than as many places. */
function overPlaces<T extends VisitRow>(
	rows: T[],
	pick: (row: T) => number | null,
	kind: Kind = 'score'
): Measured {
	const places = [...Map.groupBy(rows, ({ locationId }) => locationId).values()];
	const interval = clusteredInterval(
		places.map((all) => all.flatMap((row) => pick(row) ?? [])),
		kind
	);
	if (!interval) return { mean: null, low: null, high: null, n: 0 };
	const { estimate: mean, low, high, n } = interval;
	return { mean, low, high, n };
}

const atPlace = <T extends VisitRow>(
	rows: T[],
	pick: (row: T) => number | null,
	kind: Kind = 'score'
) =>
	measure(
		rows.flatMap((row) => {
			const value = pick(row);
			return value === null ? [] : [{ value, conversation: row.id }];
		}),
		kind
	);

/** The visits of each location, by its name. */
function placesOf<T extends VisitRow>(rows: T[]) {
	return [...Map.groupBy(rows, ({ locationId }) => locationId)]
		.map(([id, own]) => ({ id, name: own[0].location, rows: own }))
		.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}
