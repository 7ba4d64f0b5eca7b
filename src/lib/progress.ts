/** How far long work is; the page shows it, the server says it again at each change. */
export type Progress = {
	state: 'waiting' | 'running' | 'finished' | 'cancelled' | 'failed';
	done: number;
	/** null while nobody knows. */
	total: number | null;
	/** Of those done. */
	failed: number;
};

/** Whether nothing more will come. */
export const isOver = ({ state }: Progress) => state !== 'waiting' && state !== 'running';
