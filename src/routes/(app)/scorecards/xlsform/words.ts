import { m } from '#lib/paraglide/messages.js';
import type { NotTakenReason } from '#lib/server/scorecards/xlsform/read-form.ts';
import type { FaultReason } from '#lib/server/scorecards/xlsform/sheets.ts';

export const faultWords: Record<FaultReason, () => string> = {
	unreadable: m.xlsform_unreadable,
	no_survey: m.xlsform_no_survey,
	no_type_column: m.xlsform_no_type_column,
	cell_without_column: m.xlsform_cell_without_column,
	type_missing: m.xlsform_type_missing,
	type_unknown: m.xlsform_type_unknown,
	name_missing: m.xlsform_name_missing,
	name_wrong: m.xlsform_name_wrong,
	name_twice: m.xlsform_name_twice,
	list_unknown: m.xlsform_list_unknown,
	choice_name_missing: m.xlsform_choice_name_missing,
	group_not_begun: m.xlsform_group_not_begun,
	group_not_ended: m.xlsform_group_not_ended,
	calculation_missing: m.xlsform_calculation_missing,
	expression_wrong: m.xlsform_expression_wrong,
	reference_unknown: m.xlsform_reference_unknown,
	nothing_asked: m.xlsform_nothing_asked
};

export const notTakenWords: Record<NotTakenReason, () => string> = {
	type: m.xlsform_left_type,
	repeat: m.xlsform_left_repeat,
	calculation: m.xlsform_left_calculation,
	relevant: m.xlsform_left_relevant,
	required: m.xlsform_left_required,
	constraint: m.xlsform_left_constraint,
	choice_filter: m.xlsform_left_choice_filter,
	other: m.xlsform_left_other,
	default: m.xlsform_left_default,
	too_many_options: m.xlsform_left_too_many_options,
	too_few_options: m.xlsform_left_too_few_options,
	option_twice: m.xlsform_left_option_twice,
	language: m.xlsform_left_language,
	too_many_sections: m.xlsform_left_too_many_sections
};
