import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { definitionSchema } from '../../../scorecard-schema.ts';
import { questionsOf } from '../../../questions.ts';
import { readForm } from './read-form.ts';
import { readWorkbook } from './sheets.ts';
import { limitsOf, ruleOf } from './expressions.ts';
import { questionOf } from '../../../../../tests/setup/factories.ts';
import { readShared, sharedFiles, sharedPath } from '../../../../../tests/shared-data.ts';

async function read(bytes: Buffer) {
	const book = await readWorkbook(bytes);
	return 'faults' in book ? book : readForm(book.workbook, 'Form');
}

const csv = (...lines: string[]) => Buffer.from(lines.join('\n'));
const survey = (...lines: string[]) =>
	csv('survey,,,,,', ',type,name,label,relevant,required,constraint', ...lines);

/** XLSForms; the rest are answers, forms of other tools, or broken. */
const taken = /forms\/xlsform|xl_date_ambiguous|ict_survey_fails/;

test('groups become sections, and every expression that a rule can hold is kept', async () => {
	const form = await read(
		csv(
			'survey,,,,,,',
			',type,name,label::English (en),label::Latviešu (lv),relevant,required,constraint',
			',begin group,door,At the door,Pie durvīm,,,',
			',select_one yn,queue,Was there a queue?,Vai bija rinda?,,yes,',
			',integer,people,How many?,Cik?,"${queue} = \'yes\'",yes,. > 0 and . <= 30',
			',text,why,Why not?,Kāpēc?,"selected(${queue}, \'no\') or ${people} > 5",,string-length(.) >= 20',
			',end group,,,,,,',
			',calculate,total,,,,,',
			'choices,,',
			',list_name,name,label',
			',yn,yes,Yes',
			',yn,no,No'
		)
	);
	expect(form).toEqual({
		faults: [{ sheet: 'survey', row: 8, reason: 'calculation_missing', what: 'total' }]
	});
});

test('what can be asked is taken over, and what cannot is listed with its row', async () => {
	const form = await read(
		survey(
			',begin group,door,At the door,,,',
			',select_one yn,queue,Was there a queue?,,yes,',
			`,integer,people,How many?,\${queue} = 'yes',yes,. > 0 and . <= 30`,
			',geopoint,here,Where?,,,',
			`,text,why,Why?,"count-selected(\${queue}) > 1",,`,
			',end group,,,,,',
			'choices,,',
			',list_name,name,label',
			',yn,yes,Yes',
			',yn,no,No'
		)
	);
	if ('faults' in form) throw new Error(JSON.stringify(form.faults));
	expect(definitionSchema.safeParse(form.definition).success).toBe(true);
	expect(questionsOf(form.definition)).toMatchObject([
		{ key: 'queue', kind: 'choice', required: true },
		{
			key: 'people',
			kind: 'number',
			min: 1,
			max: 30,
			showIf: { match: 'all', conditions: [{ key: 'queue', is: 'is', value: 'yes' }] }
		},
		{ key: 'why', showIf: null }
	]);
	expect(form.notTaken.map(({ row, what }) => [row, what])).toEqual([
		[6, 'type'],
		[7, 'relevant']
	]);
});

test.each([
	['an unknown type', [',hologram,x,X,,,'], 3, 'type_unknown'],
	['an unknown list', [',select_one gone,x,X,,,'], 3, 'list_unknown'],
	['a name used twice', [',text,x,X,,,', ',text,x,Y,,,'], 4, 'name_twice'],
	['a name with blanks', [',text,a b,X,,,'], 3, 'name_wrong'],
	['no name', [',text,,X,,,'], 3, 'name_missing'],
	['a group that does not end', [',begin group,g,G,,,', ',text,x,X,,,'], 3, 'group_not_ended'],
	['a group that did not begin', [',text,x,X,,,', ',end group,,,,,'], 4, 'group_not_begun'],
	['a rule on nothing', [',text,x,X,${gone} = 1,,'], 3, 'reference_unknown'],
	['an open quote', [`,text,x,X,"\${x} = 'a",,`], 3, 'expression_wrong'],
	['quotes of a word processor', [',text,x,X,${x} = ‘a’,,'], 3, 'expression_wrong']
])('%s refuses the form, with its row', async (_, lines, row, reason) => {
	expect(await read(survey(...lines))).toMatchObject({ faults: [{ row, reason }] });
});

test.each([
	['service_rating.xlsx', 12],
	['all-question-types-v2024091201-3.xlsx', 20],
	['pyxform/choice_filter_test.xlsx', 3],
	['pyxform/yes_or_no_question.xlsx', 1],
	['pyxform/specify_other.xlsx', 1],
	['pyxform/specify_other.csv', 1],
	['pyxform/group.csv', 3],
	['pyxform/utf_csv.csv', 1],
	['pyxform/tutorial.xls', 10],
	['pyxform/widgets.xls', 20],
	['ifrc-distribution-site-assessment-v1.xlsx', 50]
])('%s makes a form that can be published', async (name, least) => {
	const form = await read(readFileSync(sharedPath(`forms/xlsform/${name}`)));
	if ('faults' in form) throw new Error(JSON.stringify(form.faults));
	const checked = definitionSchema.safeParse(form.definition);
	expect(checked.error?.issues ?? []).toEqual([]);
	expect(questionsOf(form.definition).length).toBeGreaterThanOrEqual(least);
});

test.each([
	['spaces_in_choices_header.xls', 'choices', 3, 'cell_without_column'],
	['calculate_without_calculation.xls', 'survey', 34, 'calculation_missing'],
	['group_name_test.xls', 'survey', 3, 'name_missing'],
	['ODKValidateWarnings.xlsx', 'survey', 2, 'cell_without_column'],
	['UCL_Biomass_Plot_Form.xlsx', 'survey', 9, 'expression_wrong'],
	['bad_calc.xlsx', 'survey', 2, 'expression_wrong']
])('%s is refused with sheet, row and reason', async (name, sheet, row, reason) => {
	const form = await read(readFileSync(sharedPath(`malformed/spreadsheets/${name}`)));
	expect(form).toMatchObject({
		faults: expect.arrayContaining([{ sheet, row, reason, what: expect.any(String) }])
	});
});

test.each([...sharedFiles('forms'), ...sharedFiles('malformed/spreadsheets')])(
	'%s makes a form that can be published, or is refused with a reason',
	async (name) => {
		const form = await read(readShared(name));
		if ('faults' in form) expect(form.faults[0].reason).not.toBe('');
		else expect(definitionSchema.safeParse(form.definition).success).toBe(true);
		expect('faults' in form, name).toBe(!taken.test(name) || /\.xml$/.test(name));
	}
);

const oldExcel = readFileSync(sharedPath('forms/xlsform/pyxform/widgets.xls'));

test('a file that is no form at all is refused and breaks nothing', async () => {
	for (const bytes of [
		Buffer.alloc(0),
		Buffer.from('PK\u0003\u0004 nothing'),
		Buffer.from('d0cf11e0a1b11ae1'.padEnd(4096, '0'), 'hex'),
		oldExcel.subarray(0, oldExcel.length / 2),
		Buffer.from(oldExcel).fill(0xff, 512, 4096),
		Buffer.alloc(3000, 7)
	])
		expect('faults' in (await read(bytes))).toBe(true);
});

test('expressions beyond a rule are no rule', () => {
	const find = (name: string) => (name === 'n' ? questionOf('n', { kind: 'number' }) : undefined);
	expect(ruleOf('${n} > 3', find)).toMatchObject({ conditions: [{ is: 'above', value: 3 }] });
	for (const text of [
		'${n} >= 3',
		'${n} > 3 and ${n} < 9 or ${n} = 1',
		'once(${n})',
		'${m} = 1',
		'${n} > ${n}'
	])
		expect(ruleOf(text, find), text).toBeNull();
	expect(limitsOf('. > 0', false)).toBeNull();
	expect(limitsOf('. >= 0.5 and . <= 9', false)).toEqual({ min: 0.5, max: 9 });
});
