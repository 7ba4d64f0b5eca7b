import { m } from '#lib/paraglide/messages.js';
import type { Channel, Subject } from './scorecard.ts';

/** What each channel is called, in the language of the page. */
export const channelNames: Record<Channel, () => string> = {
	chat: m.channel_chat,
	call: m.channel_call,
	email: m.channel_email,
	social: m.channel_social,
	messenger: m.channel_messenger,
	ticket: m.channel_ticket
};

/** The same, with visits: what a scorecard can judge. */
export const subjectNames: Record<Subject, () => string> = {
	...channelNames,
	visit: m.channel_visit
};
