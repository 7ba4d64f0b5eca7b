export type DiffPart = { kind: 'same' | 'removed' | 'added'; text: string };

/** Beyond this many pairs of words the whole text counts as replaced: quadratic otherwise. */
const mostPairs = 4_000_000;

/** What an edit took out and put in, word by word; blanks are words too, so both texts can be put together again. */
export function diffWords(before: string, after: string): DiffPart[] {
	const [old, fresh] = [wordsOf(before), wordsOf(after)];
	if (old.length * fresh.length > mostPairs)
		return [
			{ kind: 'removed', text: before },
			{ kind: 'added', text: after }
		];
	const common = commonLengths(old, fresh);
	const parts: DiffPart[] = [];
	let [i, j] = [0, 0];
	while (i < old.length || j < fresh.length) {
		if (i < old.length && old[i] === fresh[j]) {
			put(parts, 'same', old[i++]);
			j++;
		} else if (j >= fresh.length || (i < old.length && common[i + 1][j] >= common[i][j + 1]))
			put(parts, 'removed', old[i++]);
		else put(parts, 'added', fresh[j++]);
	}
	return parts;
}

const wordsOf = (text: string) => text.split(/(\s+)/).filter(Boolean);

/** Length of the longest common sequence of the rests from each pair of places on. */
function commonLengths(old: string[], fresh: string[]) {
	const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(fresh.length + 1));
	for (let i = old.length - 1; i >= 0; i--)
		for (let j = fresh.length - 1; j >= 0; j--)
			lengths[i][j] =
				old[i] === fresh[j]
					? lengths[i + 1][j + 1] + 1
					: Math.max(lengths[i + 1][j], lengths[i][j + 1]);
	return lengths;
}

function put(parts: DiffPart[], kind: DiffPart['kind'], text: string) {
	const last = parts.at(-1);
	if (last?.kind === kind) last.text += text;
	else parts.push({ kind, text });
}
