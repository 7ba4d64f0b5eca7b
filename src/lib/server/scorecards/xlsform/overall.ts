import type { Definition } from '../../../scorecard.ts';

/** A questionnaire scores nothing, and a form without a scored criterion cannot be published: this one is added. */
export function overallSection(keys: Set<string>): Definition['sections'][number] {
	const free = (key: string) => (keys.has(key) ? `${key}_of_visit` : key);
	return {
		key: free('overall'),
		name: { en: 'Overall', ru: 'В целом', lv: 'Kopumā', ro: 'În ansamblu' },
		criteria: [
			{
				key: free('overall_impression'),
				name: {
					en: 'Overall impression',
					ru: 'Общее впечатление',
					lv: 'Kopējais iespaids',
					ro: 'Impresia generală'
				},
				description: {},
				levels: [
					{ en: 'Very poor', ru: 'Очень плохо', lv: 'Ļoti slikti', ro: 'Foarte slab' },
					{ en: 'Poor', ru: 'Плохо', lv: 'Slikti', ro: 'Slab' },
					{ en: 'Fair', ru: 'Средне', lv: 'Viduvēji', ro: 'Mediu' },
					{ en: 'Good', ru: 'Хорошо', lv: 'Labi', ro: 'Bun' },
					{ en: 'Very good', ru: 'Очень хорошо', lv: 'Ļoti labi', ro: 'Foarte bun' }
				],
				weight: 10,
				allowsNa: false,
				critical: null,
				commentBelow: 3,
				evidenceBelow: null,
				rootCauses: [],
				coachingTip: {}
			}
		]
	};
}
