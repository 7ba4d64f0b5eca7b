import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '../../locales.ts';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { sendMail, type MailSettings } from '../mail/mail.ts';
import { createUserToken, findActiveUser } from './accounts.ts';

export type LinkSettings = MailSettings & { origin: string };

/** Mails a reset link when the address has an account; says nothing either way. */
export async function mailResetLink(db: Db, settings: LinkSettings, email: string) {
	const user = await findActiveUser(db, email);
	if (!user) return;
	const { name, locale } = user;
	const link = `${settings.origin}/reset/${await createUserToken(db, user.id, 'reset')}`;
	await sendMail(settings, {
		to: user.email,
		subject: m.mail_reset_subject({}, { locale }),
		text: m.mail_reset_text({ name, link }, { locale })
	});
}

/** What became of an invitation. Without `sent` the administrator hands the link over. */
export type Invitation = { link: string; sent: boolean; failure?: unknown };

/** Mails an invitation. Mail that fails is no reason to lose the link. */
export async function mailInvitation(
	db: Db,
	settings: LinkSettings,
	viewer: Viewer,
	user: { id: string; name: string; email: string; locale: Locale }
): Promise<Invitation> {
	const { name, email, locale } = user;
	const link = `${settings.origin}/reset/${await createUserToken(db, user.id, 'invitation')}`;
	const mail = {
		to: email,
		subject: m.mail_invitation_subject({}, { locale }),
		text: m.mail_invitation_text({ name, by: viewer.name, link }, { locale })
	};
	try {
		await sendMail(settings, mail);
		return { link, sent: Boolean(settings.smtpUrl) };
	} catch (failure) {
		return { link, sent: false, failure };
	}
}
