/** What a service is asked for: words with times, JSON with the text only, or the bare text. */
export const answers = ['verbose_json', 'json', 'text'] as const;
export type Answers = (typeof answers)[number];

/** Longest piece that is sent, in ms. Where the service tells no times, a piece is all that is known of them. */
export const longestPiece: Record<Answers, number> = {
	verbose_json: 600_000,
	json: 20_000,
	text: 20_000
};
