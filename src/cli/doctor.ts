import type { Command } from 'commander';
import { examineHouse } from '../lib/server/house/doctor.ts';
import { listSettings } from '../lib/server/settings.ts';
import { withHouse } from './house.ts';

/** Adds `doctor`. */
export const addDoctor = (program: Command) =>
	program
		.command('doctor')
		.description('look at settings, database, disk and fonts (exit 1: something is wrong)')
		.option('--json')
		.action(async ({ json }) => {
			const found = await withHouse(
				async ({ pool, settings }) => ({
					...(await examineHouse(pool, settings)),
					settings: listSettings(settings)
				}),
				{ isUntouched: true }
			);
			if (json) console.log(JSON.stringify(found, null, '\t'));
			else print(found);
			if (found.checks.some(({ isWell }) => !isWell)) process.exitCode = 1;
		});

type Found = Awaited<ReturnType<typeof examineHouse>> & {
	settings: ReturnType<typeof listSettings>;
};

function print({ checks, counts, settings }: Found) {
	for (const { name, isWell, found } of checks)
		console.log(`${isWell ? 'ok   ' : 'WRONG'}  ${name.padEnd(10)}  ${found}`);
	console.log('\nSettings');
	for (const { name, value } of settings) console.log(`  ${name.padEnd(18)} ${value || '(unset)'}`);
	console.log('\nRows');
	for (const [name, rows] of Object.entries(counts)) console.log(`  ${name.padEnd(20)} ${rows}`);
}
