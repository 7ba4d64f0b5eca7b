import { z } from 'zod';
import { subjects } from '../../scorecard.ts';
import { definitionSchema, wordsSchema } from '../../scorecard-schema.ts';
import { instant } from './shapes.ts';

const head = z.object({
	versionId: z.uuid(),
	number: z.int(),
	criteria: z.int().meta({ description: 'How many.' }),
	publishedAt: instant.nullable()
});

export const scorecardAnswer = z
	.object({
		id: z.uuid(),
		name: wordsSchema,
		description: wordsSchema,
		channels: z.array(z.enum(subjects)).meta({ description: 'Empty: any.' }),
		teams: z
			.array(z.object({ id: z.uuid(), name: z.string() }))
			.meta({ description: 'Empty: any.' }),
		archivedAt: instant.nullable(),
		published: head.nullable().meta({ description: 'The newest published version.' })
	})
	.meta({ id: 'Scorecard' });

export const scorecardVersionAnswer = z
	.object({
		id: z.uuid(),
		scorecardId: z.uuid(),
		number: z.int(),
		name: wordsSchema,
		description: wordsSchema,
		publishedAt: instant.nullable(),
		definition: definitionSchema
	})
	.meta({
		id: 'ScorecardVersion',
		description: 'What reviews are scored against; it never changes.'
	});
