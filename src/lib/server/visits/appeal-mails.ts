import { and, eq, inArray, isNull, notInArray } from 'drizzle-orm';
import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '../../locales.ts';
import type { Db } from '../db/database.ts';
import { locations, users, visits } from '../db/schema/index.ts';
import { postMail } from '../mail/mail.ts';

type Words = { name: string; place: string; link: string };
type Text = (words: Words, options: { locale: Locale }) => string;

/** Tells those who may decide: everybody who checks visits, but not the editor and not who appealed. */
export async function mailAppeal(
	db: Db,
	{ visitId, editorId, raisedBy }: { visitId: string; editorId: string; raisedBy: string },
	origin: string
) {
	const deciders = await db
		.select({ name: users.name, email: users.email, locale: users.locale })
		.from(users)
		.where(
			and(
				inArray(users.role, ['admin', 'reviewer']),
				isNull(users.deactivatedAt),
				notInArray(users.id, [editorId, raisedBy])
			)
		);
	await send(db, visitId, deciders, origin, m.mail_appeal_subject, m.mail_appeal_text);
}

/** Tells who appealed what became of it. */
export async function mailDecision(
	db: Db,
	appeal: { visitId: string; raisedBy: string; outcome: 'accepted' | 'rejected' },
	origin: string
) {
	const people = await db
		.select({ name: users.name, email: users.email, locale: users.locale })
		.from(users)
		.where(and(eq(users.id, appeal.raisedBy), isNull(users.deactivatedAt)));
	const text =
		appeal.outcome === 'accepted' ? m.mail_appeal_accepted_text : m.mail_appeal_rejected_text;
	await send(db, appeal.visitId, people, origin, m.mail_appeal_decided_subject, text);
}

async function send(
	db: Db,
	visitId: string,
	people: { name: string; email: string; locale: Locale }[],
	origin: string,
	subject: Text,
	text: Text
) {
	const [{ place }] = await db
		.select({ place: locations.name })
		.from(visits)
		.innerJoin(locations, eq(locations.id, visits.locationId))
		.where(eq(visits.id, visitId));
	const link = `${origin}/visits/results/${visitId}`;
	for (const { name, email, locale } of people) {
		const words = { name, place, link };
		await postMail(db, {
			to: email,
			subject: subject(words, { locale }),
			text: text(words, { locale })
		});
	}
}
