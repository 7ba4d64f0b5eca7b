import { and, asc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import {
	crossTable,
	gwetAc1,
	krippendorffAlpha,
	prevalence,
	shareWithin,
	weightedKappa,
	type Kappa,
	type Pair
} from '../../agreement.ts';
import { wilson, type Interval } from '../../intervals.ts';
import type { Words } from '../../locales.ts';
import { criteriaOf, type NaReason } from '../../scorecard.ts';
import type { Db } from '../db/database.ts';
import {
	aiSettings,
	scorecards,
	scorecardVersions,
	suggestionDecisions,
	suggestionRuns,
	suggestions
} from '../db/schema/index.ts';
import { promptVersion } from './prompt.ts';

/** Fewer pairs prove nothing, however well they agree. */
export const leastPairs = 20;

export type CriterionAgreement = {
	scorecardId: string;
	scorecard: Words;
	criterion: string;
	name: Words;
	levels: number;
	/** Pairs in which the person rated before seeing the suggestion. */
	n: number;
	/** Same level, or both N/A. */
	exact: Interval;
	/** The same or the next level, or both N/A. */
	withinOne: number;
	/** Of the pairs in which both gave a level. */
	bothRated: number;
	kappa: Kappa | null;
	ac1: number | null;
	alpha: number | null;
	/** The level that both gave most. */
	most: { level: number; share: number } | null;
	bothNa: number;
	oneNa: number;
	isProven: boolean;
};

/**
 * How far the model of the settings, with the prompt of today, agrees with people who rated first. What
 * somebody gave after seeing the suggestion is no evidence and does not count.
 */
export async function listAgreement(db: Db): Promise<CriterionAgreement[]> {
	const [settings] = await db.select().from(aiSettings);
	if (!settings) return [];
	const rows = await listPairs(db, settings.model);
	const groups = Map.groupBy(rows, (row) => `${row.scorecardId} ${row.criterion} ${row.levels}`);
	return [...groups.values()].map((group) => measure(group, settings.gate));
}

/** Keys of the criteria of a run's scorecard whose suggestions may be trusted. */
export async function provenCriteria(
	db: Db,
	run: { scorecardVersionId: string; model: string; promptVersion: string }
): Promise<Set<string>> {
	if (run.promptVersion !== promptVersion) return new Set();
	const [settings] = await db.select().from(aiSettings);
	const [version] = await db
		.select({
			scorecardId: scorecardVersions.scorecardId,
			definition: scorecardVersions.definition
		})
		.from(scorecardVersions)
		.where(eq(scorecardVersions.id, run.scorecardVersionId));
	const scales = new Map(
		criteriaOf(version.definition).map(({ key, levels }) => [key, levels.length])
	);
	const rows = await listPairs(db, run.model, version.scorecardId);
	const groups = Map.groupBy(
		rows.filter(({ criterion, levels }) => scales.get(criterion) === levels),
		({ criterion }) => criterion
	);
	return new Set(
		[...groups].filter(([, group]) => measure(group, settings.gate).isProven).map(([key]) => key)
	);
}

type Row = {
	scorecardId: string;
	scorecard: Words;
	criterion: string;
	name: Words;
	levels: number;
	ownLevel: number | null;
	ownNa: NaReason | null;
	level: number | null;
	na: NaReason | null;
};

/** Equal pairs are counted by PostgreSQL: there are many of them and few kinds. */
async function listPairs(db: Db, model: string, scorecardId?: string): Promise<Row[]> {
	const kind = {
		versionId: suggestionRuns.scorecardVersionId,
		criterion: suggestions.criterion,
		level: suggestions.level,
		na: suggestions.na,
		ownLevel: suggestionDecisions.ownLevel,
		ownNa: suggestionDecisions.ownNa
	};
	const counted = await db
		.select({ ...kind, count: sql<number>`count(*)::int` })
		.from(suggestionDecisions)
		.innerJoin(suggestions, eq(suggestions.id, suggestionDecisions.suggestionId))
		.innerJoin(suggestionRuns, eq(suggestionRuns.id, suggestions.runId))
		.innerJoin(scorecardVersions, eq(scorecardVersions.id, suggestionRuns.scorecardVersionId))
		.where(
			and(
				eq(suggestionRuns.model, model),
				eq(suggestionRuns.promptVersion, promptVersion),
				scorecardId ? eq(scorecardVersions.scorecardId, scorecardId) : undefined,
				or(isNotNull(suggestionDecisions.ownLevel), isNotNull(suggestionDecisions.ownNa))
			)
		)
		.groupBy(...Object.values(kind));
	if (!counted.length) return [];
	const versions = await db
		.select({
			versionId: scorecardVersions.id,
			scorecardId: scorecards.id,
			scorecard: scorecards.name,
			definition: scorecardVersions.definition
		})
		.from(scorecardVersions)
		.innerJoin(scorecards, eq(scorecards.id, scorecardVersions.scorecardId))
		.where(
			and(
				inArray(scorecardVersions.id, [...new Set(counted.map(({ versionId }) => versionId))]),
				scorecardId ? undefined : isNull(scorecards.archivedAt)
			)
		)
		.orderBy(asc(scorecards.createdAt), asc(scorecards.id), asc(scorecardVersions.number));
	return versions.flatMap(({ versionId, definition, ...version }) =>
		criteriaOf(definition).flatMap(({ key, name, levels }) =>
			counted
				.filter((row) => row.versionId === versionId && row.criterion === key)
				.flatMap(({ count, ...row }) =>
					Array<Row>(count).fill({ ...version, ...row, name, levels: levels.length })
				)
		)
	);
}

function measure(rows: Row[], gate: number): CriterionAgreement {
	const { scorecardId, scorecard, criterion, name, levels } = rows.at(-1)!;
	const n = rows.length;
	const bothNa = rows.filter(({ na, ownNa }) => na && ownNa).length;
	const pairs = rows.flatMap(({ level, ownLevel }): Pair[] =>
		level && ownLevel ? [[ownLevel, level]] : []
	);
	const same = pairs.filter(([own, theirs]) => own === theirs).length;
	const near = (shareWithin(pairs, 1) ?? 0) * pairs.length;
	const kappa = weightedKappa(crossTable(pairs, levels));
	const most = prevalence(pairs);
	return {
		...{ scorecardId, scorecard, criterion, name, levels, n },
		exact: wilson(same + bothNa, n)!,
		withinOne: (near + bothNa) / n,
		bothRated: pairs.length,
		kappa,
		ac1: gwetAc1(pairs, levels),
		alpha: krippendorffAlpha(pairs, 'ordinal'),
		most: most && { level: most.category, share: most.share },
		bothNa,
		oneNa: n - bothNa - pairs.length,
		isProven: pairs.length >= leastPairs && kappa !== null && kappa.kappa >= gate
	};
}

/** What the runs of the model and prompt of today cost and brought. */
export async function countRuns(db: Db, model: string) {
	const [row] = await db
		.select({
			runs: sql<number>`count(*)::int`,
			failed: sql<number>`(count(*) filter (where ${suggestionRuns.failure} is not null))::int`,
			cost: sql<number>`coalesce(sum(${suggestionRuns.cost}), 0)::float8`
		})
		.from(suggestionRuns)
		.where(and(eq(suggestionRuns.model, model), eq(suggestionRuns.promptVersion, promptVersion)));
	return row;
}
