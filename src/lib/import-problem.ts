import { m } from '#lib/paraglide/messages.js';
import type { Locale } from './locales.ts';

const words = {
	not_json: m.import_problem_not_json,
	not_json_at: m.import_problem_not_json_at,
	not_record: m.import_problem_not_record,
	unknown_field: m.import_problem_unknown_field,
	duplicate_field: m.import_problem_duplicate_field,
	missing_field: m.import_problem_missing_field,
	empty_field: m.import_problem_empty_field,
	bad_name: m.import_problem_bad_name,
	not_text: m.import_problem_not_text,
	not_number: m.import_problem_not_number,
	not_list: m.import_problem_not_list,
	not_object: m.import_problem_not_object,
	not_time: m.import_problem_not_time,
	no_zone: m.import_problem_no_zone,
	not_language: m.import_problem_not_language,
	wrong_value: m.import_problem_wrong_value,
	too_small: m.import_problem_too_small,
	too_big: m.import_problem_too_big,
	too_long: m.import_problem_too_long,
	too_many: m.import_problem_too_many,
	ends_before_start: m.import_problem_ends_before_start,
	no_segments: m.import_problem_no_segments,
	unstorable_text: m.import_problem_unstorable_text,
	line_too_long: m.import_problem_line_too_long,
	encoding_unknown: m.import_problem_encoding_unknown,
	undecodable: m.import_problem_undecodable,
	csv_empty: m.import_problem_csv_empty,
	csv_unmapped: m.import_problem_csv_unmapped,
	csv_no_column: m.import_problem_csv_no_column,
	csv_column_twice: m.import_problem_csv_column_twice,
	csv_width: m.import_problem_csv_width,
	csv_quote: m.import_problem_csv_quote,
	csv_no_id: m.import_problem_csv_no_id,
	csv_neighbour: m.import_problem_csv_neighbour,
	csv_scattered: m.import_problem_csv_scattered,
	csv_speaker: m.import_problem_csv_speaker,
	csv_kind: m.import_problem_csv_kind,
	csv_conflict: m.import_problem_csv_conflict,
	bad_time: m.import_problem_bad_time,
	ambiguous_date: m.import_problem_ambiguous_date,
	file_too_big: m.import_problem_file_too_big,
	zipped: m.import_problem_zipped,
	not_whatsapp: m.import_problem_not_whatsapp,
	whatsapp_who: m.import_problem_whatsapp_who,
	vcon_uuid: m.import_problem_vcon_uuid,
	vcon_shape: m.import_problem_vcon_shape,
	vcon_party: m.import_problem_vcon_party,
	vcon_encrypted: m.import_problem_vcon_encrypted,
	vcon_payload: m.import_problem_vcon_payload,
	call_shape: m.import_problem_call_shape,
	call_empty: m.import_problem_call_empty,
	call_failed: m.import_problem_call_failed,
	call_who: m.import_problem_call_who,
	caption_start: m.import_problem_caption_start,
	caption_time: m.import_problem_caption_time,
	caption_untimed: m.import_problem_caption_untimed,
	word_place: m.import_problem_word_place,
	unstorable: m.import_problem_unstorable,
	bad_email: m.import_problem_bad_email,
	email_taken: m.import_problem_email_taken,
	code_twice: m.import_problem_code_twice,
	archived: m.import_problem_archived
};

export type ProblemCode = keyof typeof words;
/** Why a record was refused; `problemText` says it to a person. */
export type Problem = { code: ProblemCode; params: Record<string, string | number> };

export const problemCodes = Object.keys(words) as ProblemCode[];

/** The reason in the reader's language. */
export function problemText(problem: Problem, locale: Locale): string {
	const say = words[problem.code] as (
		params: Problem['params'],
		options: { locale: Locale }
	) => string;
	return say(problem.params, { locale });
}
