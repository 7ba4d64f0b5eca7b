import { criterionOf, definitionOf } from '../../../../../tests/setup/factories.ts';
import { ratingsSchema } from '../../../scorecard-schema.ts';
import type { Question } from '../../../questions.ts';
import type { Ratings } from '../../../scorecard.ts';
import { visitDocumentSchema, type VisitDocument } from '../../../visit-document.ts';
import type { Facts } from './facts.ts';

/** A visit as the rules see it; the criteria are those that are rated. For tests. */
export function factsOf(
	document: Partial<VisitDocument>,
	{ questions = [], ...input }: Partial<Facts> & { questions?: Question[] } = {}
): Facts {
	const keys = Object.keys(document.ratings ?? {});
	const { sections } = definitionOf(...keys.map((key) => criterionOf(key)));
	return {
		definition: { sections: [{ ...sections[0], questions }] },
		document: visitDocumentSchema.parse(document),
		timeZone: 'Europe/Riga',
		latitude: null,
		longitude: null,
		openingHours: [],
		windows: [],
		maxDistanceMetres: null,
		minMinutes: null,
		...input
	};
}

/** Levels by criterion, each with the same comment. For tests. */
export const ratedOf = (levels: Record<string, number>, comment = ''): Ratings =>
	ratingsSchema.parse(
		Object.fromEntries(Object.entries(levels).map(([key, level]) => [key, { level, comment }]))
	);
