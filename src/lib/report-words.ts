import { z } from 'zod';
import { coachingReportSchema, type CoachingReport, type Quote } from './coaching-report.ts';

/** What the lead writes in a report. Everything else in it is figures. */
export const reportWordsSchema = coachingReportSchema
	.pick({ summary: true, strengths: true, priorities: true, plan: true, questions: true })
	.extend({
		plan: coachingReportSchema.shape.plan.max(20),
		nextMeeting: coachingReportSchema.shape.signOff.shape.nextMeeting
	});
export type ReportWords = z.infer<typeof reportWordsSchema>;

export type Strength = ReportWords['strengths'][number];
export type Priority = ReportWords['priorities'][number];
export type PlannedAction = ReportWords['plan'][number];

/** What a report could say about one criterion, ready to be chosen. */
export type Candidate = {
	key: string;
	strength: Strength;
	/** Of the best ratings first. */
	quotes: Quote[];
	priority: Priority;
	/** Of the worst ratings first. */
	weakQuotes: Quote[];
	action: PlannedAction;
	/** For the lead alone, never in the report. */
	tip: string;
};

/** The words as Plumbline filled them in last: what still equals them may be filled in anew. */
export type FilledWords = {
	words: ReportWords;
	candidates: Pick<Candidate, 'key' | 'strength' | 'priority' | 'action'>[];
};

/** The part of a report that the lead writes. */
export const wordsOf = (report: CoachingReport): ReportWords => ({
	summary: report.summary,
	strengths: report.strengths,
	priorities: report.priorities,
	plan: report.plan,
	questions: report.questions,
	nextMeeting: report.signOff.nextMeeting
});

/** The report with other words in it. */
export const withWords = (
	report: CoachingReport,
	{ nextMeeting, ...words }: ReportWords
): CoachingReport => ({ ...report, ...words, signOff: { ...report.signOff, nextMeeting } });
