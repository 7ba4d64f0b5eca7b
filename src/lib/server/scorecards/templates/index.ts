import { complaint } from './complaint.ts';
import { digitalSupport } from './digital-support.ts';
import { serviceConversation } from './service-conversation.ts';
import { shopVisit } from './shop-visit.ts';
import type { Template } from './template.ts';

export { commentTemplates, type CommentTemplate } from './comment-templates.ts';
export { difficultCustomers, type DifficultCustomer } from './difficult-customers.ts';
export { practices } from './practices.ts';
export {
	employeeControllable,
	rootCauses,
	type RootCause,
	type RootCauseKey
} from './root-causes.ts';
export { complaintStandard, standards, type ServiceStandard } from './standards.ts';
export type { Template } from './template.ts';

/** The scorecards that ship. */
export const templates: Template[] = [serviceConversation, digitalSupport, complaint, shopVisit];
