import { z } from 'zod';
import { formats, readOptionsSchema } from '../conversations/import/formats.ts';
import { jsonOf } from './shapes.ts';

const { columns, speakers, employees } = readOptionsSchema.shape;
const json = (what: string) => ({ description: `${what}, as JSON.` });

/** What is said about a file beside its bytes. */
export const importQuery = readOptionsSchema
	.extend({
		format: z.enum(Object.keys(formats) as (keyof typeof formats)[]),
		fileName: readOptionsSchema.shape.fileName.default('api').meta({
			description: 'With its extension; some formats make the id of the conversation from it.'
		}),
		dryRun: z
			.stringbool()
			.default(false)
			.meta({ description: 'Checks and counts, stores nothing.' }),
		columns: jsonOf(columns.unwrap()).optional().meta(json('CSV: column by field')),
		speakers: jsonOf(speakers.unwrap()).optional().meta(json('CSV: speaker by word in the file')),
		employees: jsonOf(employees.unwrap())
			.optional()
			.meta(
				json(
					'WhatsApp, vCon: who works here; calls: whose voice is the employee’s, or “first” or “second”'
				)
			)
	})
	.strict();

const count = z.int();

export const importAnswer = z
	.object({
		importId: z.uuid().nullable().meta({ description: 'null for a dry run.' }),
		outcome: z.enum(['finished', 'cancelled', 'broken_off']),
		read: count,
		added: count,
		updated: count,
		unchanged: count,
		kept: count.meta({ description: 'Different from what is here, but reviewed, so left.' }),
		refused: count,
		problems: z
			.array(z.object({ line: count, code: z.string(), message: z.string(), excerpt: z.string() }))
			.meta({ description: 'Why records were refused: the first hundred.' })
	})
	.meta({ id: 'Import' });
