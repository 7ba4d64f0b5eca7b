import { m } from '#lib/paraglide/messages.js';
import type { Viewer } from '../../../permissions.ts';
import { optionalLine } from '../../../text.ts';
import { audit } from '../../audit/audit.ts';
import type { Db } from '../../db/database.ts';
import { createScorecard } from '../scorecards.ts';
import { readForm, type NotTaken } from './read-form.ts';
import { readWorkbook, type Fault } from './sheets.ts';

export type FormImport = { id: string; notTaken: NotTaken[] } | { faults: Fault[] };

/** A visit form from an XLSForm, as a draft: nothing is made where the file has a fault. */
export async function importXlsForm(
	db: Db,
	viewer: Viewer,
	{ fileName, bytes }: { fileName: string; bytes: Buffer }
): Promise<FormImport> {
	const read = await readWorkbook(bytes);
	if ('faults' in read) return read;
	const title = titleOf(fileName);
	const form = readForm(read.workbook, title);
	if ('faults' in form) return form;
	const { definition, notTaken } = form;
	return db.transaction(async (db) => {
		const name = { [viewer.locale]: title };
		const { id } = await createScorecard(
			db,
			viewer,
			{ name, definition, channels: ['visit'] },
			'imported'
		);
		await audit(db, viewer, 'scorecard.xlsform_read', id, {
			after: { fileName, notTaken: notTaken.length }
		});
		return { id, notTaken };
	});
}

function titleOf(fileName: string) {
	const name = optionalLine(200).safeParse(fileName.replace(/\.\w+$/, '').slice(0, 200));
	return (name.success && name.data) || m.xlsform_title();
}
