import { criteriaOf } from '#lib/scorecard.ts';
import { templates } from '#lib/server/scorecards/templates/index.ts';

/** The templates that ship, as a page offers them. */
export const templateChoices = () =>
	templates.map(({ key, name, description, channels, definition }) => ({
		key,
		name,
		description,
		channels: channels.length ? channels : (['visit'] as const),
		criteria: criteriaOf(definition).length
	}));

export type TemplateChoice = ReturnType<typeof templateChoices>[number];
