import type { Words } from '#lib/locales.ts';
import type { Criterion } from '#lib/scorecard.ts';

type Scale = Pick<Criterion, 'levels' | 'commentBelow' | 'evidenceBelow'>;

/** Another number of levels: a line stays where its level is worth the same, and so does what is required below the top. */
export function rescale({ levels, commentBelow, evidenceBelow }: Scale, count: number): Scale {
	const last = levels.length - 1;
	const limit = (below: number | null) =>
		below === null ? null : below === levels.length ? count : Math.min(below, count);
	return {
		levels: Array.from({ length: count }, (_, i): Words => {
			const place = (i * last) / (count - 1);
			return Number.isInteger(place) ? { ...levels[place] } : {};
		}),
		commentBelow: limit(commentBelow),
		evidenceBelow: limit(evidenceBelow)
	};
}
