import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '../../locales.ts';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { sendMail, type Mail, type MailSettings } from '../mail/mail.ts';
import { createUserToken, findActiveUser } from './accounts.ts';

export type LinkSettings = MailSettings & { origin: string };

type Reader = { id: string; name: string; email: string; locale: Locale };

/** What became of a link. Unless it was sent, the administrator hands it over. */
export type MailedLink = { link: string; sent: boolean; failure?: unknown };

/** Mails a reset link when the address has an account; says nothing either way. */
export async function mailResetLink(db: Db, settings: LinkSettings, email: string) {
	const user = await findActiveUser(db, email);
	if (!user) return;
	const { failure } = await mailPasswordLink(db, settings, user);
	if (failure) throw failure;
}

/** Mails a link to choose a new password. */
export async function mailPasswordLink(db: Db, settings: LinkSettings, user: Reader) {
	const { name, locale } = user;
	const link = `${settings.origin}/reset/${await createUserToken(db, user.id, 'reset')}`;
	return mailLink(settings, link, {
		to: user.email,
		subject: m.mail_reset_subject({}, { locale }),
		text: m.mail_reset_text({ name, link }, { locale })
	});
}

/** Mails an invitation to choose the first password. */
export async function mailInvitation(db: Db, settings: LinkSettings, viewer: Viewer, user: Reader) {
	const { name, locale } = user;
	const link = `${settings.origin}/reset/${await createUserToken(db, user.id, 'invitation')}`;
	return mailLink(settings, link, {
		to: user.email,
		subject: m.mail_invitation_subject({}, { locale }),
		text: m.mail_invitation_text({ name, by: viewer.name, link }, { locale })
	});
}

/** Mail that fails is no reason to lose the link. */
async function mailLink(settings: LinkSettings, link: string, mail: Mail): Promise<MailedLink> {
	try {
		await sendMail(settings, mail);
		return { link, sent: Boolean(settings.smtpUrl) };
	} catch (failure) {
		return { link, sent: false, failure };
	}
}
