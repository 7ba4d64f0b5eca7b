import { z } from 'zod';
import { coachingReportSchema } from '../../coaching-report.ts';
import { locales } from '../../locales.ts';
import { periodFromTo } from '../../periods.ts';
import { reportWordsSchema } from '../../report-words.ts';
import { instant } from './shapes.ts';

/** A report in a list. */
export const reportEntry = z
	.object({
		id: z.uuid(),
		employeeId: z.uuid(),
		employee: z.string(),
		author: z.string(),
		periodFrom: z.iso.date(),
		periodTo: z.iso.date(),
		locale: z.enum(locales),
		updatedAt: instant,
		issuedAt: instant.nullable().meta({ description: 'null: a draft.' }),
		supersededAt: instant.nullable(),
		acknowledgedAt: instant.nullable(),
		agreed: z.boolean().nullable()
	})
	.meta({ id: 'ReportEntry' });

export const reportAnswer = z
	.object({
		id: z.uuid(),
		employeeId: z.uuid(),
		employeeName: z.string(),
		periodFrom: z.iso.date(),
		periodTo: z.iso.date(),
		locale: z.enum(locales),
		author: z.string(),
		version: z.int().meta({ description: 'Of the draft; saving and issuing must name it.' }),
		content: coachingReportSchema.meta({ id: 'CoachingReport' }),
		privateNote: z.string().nullable().meta({ description: 'Only for its author.' }),
		updatedAt: instant,
		issuedAt: instant.nullable(),
		issuer: z.string().nullable(),
		sha256: z.string().nullable().meta({ description: 'Of the issued PDF.' }),
		supersededAt: instant.nullable(),
		supersededBy: z.uuid().nullable(),
		acknowledgedAt: instant.nullable(),
		agreed: z.boolean().nullable(),
		employeeComment: z.string().nullable()
	})
	.meta({ id: 'Report' });

/** For whom and which days a report is, both included. */
export const reportStart = z
	.strictObject({
		employeeId: z.uuid(),
		from: z.iso.date(),
		to: z.iso.date(),
		locale: z.enum(locales)
	})
	.transform(({ from, to, ...rest }, context) => {
		const period = periodFromTo(from, to);
		if (period) return { ...rest, period };
		context.addIssue({ code: 'custom', path: ['to'] });
		return z.NEVER;
	});

const version = z.int().min(1).meta({ description: 'The one that you read.' });

export const reportSave = z.strictObject({
	version,
	words: reportWordsSchema,
	privateNote: z.string().max(30_000).nullable().default(null)
});

export const reportIssue = z.strictObject({ version });
