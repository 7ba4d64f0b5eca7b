import { asc, isNull } from 'drizzle-orm';
import type { Db } from '../db/database.ts';
import { commentTemplates } from '../db/schema/index.ts';

/** Ready sentences for comments, in the order in which they were added. */
export const listCommentTemplates = (db: Db) =>
	db
		.select({ id: commentTemplates.id, text: commentTemplates.text })
		.from(commentTemplates)
		.where(isNull(commentTemplates.archivedAt))
		.orderBy(asc(commentTemplates.createdAt), asc(commentTemplates.id));
