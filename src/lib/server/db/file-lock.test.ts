import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../tests/setup/folders.ts';
import { withFileLock } from './file-lock.ts';

test('one at a time holds the lock, also when the one before failed', async () => {
	const file = join(await temporaryFolder(), 'lock');
	let inside = 0;
	const work = (fails: boolean) => async () => {
		expect(++inside).toBe(1);
		await sleep(20);
		inside--;
		if (fails) throw new Error('failed inside');
		return 'done';
	};
	const outcomes = await Promise.allSettled(
		[true, false, true, false].map((fails) => withFileLock(file, work(fails)))
	);
	expect(outcomes.map(({ status }) => status).sort()).toEqual([
		...['fulfilled', 'fulfilled', 'rejected', 'rejected']
	]);
});

test('who waits too long is told for what', async () => {
	const file = join(await temporaryFolder(), 'lock');
	await withFileLock(file, async () => {
		const second = withFileLock(file, async () => 'never', 100);
		await expect(second).rejects.toThrow(`Another process has held ${file} for too long.`);
	});
});
