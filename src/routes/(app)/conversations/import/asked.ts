import { timeZone } from '#lib/time-zone.ts';
import type { Preview } from '#lib/server/conversations/preview.ts';

/** What a person has said about the file; empty is left to the server. */
export type Asked = {
	format: string;
	encoding: string;
	source: string;
	channel: string;
	language: string;
	timeZone: string;
	dateOrder: string;
	delimiter: string;
	columns: Record<string, string> | null;
	speakers: Record<string, string>;
	employees: string[];
};

/** The preview as it comes over the wire: problems in words. */
export type Shown = Omit<Preview, 'csv' | 'whatsApp' | 'problems'> & {
	csv: (Omit<NonNullable<Preview['csv']>, 'problem'> & { problem: string | null }) | null;
	whatsApp: (Omit<NonNullable<Preview['whatsApp']>, 'problem'> & { problem: string | null }) | null;
	problems: { line: number; reason: string; excerpt: string }[];
};

export const nothingAsked = (): Asked => ({
	format: '',
	encoding: '',
	source: '',
	channel: '',
	language: '',
	timeZone: timeZone(),
	dateOrder: '',
	delimiter: '',
	columns: null,
	speakers: {},
	employees: []
});

/** What the endpoints read from their address. */
export function requestQuery(fileName: string, asked: Asked, format: string) {
	const columns =
		asked.columns && Object.fromEntries(Object.entries(asked.columns).filter(([, name]) => name));
	const filled = Object.entries({ ...asked, format, columns, fileName }).filter(
		([, value]) => value !== '' && value !== null
	);
	return new URLSearchParams({ request: JSON.stringify(Object.fromEntries(filled)) });
}
