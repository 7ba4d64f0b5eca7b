/** A label in lines of at most so many letters; a longer word stands alone. */
export function labelLines(label: string, letters: number): string[] {
	const lines: string[] = [];
	for (const word of label.split(/\s+/)) {
		const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
		if (lines.length && longer.length > letters) lines.push(word);
		else lines.splice(-1, 1, longer);
	}
	return lines;
}
