import { z } from 'zod';

const ignored = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

const filterSchema = z.object({
	search: ignored(
		z
			.string()
			.max(200)
			.transform((text) => text.replaceAll('\0', ''))
	),
	teamId: ignored(z.union([z.literal('none'), z.uuid()])),
	locationId: ignored(z.uuid()),
	state: z.enum(['active', 'inactive', 'all']).catch('active')
});

/** What the address says about the list; what makes no sense is left out. */
export const readFilter = (url: URL) =>
	filterSchema.parse(Object.fromEntries([...url.searchParams].filter(([, value]) => value)));
