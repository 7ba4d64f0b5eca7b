import { getLocale } from '#lib/paraglide/runtime.js';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

/** A size as people read it: "2 GB". */
export function formatBytes(bytes: number): string {
	const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(bytes || 1) / 10)));
	return new Intl.NumberFormat(getLocale(), {
		style: 'unit',
		unit: units[step],
		maximumFractionDigits: 1
	}).format(bytes / 1024 ** step);
}
