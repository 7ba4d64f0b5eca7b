import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { takingTurns } from './turns.ts';

test('never more than two run at once, and all get their turn in order', async () => {
	const inTurn = takingTurns(2);
	let running = 0;
	let most = 0;
	const done: number[] = [];
	const task = (number: number) => async () => {
		most = Math.max(most, ++running);
		await sleep(2);
		running--;
		done.push(number);
	};
	await Promise.all([1, 2, 3, 4, 5, 6].map((number) => inTurn(task(number))));
	expect(most).toBe(2);
	expect(done).toEqual([1, 2, 3, 4, 5, 6]);
});

test('one that fails gives its place to the next', async () => {
	const inTurn = takingTurns(1);
	const failing = inTurn(() => Promise.reject(new Error('no memory')));
	const next = inTurn(async () => 'done');
	await expect(failing).rejects.toThrow('no memory');
	expect(await next).toBe('done');
});
