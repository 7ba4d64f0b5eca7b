import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../permissions.ts';
import type { Db } from '../db/database.ts';
import { sendMail, type MailSettings } from '../mail/mail.ts';
import { createUserToken, findActiveUser } from './accounts.ts';

type LinkSettings = MailSettings & { origin: string };

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

/** Mails an invitation and returns its link, which an administrator may also hand over. */
export async function mailInvitation(
	db: Db,
	settings: LinkSettings,
	viewer: Viewer,
	email: string
) {
	const user = await findActiveUser(db, email);
	if (!user) return null;
	const { name, locale } = user;
	const link = `${settings.origin}/reset/${await createUserToken(db, user.id, 'invitation')}`;
	await sendMail(settings, {
		to: user.email,
		subject: m.mail_invitation_subject({}, { locale }),
		text: m.mail_invitation_text({ name, by: viewer.name, link }, { locale })
	});
	return link;
}
