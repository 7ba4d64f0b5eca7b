import type { Measured } from '#lib/coaching-report.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Report } from './report.ts';

/** How sure: '71–85 %, n = 12', 'interval unknown, n = 1', 'n = 0'. */
export function measuredText({ format, words }: Report, { low, high, mean, n }: Measured): string {
	const counted = `n\u00a0=\u00a0${format.count(n)}`;
	if (low !== null && high !== null) return `${format.percentRange(low, high)}, ${counted}`;
	return mean === null ? counted : `${m.report_interval_unknown({}, words)}, ${counted}`;
}
