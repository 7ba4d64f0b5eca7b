/** A stretch of one segment that is shown as marked; offsets are UTF-16 units of its text. */
export type Mark = { id: string; segment: number; start: number; end: number; label: string };

export type Piece = {
	text: string;
	/** Every mark that covers the whole piece. */
	marks: Mark[];
	/** Those that end with it: where their labels stand. */
	ending: Mark[];
};

/** Cuts a segment's text where marks begin and end; the pieces together are the text again. */
export function cutByMarks(text: string, marks: Mark[]): Piece[] {
	const inside = marks.filter(({ start, end }) => start < end && start < text.length);
	const edges = inside.flatMap(({ start, end }) => [
		Math.max(0, start),
		Math.min(end, text.length)
	]);
	const cuts = [...new Set([0, ...edges, text.length])].sort((a, b) => a - b);
	return cuts.slice(1).map((to, i) => {
		const from = cuts[i];
		const covering = inside.filter(({ start, end }) => start <= from && end >= to);
		const ending = covering.filter(({ end }) => Math.min(end, text.length) === to);
		return { text: text.slice(from, to), marks: covering, ending };
	});
}
