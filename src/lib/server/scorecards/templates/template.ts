import type { Words } from '#lib/locales.ts';
import type { Channel, Definition } from '#lib/scorecard.ts';

/** A scorecard that ships, complete in every language; a house copies it and edits the copy. */
export type Template = {
	key: string;
	name: Words;
	description: Words;
	/** Conversations it is made for; none: it judges a visit. */
	channels: Channel[];
	definition: Definition;
};
