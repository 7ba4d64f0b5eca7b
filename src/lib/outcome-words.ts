import { m } from '#lib/paraglide/messages.js';
import type { Outcome } from './coaching-report.ts';

const words: Record<Outcome, () => string> = {
	done: m.report_status_done,
	partly: m.report_status_partly,
	not_done: m.report_status_not_done,
	dropped: m.report_status_dropped
};

/** What became of an action; null: nothing yet. */
export const outcomeWords = (outcome: Outcome | null) =>
	outcome ? words[outcome]() : m.report_status_open();
