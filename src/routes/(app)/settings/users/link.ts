import type { MailedLink } from '#lib/server/auth/links.ts';

/** What the page shows of a link; the link itself only where no mail goes out. */
export const shownLink = ({ link, sent }: MailedLink, email: string) => ({
	href: sent ? '' : link,
	email,
	isSent: sent
});
