import type { Definition } from '../../../scorecard.ts';
import type { FlagDetails, FlagRule } from '../../../visit-flags.ts';
import type { VisitDocument } from '../../../visit-document.ts';
import type { VisitWindow } from '../../../visit-windows.ts';

/** Everything that a rule may look at without asking the database. */
export type Facts = {
	definition: Definition;
	document: VisitDocument;
	/** Of the location, as everything below. */
	timeZone: string;
	latitude: number | null;
	longitude: number | null;
	openingHours: VisitWindow[];
	/** Of the programme, as everything below. */
	windows: VisitWindow[];
	maxDistanceMetres: number | null;
	minMinutes: number | null;
};

export type Found = { rule: FlagRule; key: string; details: FlagDetails };

/** One rule: nothing, or what it saw. Never throws, whatever the document holds. */
export type Rule = (facts: Facts) => Found[];

export const found = (rule: FlagRule, key = '', details: FlagDetails = {}): Found => ({
	rule,
	key,
	details
});
