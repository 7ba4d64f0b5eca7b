import type { Db } from '../db/database.ts';
import { employeeAliases, employees } from '../db/schema/index.ts';

/** Finds an employee's id by what a source calls them. */
export type Directory = (hint: string | undefined) => string | null;

/** Every employee by code, e-mail or agreed alias, in any case of letters; the code counts first. */
export async function readDirectory(db: Db): Promise<Directory> {
	const [people, aliases] = [
		await db
			.select({ id: employees.id, code: employees.code, email: employees.email })
			.from(employees),
		await db.select().from(employeeAliases)
	];
	const known = new Map<string, string>();
	for (const { alias, employeeId } of aliases) known.set(plain(alias), employeeId);
	for (const { id, email } of people) if (email) known.set(plain(email), id);
	for (const { id, code } of people) known.set(plain(code), id);
	return (hint) => (hint === undefined ? null : (known.get(plain(hint)) ?? null));
}

/** How codes, addresses and aliases are compared. */
export const plain = (hint: string) => hint.trim().normalize('NFC').toLowerCase();
