import { can, type Permission, type Viewer } from '../lib/permissions.ts';
import { findActor, findFirstAdmin } from '../lib/server/auth/acting.ts';
import { openDatabase, type Database, type DatabaseOptions } from '../lib/server/db/database.ts';
import type { Db } from '../lib/server/db/database.ts';
import { getSettings, type Settings } from '../lib/server/settings.ts';
import { CommandError } from './errors.ts';

export type House = Database & { settings: Settings };

/** Opens the house, beside an app that runs or alone, and closes it after the work. */
export async function withHouse<T>(
	work: (house: House) => Promise<T>,
	options: DatabaseOptions = {}
): Promise<T> {
	const settings = getSettings();
	const database = await openDatabase(settings, options);
	try {
		return await work({ ...database, settings });
	} finally {
		await database.close();
	}
}

/** Who acts: the user of this e-mail, or the first administrator. */
export async function actor(db: Db, email: string | undefined, needs: Permission): Promise<Viewer> {
	const viewer = email ? await findActor(db, email) : await findFirstAdmin(db);
	if (!viewer)
		throw new CommandError(
			email
				? `No active user has the e-mail ${email}.`
				: 'Nobody can sign in yet. First: user add --role admin --email … --name …'
		);
	if (!can(viewer, needs))
		throw new CommandError(`${viewer.email} (${viewer.role}) may not do this.`);
	return viewer;
}
