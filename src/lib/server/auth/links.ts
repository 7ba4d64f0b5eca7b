import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '../../locales.ts';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { postMail } from '../mail/mail.ts';
import { createUserToken, findActiveUser } from './accounts.ts';

export type LinkSettings = { smtpUrl?: string; origin: string };

type Reader = { id: string; name: string; email: string; locale: Locale };

/** What became of a link. Without a mail server the administrator hands it over. */
export type MailedLink = { link: string; sent: boolean };

/** Mails a reset link when the address has an account; says nothing either way. */
export async function mailResetLink(db: Db, settings: LinkSettings, email: string) {
	const user = await findActiveUser(db, email);
	if (user) await mailPasswordLink(db, settings, user);
}

/** Mails a link to choose a new password. */
export async function mailPasswordLink(
	db: Db,
	settings: LinkSettings,
	user: Reader
): Promise<MailedLink> {
	const { name, locale } = user;
	return db.transaction(async (db) => {
		const link = `${settings.origin}/reset/${await createUserToken(db, user.id, 'reset')}`;
		await postMail(db, {
			to: user.email,
			subject: m.mail_reset_subject({}, { locale }),
			text: m.mail_reset_text({ name, link }, { locale })
		});
		return { link, sent: Boolean(settings.smtpUrl) };
	});
}

/** Mails an invitation to choose the first password. */
export async function mailInvitation(
	db: Db,
	settings: LinkSettings,
	viewer: Viewer,
	user: Reader
): Promise<MailedLink> {
	const { name, locale } = user;
	return db.transaction(async (db) => {
		const link = `${settings.origin}/reset/${await createUserToken(db, user.id, 'invitation')}`;
		await postMail(db, {
			to: user.email,
			subject: m.mail_invitation_subject({}, { locale }),
			text: m.mail_invitation_text({ name, by: viewer.name, link }, { locale })
		});
		return { link, sent: Boolean(settings.smtpUrl) };
	});
}
