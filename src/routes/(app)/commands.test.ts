import { expect, test } from 'vitest';
import type { Role } from '../../lib/permissions.ts';
import { commandsFor } from './commands.ts';

const found = (role: Role, words: string) => commandsFor(role, words).map(({ href }) => href);

test('a command is found by words of its name, by whoever may give it', () => {
	expect(found('admin', 'csv')).toEqual(['/employees/import']);
	expect(found('admin', ' AUDIT ')).toEqual(['/settings/audit']);
	expect(found('lead', 'reports for')).toEqual(['/coaching/batches']);
	expect(found('reviewer', 'audit')).toEqual([]);
	expect(found('employee', 'import')).toEqual([]);
});

test('without words none is offered, and none stands twice', () => {
	expect(found('admin', ' ')).toEqual([]);
	const all = found('admin', 'e');
	expect(new Set(all).size).toBe(all.length);
});
