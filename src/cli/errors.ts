import { isHttpError } from '@sveltejs/kit';
import { z } from 'zod';
import { faultsOf } from '../lib/server/api/problems.ts';
import { BackupError } from '../lib/server/house/backup/archive.ts';
import { SettingsError } from '../lib/server/settings.ts';

/** Whoever typed the command can do something about it. */
export class CommandError extends Error {
	override name = 'CommandError';
}

/** What went wrong, in a line or two; with a stack only where nobody expected it. */
export function explain(error: unknown): string {
	if (isHttpError(error)) return error.body.message;
	if (error instanceof z.ZodError)
		return faultsOf(error)
			.map(({ path, message }) => [path, message].filter(Boolean).join(': '))
			.join('\n');
	if (!(error instanceof Error)) return String(error);
	return isExpected(error) ? error.message : (error.stack ?? error.message);
}

function isExpected(error: Error) {
	const ours = [CommandError, BackupError, SettingsError].some((kind) => error instanceof kind);
	const isOfSystem = typeof (error as NodeJS.ErrnoException).syscall === 'string';
	return ours || isOfSystem || error.constructor === Error;
}
