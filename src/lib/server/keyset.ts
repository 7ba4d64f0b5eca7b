import { validate } from 'uuid';

/** Where a page of a list ends: a moment and the row. */
export type Place = { at: Date; id: string };

/** As it stands in an address. */
export const writeKeyset = ({ at, id }: Place) => `${at.getTime()}_${id}`;

/** Reads it again; undefined, the first page, for anything else. */
export function readKeyset(text: string | null): Place | undefined {
	const [time, id] = text?.split('_') ?? [];
	const at = new Date(Number(time || NaN));
	return validate(id) && !Number.isNaN(at.getTime()) ? { at, id } : undefined;
}
