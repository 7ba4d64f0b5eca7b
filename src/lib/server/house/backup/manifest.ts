import { z } from 'zod';

/** First in a backup: what it is, before anything is read. */
export const headSchema = z.object({
	format: z.literal('plumbline-backup'),
	version: z.int(),
	createdAt: z.iso.datetime(),
	/** Hashes of the migrations that made its tables, in order. */
	migrations: z.array(z.string()),
	tables: z.array(
		z.object({ name: z.string(), columns: z.array(z.string()), key: z.array(z.string()) })
	)
});
export type Head = z.infer<typeof headSchema>;

/** Last in a backup: what must have come out of it. */
export const manifestSchema = z.object({
	tables: z.record(z.string(), z.object({ rows: z.int(), sha256: z.string() })),
	/** By their keys in the store; null: a row names it, but it was not there. */
	files: z
		.record(z.string(), z.object({ bytes: z.int(), sha256: z.string() }).nullable())
		.default({})
});
export type Manifest = z.infer<typeof manifestSchema>;

/** 1 had no files. */
export const backupVersion = 2;
export const headName = 'plumbline-backup.json';
export const manifestName = 'manifest.json';
/** A table or a file is cut into parts of this many bytes. */
export const partSize = 8 * 1024 ** 2;
export const partName = (table: string, part: number) =>
	`tables/${table}/${String(part).padStart(6, '0')}`;
