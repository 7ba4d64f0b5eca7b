import { sql } from 'drizzle-orm';
import type { Db } from '../../db/database.ts';
import { visitTextPrints } from '../../db/schema/index.ts';
import { found, type Facts, type Found } from './facts.ts';
import { printsOf, textsOf } from './text-prints.ts';

/** From this share of the shorter text on it was copied, not written alike. */
const copied = 0.5;

/** Texts that stand, as a whole or in good part, in another visit; remembers those of this filing for the next. */
export async function findReusedTexts(
	db: Db,
	{ filingId, visitId }: { filingId: string; visitId: string },
	{ definition, document }: Pick<Facts, 'definition' | 'document'>
): Promise<Found[]> {
	const reused: Found[] = [];
	for (const { key, text } of textsOf(definition, document)) {
		const prints = printsOf(text);
		const other = await findAlike(db, visitId, prints);
		if (other)
			reused.push(found('text_reused', key, { ...other, percent: Math.round(other.share * 100) }));
		await db.insert(visitTextPrints).values({ filingId, key, prints }).onConflictDoNothing();
	}
	return reused;
}

type Alike = { visit: string; place: string; number: number; share: number };

async function findAlike(db: Db, visitId: string, prints: number[]): Promise<Alike | null> {
	const own = sql`${sql.param(prints)}::int[]`;
	const { rows } = await db.execute<Alike>(sql`
		select v.id as visit, l.name as place, v.number, share::float8 as share
		from visit_text_prints p
		join visit_filings f on f.id = p.filing_id
		join visits v on v.id = f.visit_id
		join locations l on l.id = v.location_id
		cross join lateral (select count(*)::numeric / least(cardinality(p.prints), ${prints.length}) as share
			from unnest(p.prints) as print where print = any(${own})) shared
		where p.prints && ${own} and f.visit_id <> ${visitId} and share >= ${copied}
		order by share desc, f.received_at, f.id limit 1`);
	return rows[0] ?? null;
}
