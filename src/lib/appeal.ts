/** What an appeal says is wrong with a visit. */
export const appealGrounds = ['fact', 'person', 'score', 'other'] as const;
export type AppealGround = (typeof appealGrounds)[number];

/** What an appeal is about, as it stood at one moment: which revision, whose, how much. */
export type AppealState = {
	revision: number;
	employeeId: string | null;
	/** 0..1. */
	score: number | null;
};
