import { languageNames, locales } from '#lib/locales.ts';
import { m } from '#lib/paraglide/messages.js';
import { roles } from '#lib/permissions.ts';
import { visitStates } from '#lib/visit-states.ts';
import { visitStateWords } from '#lib/visit-words.ts';
import { roleWords } from '../users/role-words.ts';

/** What each action of the audit log is called. */
export const actionWords: Record<string, () => string> = {
	'ai_batch.paused': m.audit_did_ai_batch_paused,
	'ai_batch.resumed': m.audit_did_ai_batch_resumed,
	'ai_batch.started': m.audit_did_ai_batch_started,
	'ai_batch.stopped': m.audit_did_ai_batch_stopped,
	'ai_settings.edited': m.audit_did_ai_settings_edited,
	'action.outcome_set': m.audit_did_action_outcome_set,
	'api_token.created': m.audit_did_api_token_created,
	'api_token.revoked': m.audit_did_api_token_revoked,
	'comment_template.added': m.audit_did_comment_template_added,
	'comment_template.archived': m.audit_did_comment_template_archived,
	'comment_template.edited': m.audit_did_comment_template_edited,
	'comment_template.restored': m.audit_did_comment_template_restored,
	'comment_templates.shipped_added': m.audit_did_comment_templates_shipped_added,
	'conversation.assigned': m.audit_did_conversation_assigned,
	'conversation.erased': m.audit_did_conversation_erased,
	'conversations.assigned': m.audit_did_conversations_assigned,
	'conversations.matched': m.audit_did_conversations_matched,
	'dispute.accepted': m.audit_did_dispute_accepted,
	'dispute.rejected': m.audit_did_dispute_rejected,
	'employee.added': m.audit_did_employee_added,
	'employee.deactivated': m.audit_did_employee_deactivated,
	'employee.edited': m.audit_did_employee_edited,
	'employee.reactivated': m.audit_did_employee_reactivated,
	'employees.imported': m.audit_did_employees_imported,
	'house.edited': m.audit_did_house_edited,
	'house.set_up': m.audit_did_house_set_up,
	'import.cancelled': m.audit_did_import_cancelled,
	'import.failed': m.audit_did_import_failed,
	'import.finished': m.audit_did_import_finished,
	'import.started': m.audit_did_import_started,
	'job.cancelled': m.audit_did_job_cancelled,
	'job.retried': m.audit_did_job_retried,
	'location.added': m.audit_did_location_added,
	'location.archived': m.audit_did_location_archived,
	'location.edited': m.audit_did_location_edited,
	'location.restored': m.audit_did_location_restored,
	'password.changed': m.audit_did_password_changed,
	'password.chosen': m.audit_did_password_chosen,
	'programme.added': m.audit_did_programme_added,
	'programme.archived': m.audit_did_programme_archived,
	'programme.declaration_signed': m.audit_did_programme_declaration_signed,
	'programme.edited': m.audit_did_programme_edited,
	'programme.photo_added': m.audit_did_programme_photo_added,
	'programme.photo_removed': m.audit_did_programme_photo_removed,
	'programme.quiz_taken': m.audit_did_programme_quiz_taken,
	'programme.restored': m.audit_did_programme_restored,
	'recording.transcribed': m.audit_did_recording_transcribed,
	'recording.transcription_ordered': m.audit_did_recording_transcription_ordered,
	'transcription_settings.edited': m.audit_did_transcription_settings_edited,
	'recording.channels_swapped': m.audit_did_recording_channels_swapped,
	'recording.deleted': m.audit_did_recording_deleted,
	'recording.expired': m.audit_did_recording_expired,
	'recording.uploaded': m.audit_did_recording_uploaded,
	'recording_rule.edited': m.audit_did_recording_rule_edited,
	'report_batch.cancelled': m.audit_did_report_batch_cancelled,
	'report_batch.downloaded': m.audit_did_report_batch_downloaded,
	'report_batch.started': m.audit_did_report_batch_started,
	'report.acknowledged': m.audit_did_report_acknowledged,
	'report.discarded': m.audit_did_report_discarded,
	'report.downloaded': m.audit_did_report_downloaded,
	'report.edited': m.audit_did_report_edited,
	'report.issued': m.audit_did_report_issued,
	'report.started': m.audit_did_report_started,
	'report.superseding': m.audit_did_report_superseding,
	'review.acknowledged': m.audit_did_review_acknowledged,
	'review.disputed': m.audit_did_review_disputed,
	'review.draft_discarded': m.audit_did_review_draft_discarded,
	'review.reopened': m.audit_did_review_reopened,
	'review.revised': m.audit_did_review_revised,
	'review.started': m.audit_did_review_started,
	'review.submitted': m.audit_did_review_submitted,
	'scorecard.applies_set': m.audit_did_scorecard_applies_set,
	'scorecard.archived': m.audit_did_scorecard_archived,
	'scorecard.copied': m.audit_did_scorecard_copied,
	'scorecard.created': m.audit_did_scorecard_created,
	'scorecard.draft_begun': m.audit_did_scorecard_draft_begun,
	'scorecard.draft_discarded': m.audit_did_scorecard_draft_discarded,
	'scorecard.draft_edited': m.audit_did_scorecard_draft_edited,
	'scorecard.imported': m.audit_did_scorecard_imported,
	'scorecard.published': m.audit_did_scorecard_published,
	'scorecard.restored': m.audit_did_scorecard_restored,
	'session.ended': m.audit_did_session_ended,
	'session.others_ended': m.audit_did_session_others_ended,
	'shopper.edited': m.audit_did_shopper_edited,
	sign_in: m.audit_did_sign_in,
	'sign_in.refused': m.audit_did_sign_in_refused,
	sign_out: m.audit_did_sign_out,
	'standard.edited': m.audit_did_standard_edited,
	'team.added': m.audit_did_team_added,
	'team.archived': m.audit_did_team_archived,
	'team.edited': m.audit_did_team_edited,
	'team.restored': m.audit_did_team_restored,
	'user.deactivated': m.audit_did_user_deactivated,
	'user.edited': m.audit_did_user_edited,
	'user.invited': m.audit_did_user_invited,
	'user.invited_again': m.audit_did_user_invited_again,
	'user.linked': m.audit_did_user_linked,
	'user.reactivated': m.audit_did_user_reactivated,
	'user.reset_sent': m.audit_did_user_reset_sent,
	'scorecard.xlsform_read': m.audit_did_scorecard_xlsform_read,
	'visit.appealed': m.audit_did_visit_appealed,
	'visit.appeal_accepted': m.audit_did_visit_appeal_accepted,
	'visit.appeal_rejected': m.audit_did_visit_appeal_rejected,
	'visit.flag_closed': m.audit_did_visit_flag_closed,
	'visit.pay_approved': m.audit_did_visit_pay_approved,
	'visit.pay_withdrawn': m.audit_did_visit_pay_withdrawn,
	'visit.photo_received': m.audit_did_visit_photo_received,
	'visit.imported': m.audit_did_visit_imported,
	'visit.corrected': m.audit_did_visit_corrected,
	'visit.filed_otherwise': m.audit_did_visit_filed_otherwise,
	'visit.filing_kept': m.audit_did_visit_filing_kept,
	...Object.fromEntries(
		visitStates.map((state) => [
			`visit.${state}`,
			() => m.audit_did_visit({ state: visitStateWords[state]() })
		])
	)
};

/** The action in words; one without words as it is written in the log. */
export const actionText = (action: string) => actionWords[action]?.() ?? action;

const fieldWords: Record<string, () => string> = {
	name: m.person_name,
	email: m.login_email,
	role: m.people_role,
	locale: m.nav_language,
	code: m.people_code,
	team: m.people_team,
	location: m.people_location,
	aliases: m.people_aliases,
	employee: m.employee,
	leads: m.people_leads,
	address: m.people_address,
	timeZone: m.people_time_zone,
	releaseAfterHours: m.settings_release,
	weeklyGoal: m.settings_goal,
	account: m.audit_field_account,
	added: m.audit_field_added,
	changed: m.audit_field_changed,
	unchanged: m.audit_field_unchanged,
	refused: m.audit_field_refused,
	firstAnswerSeconds: m.audit_field_first_answer_seconds,
	abandonSeconds: m.audit_field_abandon_seconds,
	note: m.audit_field_note,
	reason: m.audit_field_reason,
	channels: m.audit_field_channels,
	score: m.audit_field_score,
	text: m.audit_field_text
};

export type Line = { field: string; before: string; after: string };

/** What an event says of before and after, a line for each field. */
export function linesOf(before: unknown, after: unknown): Line[] {
	const [old, fresh] = [recordOf(before), recordOf(after)];
	const fields = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
	return fields.map((field) => ({
		field: Object.hasOwn(fieldWords, field) ? fieldWords[field]() : field,
		before: textOf(field, old[field]),
		after: textOf(field, fresh[field])
	}));
}

/** Without a prototype, so that no field is found that nobody wrote. */
function recordOf(value: unknown): Record<string, unknown> {
	const fields = typeof value === 'object' ? value : { '': value };
	return Object.assign(Object.create(null), value === undefined ? null : fields);
}

function textOf(field: string, value: unknown): string {
	if (value === undefined || value === null || value === '') return '–';
	if (typeof value === 'boolean') return value ? m.yes() : m.no();
	if (field === 'role')
		return roles.map(String).includes(String(value))
			? roleWords[value as 'admin'].name()
			: String(value);
	if (field === 'locale') return languageNames[locales.find((locale) => locale === value) ?? 'en'];
	if (Array.isArray(value)) return value.map((one) => textOf('', one)).join(', ') || '–';
	return typeof value === 'object' ? objectText(value) : String(value);
}

const objectText = (value: object) =>
	Object.entries(value)
		.map(([key, one]) => `${key}: ${textOf(key, one)}`)
		.join(', ') || '–';
