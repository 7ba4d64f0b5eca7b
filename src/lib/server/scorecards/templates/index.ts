import { complaint } from './complaint.ts';
import { digitalSupport } from './digital-support.ts';
import { serviceConversation } from './service-conversation.ts';
import type { Template } from './template.ts';

export { employeeControllable, rootCauses } from './root-causes.ts';
export type { RootCause, RootCauseKey } from './root-causes.ts';
export type { Template } from './template.ts';

/** The scorecards that ship. */
export const templates: Template[] = [serviceConversation, digitalSupport, complaint];
