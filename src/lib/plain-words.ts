import { m } from '#lib/paraglide/messages.js';

/** Own codes that schemas give as their error. */
const words: Record<string, () => string> = {
	name_missing: m.validation_name_missing,
	key_wrong: m.validation_key_wrong,
	text_unstorable: m.validation_text_unstorable,
	level_count: m.validation_level_count,
	scorecard_empty: m.validation_scorecard_empty,
	section_empty: m.validation_section_empty,
	section_twice: m.validation_section_twice,
	criterion_twice: m.validation_criterion_twice,
	root_cause_twice: m.validation_root_cause_twice,
	question_twice: m.validation_question_twice,
	question_options_missing: m.validation_question_options_missing,
	question_option_twice: m.validation_question_option_twice,
	question_answer_missing: m.validation_question_answer_missing,
	question_range_wrong: m.validation_question_range_wrong,
	rule_unknown: m.validation_rule_unknown,
	rule_value_missing: m.validation_rule_value_missing,
	window_wrong: m.validation_window_wrong,
	period_wrong: m.validation_period_wrong,
	coordinates_wrong: m.validation_coordinates_wrong,
	opening_hours_wrong: m.validation_opening_hours_wrong,
	no_weight: m.validation_no_weight,
	below_too_high: m.validation_below_too_high,
	password_common: m.validation_password_common,
	ai_address_wrong: m.ai_address_wrong,
	ai_address_credentials: m.ai_address_credentials,
	ai_address_forbidden: m.ai_address_forbidden,
	ai_address_private: m.ai_address_private,
	ai_model_missing: m.ai_model_missing
};

/** The words for a code that a schema gave as its error; other texts as they are. */
export const inPlainWords = (message: string) =>
	Object.hasOwn(words, message) ? words[message]() : message;
