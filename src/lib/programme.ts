import { z } from 'zod';
import { locales } from './locales.ts';
import { line, optionalLine } from './text.ts';
import { textOf } from './words-schema.ts';

export const ageBands = ['18-24', '25-34', '35-44', '45-54', '55-64', '65+'] as const;
export const staffRules = ['named', 'described', 'hidden'] as const;

const text = textOf(20_000).trim().default('');
const day = z.iso.date();
/** Decimal money as text: never a binary fraction. '' for none. */
const money = z
	.string()
	.trim()
	.transform((amount) => amount.replace(',', '.'))
	.refine((amount) => amount === '' || /^\d{1,9}(\.\d{1,2})?$/.test(amount))
	.default('');
const count = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const optionalCount = (max: number) =>
	z.union([z.literal('').transform(() => null), z.null(), count(0, max)]).default(null);

export const windowSchema = z
	.object({
		days: z.array(count(1, 7)).min(1).max(7),
		from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
		to: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
	})
	.refine(({ from, to }) => from < to, { error: 'window_wrong', path: ['to'] });

const quizQuestionSchema = z
	.object({
		question: line(500),
		options: z.array(line(300)).min(2).max(8),
		/** Place of the right option, from 0. */
		answer: count(0, 7)
	})
	.refine(({ options, answer }) => answer < options.length, {
		error: 'question_answer_missing',
		path: ['answer']
	});
export type QuizQuestion = z.output<typeof quizQuestionSchema>;

export const programmeSchema = z
	.object({
		name: line(200),
		brand: optionalLine(200).default(''),
		startsOn: day,
		endsOn: day,
		scorecardVersionId: z.uuid(),
		locationIds: z.array(z.uuid()).max(5000).default([]),
		visitsPerLocation: count(1, 100).default(1),
		rotationDays: count(0, 3650).default(90),
		windows: z.array(windowSchema).max(20).default([]),
		scenario: text,
		legend: text,
		awkwardQuestions: text,
		purchase: text,
		budget: money,
		fee: money,
		expenses: money,
		currency: z
			.string()
			.regex(/^[A-Z]{3}$/)
			.default('EUR'),
		wantedPhotos: text,
		wantsReceipt: z.boolean().default(false),
		wantsAudio: z.boolean().default(false),
		maxDistanceMetres: optionalCount(1_000_000),
		minMinutes: optionalCount(1440),
		staff: z.enum(staffRules).default('described'),
		languages: z.array(z.enum(locales)).default([]),
		ageBands: z.array(z.enum(ageBands)).default([]),
		needsCar: z.boolean().default(false),
		quiz: z.array(quizQuestionSchema).max(50).default([]),
		quizPercent: count(1, 100).default(80),
		declaration: text,
		appealDays: count(0, 365).default(14),
		/** The programme of which this is the next wave; fixed once it is made. */
		previousId: z.uuid().nullable().default(null)
	})
	.refine(({ startsOn, endsOn }) => startsOn <= endsOn, {
		error: 'period_wrong',
		path: ['endsOn']
	});
export type ProgrammeInput = z.output<typeof programmeSchema>;
