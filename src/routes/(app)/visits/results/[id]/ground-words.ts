import type { AppealGround } from '#lib/appeal.ts';
import { m } from '#lib/paraglide/messages.js';

export const groundWords: Record<AppealGround, () => string> = {
	fact: m.appeal_ground_fact,
	person: m.appeal_ground_person,
	score: m.appeal_ground_score,
	other: m.appeal_ground_other
};
