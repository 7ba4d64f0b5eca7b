import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import { dayWords } from '../../day-words.ts';
import type { Db } from '../db/database.ts';
import { locations, programmes, users, visits } from '../db/schema/index.ts';
import { sendMail, type MailSettings } from '../mail/mail.ts';
import { todayThere } from './visits.ts';

/** Days before the last one on which the shopper is reminded. */
const ahead = 2;

/**
 * Mails each shopper once about each visit that is due in two days and not yet filed. Returns how many were sent;
 * throws the first failure of the mail server after trying all.
 */
export async function remindShoppers(db: Db, settings: MailSettings & { origin: string }) {
	const due = await db
		.select({
			id: visits.id,
			dueOn: visits.dueOn,
			place: locations.name,
			programme: programmes.name,
			name: users.name,
			email: users.email,
			locale: users.locale
		})
		.from(visits)
		.innerJoin(programmes, eq(programmes.id, visits.programmeId))
		.innerJoin(locations, eq(locations.id, visits.locationId))
		.innerJoin(users, eq(users.id, visits.shopperId))
		.where(
			and(
				isNull(visits.remindedAt),
				isNull(users.deactivatedAt),
				sql`${visits.state} in ('planned', 'taken', 'in_progress')`,
				sql`${visits.dueOn} >= ${todayThere}`,
				lte(visits.dueOn, sql`${todayThere} + ${ahead}::int`)
			)
		);
	let sent = 0;
	let failure: unknown;
	for (const { id, email, locale, ...about } of due) {
		const link = `${settings.origin}/visits/${id}`;
		const date = dayWords(about.dueOn, locale);
		const words = { name: about.name, place: about.place, programme: about.programme, date, link };
		if (!(await claim(db, id))) continue;
		try {
			await sendMail(settings, {
				to: email,
				subject: m.mail_visit_due_subject(words, { locale }),
				text: m.mail_visit_due_text(words, { locale })
			});
			sent++;
		} catch (thrown) {
			failure ??= thrown;
			await db.update(visits).set({ remindedAt: null }).where(eq(visits.id, id));
		}
	}
	if (failure) throw failure;
	return sent;
}

/** Several processes may remind at once: each visit is one's. */
async function claim(db: Db, id: string) {
	const claimed = await db
		.update(visits)
		.set({ remindedAt: new Date() })
		.where(and(eq(visits.id, id), isNull(visits.remindedAt)))
		.returning({ id: visits.id });
	return claimed.length > 0;
}
