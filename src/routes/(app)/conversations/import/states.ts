import { m } from '#lib/paraglide/messages.js';

/** How an import stands, in words. */
export const importStates = {
	waiting: m.import_state_waiting,
	running: m.import_state_running,
	finished: m.import_state_finished,
	cancelled: m.import_state_cancelled,
	broken_off: m.import_state_broken_off,
	failed: m.import_state_failed,
	interrupted: m.import_state_interrupted
};
