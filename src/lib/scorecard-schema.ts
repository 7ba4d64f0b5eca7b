import { z } from 'zod';
import { draftQuestionSchema, questionSchema } from './question-schema.ts';
import { checkRules } from './question-rules.ts';
import { levelCounts, naReasons } from './scorecard.ts';
import { keySchema, namedSchema as named, textOf, wordsSchema } from './words-schema.ts';

export { keySchema, wordsSchema };

const draftCriterionSchema = z.object({
	key: keySchema,
	name: wordsSchema,
	description: wordsSchema.default({}),
	/** Lowest first; the number of levels is the scale. */
	levels: z
		.array(wordsSchema)
		.max(10)
		.refine((l) => (levelCounts as readonly number[]).includes(l.length), { error: 'level_count' }),
	weight: z.number().min(0).max(1000),
	allowsNa: z.boolean().default(true),
	critical: z
		.object({
			fails: z.enum(['section', 'review']),
			class: z.enum(['customer', 'business', 'compliance'])
		})
		.nullable()
		.default(null),
	/** 1-based level below which a comment is required; null: never. */
	commentBelow: z.number().int().min(2).max(10).nullable().default(null),
	/** 1-based level below which evidence is required; null: never. New criteria ask below the top. */
	evidenceBelow: z.number().int().min(2).max(10).nullable().default(null),
	rootCauses: z
		.array(z.object({ key: keySchema, name: wordsSchema }))
		.max(50)
		.default([]),
	coachingTip: wordsSchema.default({}),
	/** Not there: a machine may draft its level. `listen`: it needs ears; `never`: people only. */
	ai: z.enum(['listen', 'never']).optional()
});

const draftSectionSchema = z.object({
	key: keySchema,
	name: wordsSchema,
	criteria: z.array(draftCriterionSchema).max(50),
	/** Of a visit form: asked before the criteria, not scored. */
	questions: z.array(draftQuestionSchema).max(50).optional()
});

/** A scorecard being written: names and criteria may still be missing, keys are already unique. */
export const draftDefinitionSchema = z
	.object({ sections: z.array(draftSectionSchema).max(30) })
	.check(({ value, issues }) => {
		const report = (message: string, path: PropertyKey[]) =>
			issues.push({ code: 'custom', message, path: ['sections', ...path], input: value });
		const sections = new Set<string>();
		const criteria = new Set<string>();
		value.sections.forEach((section, s) => {
			if (sections.has(section.key)) report('section_twice', [s, 'key']);
			sections.add(section.key);
			section.criteria.forEach(({ key }, c) => {
				if (criteria.has(key)) report('criterion_twice', [s, 'criteria', c, 'key']);
				criteria.add(key);
			});
			section.questions?.forEach(({ key }, q) => {
				if (criteria.has(key)) report('question_twice', [s, 'questions', q, 'key']);
				criteria.add(key);
			});
		});
	});

export const criterionSchema = draftCriterionSchema
	.extend({
		name: named,
		rootCauses: z
			.array(z.object({ key: keySchema, name: named }))
			.max(50)
			.default([])
	})
	.refine((c) => (c.commentBelow ?? 0) <= c.levels.length, {
		error: 'below_too_high',
		path: ['commentBelow']
	})
	.refine((c) => (c.evidenceBelow ?? 0) <= c.levels.length, {
		error: 'below_too_high',
		path: ['evidenceBelow']
	})
	.refine((c) => isUnique(c.rootCauses.map(({ key }) => key)), {
		error: 'root_cause_twice',
		path: ['rootCauses']
	});

export const sectionSchema = draftSectionSchema.extend({
	name: named,
	criteria: z.array(criterionSchema).max(50),
	questions: z.array(questionSchema).max(50).optional()
});

/** What a reviewer scores against: the immutable content of one scorecard version. */
export const definitionSchema = z
	.object({ sections: z.array(sectionSchema).min(1, { error: 'scorecard_empty' }).max(30) })
	.check(({ value, issues }) => {
		value.sections.forEach(({ criteria, questions = [] }, s) => {
			if (criteria.length + questions.length) return;
			const path = ['sections', s, 'criteria'];
			issues.push({ code: 'custom', message: 'section_empty', path, input: criteria });
		});
		for (const { message, path } of checkRules(value))
			issues.push({ code: 'custom', message, path, input: value });
	})
	.refine((d) => isUnique(d.sections.flatMap((s) => s.criteria.map((c) => c.key))), {
		error: 'criterion_twice'
	})
	.refine(
		(d) => isUnique(d.sections.flatMap((s) => [...s.criteria, ...(s.questions ?? [])].map(keyOf))),
		{ error: 'question_twice' }
	)
	.refine((d) => isUnique(d.sections.map((s) => s.key)), { error: 'section_twice' })
	.refine((d) => d.sections.some((s) => s.criteria.some((c) => c.weight > 0)), {
		error: 'no_weight'
	});

/** A place in the transcript: UTF-16 offsets into the text of one segment, and what stands there. */
export const quoteEvidenceSchema = z.object({
	segment: z.number().int().min(0),
	start: z.number().int().min(0),
	end: z.number().int().min(1),
	quote: z.string().min(1).max(10_000)
});

const day = 24 * 3600 * 1000;

/** A stretch of the recording, in ms from its start. */
export const stretchEvidenceSchema = z
	.object({ fromMs: z.number().int().min(0).max(day), toMs: z.number().int().min(1).max(day) })
	.refine(({ fromMs, toMs }) => fromMs < toMs, { error: 'stretch_wrong' });

export const evidenceSchema = z.union([quoteEvidenceSchema, stretchEvidenceSchema]);

export const ratingSchema = z.object({
	/** 1-based level; null while the criterion is unrated or N/A. */
	level: z.number().int().min(1).max(10).nullable().default(null),
	na: z.enum(naReasons).nullable().default(null),
	comment: textOf(30_000).default(''),
	rootCauses: z.array(keySchema).max(50).default([]),
	otherCause: textOf(500).default(''),
	evidence: z.array(evidenceSchema).max(50).default([])
});

/** By criterion key. */
export const ratingsSchema = z.record(z.string(), ratingSchema);

const keyOf = ({ key }: { key: string }) => key;

function isUnique(values: string[]) {
	return new Set(values).size === values.length;
}
