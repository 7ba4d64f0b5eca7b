import type { Encoding } from './decode.ts';
import { readJsonLines } from './jsonl.ts';
import type { Parsed } from './record.ts';

export type ReadOptions = {
	/** With its extension; some formats make the conversation's id from it. */
	fileName: string;
	/** Unset: recognised from the beginning of the file. */
	encoding?: Encoding;
};

export type Format = {
	/** Streams the conversations of a file; every bad one comes out as a problem with its line. */
	read(input: AsyncIterable<Uint8Array>, options: ReadOptions): AsyncGenerator<Parsed>;
};

export const formats = {
	jsonl: { read: readJsonLines }
} satisfies Record<string, Format>;
export type FormatName = keyof typeof formats;
