import { hasOptions, needsValue, type Condition, type Question, type Rule } from './questions.ts';

type Section = { criteria: { key: string }[]; questions?: Question[] };
type Fault = { message: 'rule_unknown' | 'rule_value_missing'; path: PropertyKey[] };

/** Rules that look at nothing that stands before them, or compare with nothing. */
export function checkRules({ sections }: { sections: Section[] }): Fault[] {
	const criteria = new Set(sections.flatMap(({ criteria }) => criteria.map(({ key }) => key)));
	const before = new Map<string, Question>();
	return sections.flatMap(({ questions = [] }, s) =>
		questions.flatMap((question, q) => {
			const faults = (['showIf', 'requiredIf'] as const).flatMap((field) =>
				ruleFaults(question[field], ['sections', s, 'questions', q, field])
			);
			before.set(question.key, question);
			return faults;
		})
	);

	function ruleFaults(rule: Rule | null, path: PropertyKey[]): Fault[] {
		return (rule?.conditions ?? []).flatMap((condition, c) => {
			const message = faultOf(condition);
			return message ? [{ message, path: [...path, 'conditions', c] }] : [];
		});
	}

	function faultOf({ key, is, value }: Condition): Fault['message'] | null {
		const question = before.get(key);
		if (!question && !criteria.has(key)) return 'rule_unknown';
		if (!needsValue(is)) return null;
		if (value === null || value === '') return 'rule_value_missing';
		const isOption = !question || !hasOptions(question.kind) || is === 'below' || is === 'above';
		return isOption || question.options.some((option) => option.key === value)
			? null
			: 'rule_value_missing';
	}
}
