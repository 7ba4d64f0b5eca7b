import { m } from '#lib/paraglide/messages.js';
import type { Reason } from './server/jobs/reasons.ts';

const reasons: Record<Reason['code'], () => string> = {
	cancelled: m.jobs_reason_cancelled,
	stuck: m.jobs_reason_stuck,
	died: m.jobs_reason_died,
	file_gone: m.jobs_reason_file_gone,
	not_allowed: m.jobs_reason_not_allowed,
	mail_refused: m.jobs_reason_mail_refused,
	mail_away: m.jobs_reason_mail_away,
	service_away: m.jobs_reason_service_away,
	database_away: m.jobs_reason_database_away,
	unknown: m.jobs_reason_unknown
};

/** Why a job failed, for people; what the machine said stands beside it. */
export const reasonWords = ({ code }: Reason) => reasons[code]();

const kinds: Record<string, () => string> = {
	'send-mail': m.jobs_kind_mail,
	'import-conversations': m.jobs_kind_import,
	'draw-report': m.jobs_kind_report,
	'read-recording': m.jobs_kind_recording,
	'transcribe-recording': m.jobs_kind_transcription,
	'draft-ratings': m.jobs_kind_drafts,
	'read-comments': m.jobs_kind_comments
};

/** What kind of work it is; one without words as it is called in the queue. */
export const kindWords = (name: string) => kinds[name]?.() ?? name;
