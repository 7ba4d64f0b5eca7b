const space = /[ \t\r\n]*/y;
const token =
	/[{}[\],:]|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end' | 'nothing';

/** Where a text that JSON.parse refuses stops being JSON (RFC 8259); V8 does not always say. */
export function jsonFaultAt(text: string): number {
	const open: ('{' | '[')[] = [];
	let expected: Expected = 'value';
	for (let at = 0; ;) {
		at = skip(space, text, at);
		const end = skip(token, text, at);
		const next: Expected | null = end > at ? after(text.slice(at, end), expected, open) : null;
		if (!next) return at;
		expected = next;
		at = end;
	}
}

function skip(pattern: RegExp, text: string, at: number): number {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : at;
}

/** What may follow; null where this may not stand here. */
function after(sign: string, expected: Expected, open: ('{' | '[')[]): Expected | null {
	const wantsValue = expected === 'value' || expected === 'value or ]';
	const inObject = open.at(-1) === '{';
	if (sign === '{' || sign === '[') {
		if (!wantsValue) return null;
		open.push(sign);
		return sign === '{' ? 'name or }' : 'value or ]';
	}
	if (sign === '}' || sign === ']') {
		const mayEnd = expected === ', or end' || expected.endsWith(sign);
		if (!mayEnd || open.pop() !== (sign === '}' ? '{' : '[')) return null;
		return open.length > 0 ? ', or end' : 'nothing';
	}
	if (sign === ':') return expected === ':' ? 'value' : null;
	if (sign === ',') return expected !== ', or end' ? null : inObject ? 'name' : 'value';
	if (expected === 'name' || expected === 'name or }') return sign[0] === '"' ? ':' : null;
	return !wantsValue ? null : open.length > 0 ? ', or end' : 'nothing';
}
