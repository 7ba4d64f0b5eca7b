import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Viewer } from '../../permissions.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { recordingRules } from '../db/schema/index.ts';

export const ruleSchema = z.object({
	/** '' for all sources without a rule of their own. */
	source: z.string().max(200),
	employeeChannel: z.coerce.number().int().min(0).max(1),
	/** Empty: kept for ever. */
	keepDays: z
		.string()
		.trim()
		.transform((text) => (text === '' ? null : Number(text)))
		.pipe(z.number().int().min(1).max(36_500).nullable())
});
export type Rule = z.output<typeof ruleSchema>;

const asShipped = { employeeChannel: 1, keepDays: null };

/** The rule for all sources first, then each source that has recordings or a rule, with how many it has. */
export async function listRules(db: Db) {
	const { rows } = await db.execute<{
		source: string;
		count: number;
		employeeChannel: number | null;
		keepDays: number | null;
	}>(sql`
		with held as (
			select c.source, count(*)::int as count from recordings r
			join conversations c on c.id = r.conversation_id where r.deleted_at is null group by c.source
		), known as (select source from held union select source from recording_rules union select '')
		select source, coalesce(count, 0) as count, employee_channel as "employeeChannel",
			keep_days as "keepDays"
		from known left join held using (source) left join recording_rules using (source)
		order by source`);
	const general = rows.find(({ source }) => source === '');
	const inherited = general?.employeeChannel == null ? asShipped : general;
	return rows.map((row) => {
		const isOwn = row.employeeChannel !== null;
		const { employeeChannel, keepDays } = isOwn ? row : inherited;
		return { ...row, isOwn, employeeChannel: employeeChannel ?? 1, keepDays };
	});
}

/** How the recordings of a source are treated from now on. */
export async function saveRule(db: Db, viewer: Viewer, { source, ...rule }: Rule) {
	await db.transaction(async (db) => {
		const [before = null] = await db
			.select({
				employeeChannel: recordingRules.employeeChannel,
				keepDays: recordingRules.keepDays
			})
			.from(recordingRules)
			.where(eq(recordingRules.source, source));
		await db
			.insert(recordingRules)
			.values({ source, ...rule })
			.onConflictDoUpdate({ target: recordingRules.source, set: rule });
		await audit(db, viewer, 'recording_rule.edited', source, { before, after: rule });
	});
}
