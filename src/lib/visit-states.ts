/** A visit's way from the plan to the employee; each step is a row with who, when and why. */
export const visitStates = [
	'planned',
	'taken',
	'in_progress',
	'filed',
	'in_check',
	'returned',
	'filed_again',
	'approved',
	'released',
	'excluded',
	'cancelled',
	'expired'
] as const;
export type VisitState = (typeof visitStates)[number];

const steps: Record<VisitState, VisitState[]> = {
	planned: ['planned', 'taken', 'cancelled', 'expired'],
	taken: ['planned', 'in_progress', 'filed', 'cancelled', 'expired'],
	in_progress: ['planned', 'filed', 'cancelled', 'expired'],
	filed: ['in_check', 'excluded'],
	in_check: ['returned', 'approved', 'excluded'],
	returned: ['filed_again', 'excluded'],
	filed_again: ['in_check', 'excluded'],
	approved: ['released'],
	released: [],
	excluded: ['in_check'],
	cancelled: ['planned'],
	// The phone may have been offline: what it sends late is kept.
	expired: ['planned', 'filed']
};

/** Whether a visit can go from one state to another. */
export const canMove = (from: VisitState, to: VisitState) => steps[from].includes(to);

/** Nobody has filed anything yet: the visit can still go to somebody else. */
export const openStates: VisitState[] = ['planned', 'taken', 'in_progress'];

/** Somebody has to look at it. */
export const checkStates: VisitState[] = ['filed', 'filed_again', 'in_check'];

/** From here on it counts as done by the shopper. */
export const filedStates: VisitState[] = [
	'filed',
	'in_check',
	'returned',
	'filed_again',
	'approved',
	'released'
];
