import { m } from '#lib/paraglide/messages.js';
import type { Progress } from '#lib/progress.ts';

/** How a batch of drafts stands, in words. */
export function batchState(batch: { state: Progress['state']; pausedAt: Date | null }) {
	if (batch.state === 'finished') return m.ai_batch_finished();
	if (batch.state === 'cancelled') return m.ai_batch_stopped();
	return batch.pausedAt ? m.ai_batch_paused() : m.ai_batch_running();
}
