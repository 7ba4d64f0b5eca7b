/**
 * The names in the first object of a JSON text that may be cut anywhere: `a`, and `a.b` for those one
 * level deeper. The objects of a list count as one.
 */
export function jsonNames(text: string): Set<string> {
	const names = new Set<string>();
	const open: { name: string; isObject: boolean }[] = [];
	let name = '';
	for (const { 0: sign, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
		if (sign === '{' || sign === '[') open.push({ name, isObject: sign === '{' });
		else if (sign === '}' || sign === ']') {
			open.pop();
			// Of a list the first entry speaks for all, of lines the first line
			if (open.length === 0 || (open.length === 1 && !open[0].isObject)) break;
		} else if (
			open.at(-1)?.isObject &&
			/^\s*:/.test(text.slice(index + sign.length, index + sign.length + 20))
		) {
			name = sign.slice(1, -1);
			const objects = open.filter(({ isObject }) => isObject);
			if (objects.length === 1) names.add(name);
			if (objects.length === 2) names.add(`${objects[1].name}.${name}`);
		}
	}
	return names;
}
