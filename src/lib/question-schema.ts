import { z } from 'zod';
import { comparisons, hasOptions, questionKinds } from './questions.ts';
import { keySchema, namedSchema, wordsSchema } from './words-schema.ts';

const conditionSchema = z.object({
	/** Of a question that stands before, or of any criterion. */
	key: keySchema,
	is: z.enum(comparisons),
	/** An option's key, a text or a number; null where the comparison needs none. */
	value: z
		.union([z.string().max(500), z.number()])
		.nullable()
		.default(null)
});

/** When a question is shown or required: all or any of some plain comparisons, never code. */
export const ruleSchema = z.object({
	match: z.enum(['all', 'any']).default('all'),
	conditions: z.array(conditionSchema).min(1).max(10)
});

export const draftQuestionSchema = z.object({
	key: keySchema,
	kind: z.enum(questionKinds),
	name: wordsSchema,
	hint: wordsSchema.default({}),
	required: z.boolean().default(true),
	showIf: ruleSchema.nullable().default(null),
	requiredIf: ruleSchema.nullable().default(null),
	/** Characters: of a text, or of the description of staff. */
	minLength: z.number().int().min(0).max(5000).nullable().default(null),
	min: z.number().nullable().default(null),
	max: z.number().nullable().default(null),
	options: z
		.array(z.object({ key: keySchema, name: wordsSchema }))
		.max(50)
		.default([]),
	/** Of an integrity question: the option that is true. Never sent to the shopper. */
	answer: keySchema.nullable().default(null),
	/** Of a stopwatch: the house's standard. */
	standardSeconds: z.number().int().min(1).max(86_400).nullable().default(null)
});

/** A question as published: it has a name, and its kind has what it needs. */
export const questionSchema = draftQuestionSchema
	.extend({
		name: namedSchema,
		options: z
			.array(z.object({ key: keySchema, name: namedSchema }))
			.max(50)
			.default([])
	})
	.refine((q) => !hasOptions(q.kind) || q.options.length >= 2, {
		error: 'question_options_missing',
		path: ['options']
	})
	.refine((q) => new Set(q.options.map(({ key }) => key)).size === q.options.length, {
		error: 'question_option_twice',
		path: ['options']
	})
	.refine((q) => q.kind !== 'integrity' || q.options.some(({ key }) => key === q.answer), {
		error: 'question_answer_missing',
		path: ['answer']
	})
	.refine((q) => q.min === null || q.max === null || q.min <= q.max, {
		error: 'question_range_wrong',
		path: ['max']
	});
