import { m } from '#lib/paraglide/messages.js';
import type { Progress } from '#lib/progress.ts';

/** How a batch stands, in words. */
export const batchStates: Record<Progress['state'], () => string> = {
	waiting: m.progress_waiting,
	running: m.batch_state_running,
	finished: m.batch_state_finished,
	cancelled: m.batch_state_cancelled,
	failed: m.jobs_failed
};
