import type { QuestionKind } from '../../../questions.ts';

export type QuestionType = {
	is: 'question';
	kind: QuestionKind;
	/** Of its choices. */
	list: string | null;
	isWhole: boolean;
	withOther: boolean;
};

export type RowType =
	| QuestionType
	| { is: 'begin'; what: 'group' | 'repeat' }
	| { is: 'end' }
	| { is: 'calculation' }
	/** Known, but nothing that a visit form asks. */
	| { is: 'left_out' };

const kinds: Record<string, QuestionKind> = {
	text: 'text',
	string: 'text',
	'phone number': 'text',
	phonenumber: 'text',
	email: 'text',
	integer: 'number',
	int: 'number',
	decimal: 'number',
	range: 'number',
	date: 'date',
	time: 'time',
	image: 'photo',
	photo: 'photo'
};

const leftOut = new Set(
	`note start end today deviceid subscriberid simserial phonenumber username email start-geopoint audit geopoint
	geotrace geoshape barcode audio background-audio video file datetime acknowledge trigger hidden country xml-external
	csv-external rank select_one_from_file select_multiple_from_file select_one_external imei location gps`.split(
		/\s+/
	)
);

const select =
	/^(select_one|select_multiple|select one|select all that apply|add select one prompt using|add select multiple prompt using)(?:\s+from)?\s+(\S+)(\s+or(?:_| specify )other)?$/i;

/** What a type cell means; null: no such type. */
export function rowType(text: string): RowType | null {
	const type = text.trim().replace(/\s+/g, ' ');
	const plain = type.toLowerCase();
	const block = plain.match(/^(begin|end)[ _](group|repeat)$/);
	if (block?.[1] === 'end') return { is: 'end' };
	if (block) return { is: 'begin', what: block[2] as 'group' | 'repeat' };
	if (plain === 'calculate') return { is: 'calculation' };
	const [, how, list, other] = type.match(select) ?? [];
	if (list) {
		const kind = /multiple|all/i.test(how) ? 'choices' : 'choice';
		return { is: 'question', kind, list, isWhole: false, withOther: Boolean(other) };
	}
	const kind = kinds[plain.split(' ')[0]] ?? kinds[plain];
	if (kind) {
		const isWhole = plain.startsWith('int');
		return { is: 'question', kind, list: null, isWhole, withOther: false };
	}
	return leftOut.has(plain.split(' ')[0]) ? { is: 'left_out' } : null;
}
