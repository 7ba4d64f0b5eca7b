import { toast } from 'svelte-sonner';
import { m } from '#lib/paraglide/messages.js';

/** Says what was taken out and offers to put it back. */
export function removeWithUndo(name: string, undo: () => void) {
	toast(m.scorecards_deleted({ name }), {
		duration: 10_000,
		action: { label: m.scorecards_undo(), onClick: undo }
	});
}
