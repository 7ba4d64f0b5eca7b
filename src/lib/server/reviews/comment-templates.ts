import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { locales, type Words } from '../../locales.ts';
import type { Viewer } from '../../permissions.ts';
import { optionalLine } from '../../text.ts';
import { audit, changed } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { commentTemplates } from '../db/schema/index.ts';
import { notFound } from '../errors.ts';
import { commentTemplates as shipped } from '../scorecards/templates/comment-templates.ts';

const text = z
	.string()
	.trim()
	.max(2000)
	.refine((text) => !text.includes('\0') && text.isWellFormed())
	.default('');

/** A ready text in at least one language, for the comment on one criterion or on any. */
export const commentTemplateSchema = z
	.object({ en: text, ru: text, lv: text, ro: text, criterion: optionalLine(100).optional() })
	.refine((words) => locales.some((locale) => words[locale]), { path: ['en'] });
export type CommentTemplateInput = z.output<typeof commentTemplateSchema>;

/** Ready texts for comments, in the order in which they were added; archived ones only when asked for. */
export const listCommentTemplates = (db: Db, { archived = false } = {}) =>
	db
		.select({
			id: commentTemplates.id,
			text: commentTemplates.text,
			criterion: commentTemplates.criterion
		})
		.from(commentTemplates)
		.where(archived ? isNotNull(commentTemplates.archivedAt) : isNull(commentTemplates.archivedAt))
		.orderBy(asc(commentTemplates.createdAt), asc(commentTemplates.id));

export async function getCommentTemplate(db: Db, id: string) {
	const [template] = await db.select().from(commentTemplates).where(eq(commentTemplates.id, id));
	if (!template) throw notFound();
	return template;
}

export async function addCommentTemplate(db: Db, viewer: Viewer, input: CommentTemplateInput) {
	return db.transaction(async (db) => {
		const template = written(input);
		const [{ id }] = await db
			.insert(commentTemplates)
			.values(template)
			.returning({ id: commentTemplates.id });
		await audit(db, viewer, 'comment_template.added', id, { after: template });
		return id;
	});
}

/** Adds the texts that ship, those that are not there yet. */
export async function addShippedCommentTemplates(db: Db, viewer: Viewer) {
	await db.transaction(async (db) => {
		const there = await db.select({ text: commentTemplates.text }).from(commentTemplates);
		const known = new Set(there.map(({ text }) => text.en));
		const missing = shipped
			.filter(({ text }) => !known.has(text.en))
			.map(({ text, criterion }) => ({ text, criterion }));
		if (!missing.length) return;
		await db.insert(commentTemplates).values(missing);
		await audit(db, viewer, 'comment_templates.shipped_added', null, {
			after: { added: missing.length }
		});
	});
}

export async function editCommentTemplate(
	db: Db,
	viewer: Viewer,
	id: string,
	input: CommentTemplateInput
) {
	await db.transaction(async (db) => {
		const { text, criterion } = await getCommentTemplate(db, id);
		const template = written(input);
		const change = changed({ text, criterion }, template);
		if (!change) return;
		await db.update(commentTemplates).set(template).where(eq(commentTemplates.id, id));
		await audit(db, viewer, 'comment_template.edited', id, change);
	});
}

/** Offers the text no more; comments that were made from it stay as they are. */
export async function archiveCommentTemplate(db: Db, viewer: Viewer, id: string) {
	await db.transaction(async (db) => {
		const { text } = await getCommentTemplate(db, id);
		await db
			.update(commentTemplates)
			.set({ archivedAt: new Date() })
			.where(and(eq(commentTemplates.id, id), isNull(commentTemplates.archivedAt)));
		await audit(db, viewer, 'comment_template.archived', id, { before: { text } });
	});
}

export async function restoreCommentTemplate(db: Db, viewer: Viewer, id: string) {
	await db.transaction(async (db) => {
		const { text } = await getCommentTemplate(db, id);
		await db.update(commentTemplates).set({ archivedAt: null }).where(eq(commentTemplates.id, id));
		await audit(db, viewer, 'comment_template.restored', id, { after: { text } });
	});
}

/** Without the languages that were left empty. */
function written(input: CommentTemplateInput) {
	const text: Words = Object.fromEntries(
		locales.filter((locale) => input[locale]).map((locale) => [locale, input[locale]])
	);
	return { text, criterion: input.criterion || null };
}
