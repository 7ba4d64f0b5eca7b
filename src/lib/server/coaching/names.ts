/** Letters of a name that change with its case in Russian, Latvian and Romanian. */
const ending = /(?:is|us|as|ul|ei|ii|[sšaāeēiīuūăоейьаяыиую])$/iu;
const shortest = 3;

/**
 * Replaces the customer's names in a text by their initials, also when they are inflected. Words that are in
 * the employee's own name stay: there the employee speaks of themselves.
 */
export function maskNames(text: string, names: (string | null | undefined)[], own = ''): string {
	const kept = new Set(partsOf(own).map(lower));
	const parts = names.flatMap((name) => partsOf(name ?? ''));
	const wanted = [...new Set(parts)].filter((part) => !kept.has(lower(part)));
	return wanted.reduce(maskName, text);
}

/** The initial of a customer, or '' when what we have is a number or an address. */
export function initialOf(name: string | null | undefined): string {
	const [first] = partsOf(name ?? '');
	return first ? `${first[0].toLocaleUpperCase()}.` : '';
}

function partsOf(name: string) {
	if (/[@\d]/.test(name)) return [];
	return name.split(/[^\p{L}\p{M}’'-]+/u).filter((part) => part.length >= shortest);
}

/** The whole name in any case of its letters; inflected only when written as a name, or "Mark" would hide "market". */
function maskName(text: string, name: string) {
	const initial = `${name[0].toLocaleUpperCase()}.`;
	const stem = name.replace(ending, '');
	const whole = new RegExp(`(?<!\\p{L})${RegExp.escape(name)}(?!\\p{L})\\.?`, 'giu');
	const masked = text.replace(whole, initial);
	if (stem.length < shortest || stem === lower(stem)) return masked;
	const bent = new RegExp(`(?<!\\p{L})${RegExp.escape(stem)}\\p{L}{1,3}(?!\\p{L})\\.?`, 'gu');
	return masked.replace(bent, initial);
}

const lower = (text: string) => text.toLocaleLowerCase();
