import { createReadStream } from 'node:fs';
import { connectDatabase } from '../../src/lib/server/db/database.ts';
import { importConversations } from '../../src/lib/server/conversations/importing.ts';

/** Imports a file in a process of its own, to be killed: URL of the database, the viewer, the file. */
const [url, viewer, file] = process.argv.slice(2);
const { pool } = connectDatabase(url, { max: 2 });
await importConversations(pool, JSON.parse(viewer), {
	fileName: 'killed.jsonl',
	format: 'jsonl',
	stream: createReadStream(file),
	onProgress: (counts) => process.send!(counts)
});
await pool.end();
process.disconnect();
