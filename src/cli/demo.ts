import { demoPassword, demoUsers } from '../lib/server/demo/people.ts';
import { loadDemo } from '../lib/server/demo/demo.ts';
import { openDatabase } from '../lib/server/db/database.ts';
import { openFiles } from '../lib/server/files/files.ts';
import { getSettings } from '../lib/server/settings.ts';

/** Loads the demo house once and says who can sign in. */
export async function demo() {
	const settings = getSettings();
	const database = await openDatabase(settings);
	try {
		const files = await openFiles(settings);
		const isNew = await loadDemo(database, { files, dataDir: settings.dataDir });
		console.log(isNew ? 'The demo house is loaded.' : 'The demo house was loaded before.');
	} finally {
		await database.close();
	}
	console.log(`Sign in with the password “${demoPassword}” as`);
	const firsts = demoUsers.filter(
		({ role }, i) => demoUsers.findIndex((user) => user.role === role) === i
	);
	for (const { role, email } of firsts) console.log(`  ${role.padEnd(9)} ${email}`);
}
