import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { inWords } from '../../locales.ts';
import type { Viewer } from '../../permissions.ts';
import { inPlainWords } from '../../plain-words.ts';
import { subjects } from '../../scorecard.ts';
import '../../validation.ts';
import type { Db } from '../db/database.ts';
import { contentSchema, createScorecard, getScorecard } from './scorecards.ts';
import { getPublishedVersion, getScorecardVersion } from './versions.ts';

const format = 'plumbline-scorecard';
/** A scorecard of thirty criteria in four languages has about 200 kB. */
const mostBytes = 3_000_000;
const mostProblems = 50;

/** What is exported. Teams belong to one house and stay there. */
const fileSchema = contentSchema.extend({
	format: z.literal(format),
	formatVersion: z.literal(1),
	channels: z.array(z.enum(subjects)).max(subjects.length).default([]),
	description: contentSchema.shape.description.default({})
});
type ScorecardFile = z.infer<typeof fileSchema>;

/** What is wrong with a file, and where: `definition.sections[0].criteria[2].weight`. */
export type FileProblem = { path: string; message: string };

/** One version as a file: the given published one, else the newest published, else the draft. Throws 404. */
export async function exportScorecard(db: Db, viewer: Viewer, id: string, number?: number) {
	const { published, draft, channels } = await getScorecard(db, viewer, id);
	const version =
		number === undefined
			? await getScorecardVersion(db, (published ?? draft)!.versionId)
			: await getPublishedVersion(db, id, number);
	const { name, description, definition } = version;
	const file: ScorecardFile = { format, formatVersion: 1, name, description, channels, definition };
	return {
		fileName: `${inWords(name, viewer.locale)} v${version.number}.json`,
		text: JSON.stringify(file, null, '\t') + '\n'
	};
}

/** Makes a draft of an exported file, or says everything that is wrong with it. */
export async function importScorecard(
	db: Db,
	viewer: Viewer,
	text: string
): Promise<{ id: string; problems?: never } | { problems: FileProblem[] }> {
	const read = readScorecardFile(text);
	if (read.problems) return { problems: read.problems };
	const { name, description, channels, definition } = read.file;
	const input = { name, description, channels, definition };
	const { id } = await createScorecard(db, viewer, input, 'imported');
	return { id };
}

/** The file's content, or up to fifty problems. Nothing in it is taken on trust. */
export function readScorecardFile(
	text: string
): { file: ScorecardFile; problems?: never } | { problems: FileProblem[] } {
	if (text.length > mostBytes) return refuse('', m.scorecards_file_too_big());
	let value: unknown;
	try {
		value = JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch {
		return refuse('', m.scorecards_file_not_json());
	}
	if ((value as Partial<ScorecardFile> | null)?.format !== format)
		return refuse('format', m.scorecards_file_other({ format }));
	const excess = findExcess(value, []);
	if (excess) return refuse(pathText(excess), m.scorecards_file_too_many());
	const parsed = fileSchema.safeParse(value, { reportInput: true });
	const problems = parsed.success
		? unknownFields(value, parsed.data, []).map(unknownField)
		: parsed.error.issues.flatMap(problemsOf);
	if (problems.length || !parsed.success) return { problems: problems.slice(0, mostProblems) };
	if (!Object.values(parsed.data.name).some(Boolean))
		return refuse('name', m.validation_name_missing());
	return { file: parsed.data };
}

const refuse = (path: string, message: string) => ({ problems: [{ path, message }] });

/** Longer, wider or deeper than any scorecard: found before zod would describe each piece of it. */
function findExcess(value: unknown, path: PropertyKey[]): PropertyKey[] | null {
	if (typeof value !== 'object' || value === null) return null;
	const size = Array.isArray(value) ? value.length : Object.keys(value).length;
	if (size > 50 || path.length > 12) return path;
	for (const [key, inner] of Object.entries(value)) {
		const excess = findExcess(inner, [...path, Array.isArray(value) ? Number(key) : key]);
		if (excess) return excess;
	}
	return null;
}

/** Fields that the schema dropped: a mistyped name must not lose its content silently. */
function unknownFields(value: unknown, known: unknown, path: PropertyKey[]): PropertyKey[][] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => {
		const here = [...path, Array.isArray(value) ? Number(key) : key];
		return Object.hasOwn(known as object, key)
			? unknownFields(inner, (known as Record<string, unknown>)[key], here)
			: [here];
	});
}

const unknownField = (path: PropertyKey[]) => ({
	path: pathText(path),
	message: m.scorecards_file_unknown_field()
});

function problemsOf(issue: z.core.$ZodIssue): FileProblem[] {
	if (issue.code === 'unrecognized_keys')
		return issue.keys.map((key) => unknownField([...issue.path, key]));
	return [{ path: pathText(issue.path), message: messageOf(issue) }];
}

/** Written for a program's file: a form would never send a number as text. */
function messageOf(issue: z.core.$ZodIssue) {
	if (issue.code === 'invalid_type')
		return issue.input === undefined
			? m.scorecards_file_field_missing()
			: m.scorecards_file_wrong_type({ expected: issue.expected });
	if (issue.code === 'invalid_value')
		return m.scorecards_file_wrong_value({ allowed: issue.values.join(', ') });
	return inPlainWords(issue.message);
}

function pathText(path: PropertyKey[]) {
	return path
		.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part).slice(0, 80)}`))
		.join('')
		.replace(/^\./, '');
}
