import { Readable } from 'node:stream';
import { and, asc, eq, isNotNull } from 'drizzle-orm';
import { ZipFile } from 'yazl';
import type { Viewer } from '../../permissions.ts';
import { audit } from '../audit/audit.ts';
import type { Db } from '../db/database.ts';
import { employees, reportBatchItems, teams } from '../db/schema/index.ts';
import { visibleEmployees } from '../people/visibility.ts';
import { getBatch } from './batch-list.ts';

/**
 * The drawn reports of a batch as one zip, read one by one while it is sent. Only of those whom the viewer still
 * may see. Throws 404.
 */
export async function openBatchZip(db: Db, viewer: Viewer, id: string) {
	const batch = await getBatch(db, viewer, id);
	const items = await listDrawn(db, viewer, id);
	await audit(db, viewer, 'report_batch.downloaded', id, { after: { reports: items.length } });
	const zip = new ZipFile();
	const mtime = batch.createdAt;
	const period = `${batch.periodFrom}-${batch.periodTo}`;
	for (const { id: itemId, name, code, team } of items) {
		const path = [team, `${name} (${code}) ${period}.pdf`].filter((part) => part !== null);
		zip.addReadStreamLazy(path.map(plain).join('/'), { mtime, compress: false }, (begin) => {
			readBytes(db, itemId).then(
				(bytes) => begin(null, Readable.from([bytes], { objectMode: false })),
				(error) => begin(error, null as never)
			);
		});
	}
	const body = zip.outputStream as Readable;
	zip.on('error', (error: Error) => body.destroy(error));
	zip.end();
	return { body, fileName: `reports-${period}.zip` };
}

const listDrawn = (db: Db, viewer: Viewer, batchId: string) =>
	db
		.select({
			id: reportBatchItems.id,
			name: employees.name,
			code: employees.code,
			team: teams.name
		})
		.from(reportBatchItems)
		.innerJoin(employees, eq(employees.id, reportBatchItems.employeeId))
		.leftJoin(teams, eq(teams.id, employees.teamId))
		.where(
			and(
				eq(reportBatchItems.batchId, batchId),
				isNotNull(reportBatchItems.bytes),
				visibleEmployees(viewer)
			)
		)
		.orderBy(asc(teams.name), asc(employees.name), asc(employees.id));

async function readBytes(db: Db, id: string): Promise<Buffer> {
	const [{ bytes }] = await db
		.select({ bytes: reportBatchItems.bytes })
		.from(reportBatchItems)
		.where(eq(reportBatchItems.id, id));
	return bytes!;
}

/** What every system takes as part of a path. */
const plain = (part: string) =>
	part.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, '-').replace(/^\.+|[. ]+$/g, '') || '-';
