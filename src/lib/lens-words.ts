import type { Lens } from './coaching-report.ts';
import { m } from '#lib/paraglide/messages.js';

/** How a record was judged: a chat read, a call heard, a visit made. */
export const lensWords: Record<Lens, typeof m.report_lens_chat> = {
	chat: m.report_lens_chat,
	call: m.report_lens_call,
	visit: m.report_lens_visit
};
