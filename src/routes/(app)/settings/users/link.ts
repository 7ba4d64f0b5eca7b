import { log } from '#lib/server/app.ts';
import type { MailedLink } from '#lib/server/auth/links.ts';

/** What the page shows of a link; the link itself only where no mail has gone out. */
export function shownLink({ link, sent, failure }: MailedLink, email: string) {
	if (failure) log.error({ err: failure }, 'mail was not sent');
	return { href: sent ? '' : link, email, isSent: sent, hasFailed: Boolean(failure) };
}
