import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { invalid } from '#lib/server/errors.ts';
import {
	formats,
	readOptionsSchema,
	type FormatName
} from '#lib/server/conversations/import/formats.ts';

const requestSchema = readOptionsSchema.extend({
	format: z.enum(Object.keys(formats) as [FormatName, ...FormatName[]]).optional()
});

/** What the page says about the file; the body of the request is the file itself. */
export function readImportRequest(url: URL) {
	try {
		const { fileName, format, ...options } = requestSchema.parse(
			JSON.parse(url.searchParams.get('request') ?? '')
		);
		return { fileName, format, options };
	} catch {
		throw invalid(m.validation_wrong());
	}
}
