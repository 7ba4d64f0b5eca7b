import { m } from '#lib/paraglide/messages.js';
import { countRuns, listAgreement } from '#lib/server/ai/ai-agreement.ts';
import { getAiSettings } from '#lib/server/ai/ai-settings.ts';
import { promptVersion } from '#lib/server/ai/prompt.ts';
import { db } from '#lib/server/app.ts';
import { requirePermission } from '#lib/server/auth/guards.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	requirePermission(locals, 'settings:manage');
	const { model, gate, currency } = await getAiSettings(db);
	const [rows, runs] = await Promise.all([listAgreement(db), countRuns(db, model)]);
	return { title: m.ai_agreement(), rows, runs, model, gate, currency, promptVersion };
};
