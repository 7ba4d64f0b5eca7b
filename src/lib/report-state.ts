import { m } from '#lib/paraglide/messages.js';

type Stated = {
	issuedAt: Date | null;
	supersededAt: Date | null;
	acknowledgedAt: Date | null;
	agreed: boolean | null;
};

/** Where a report stands, in one or two words. */
export function reportState({ issuedAt, supersededAt, acknowledgedAt, agreed }: Stated): string {
	if (!issuedAt) return m.coaching_state_draft();
	if (supersededAt) return m.coaching_state_superseded();
	if (!acknowledgedAt) return m.coaching_state_issued();
	return agreed ? m.coaching_state_agreed() : m.coaching_state_disagreed();
}
