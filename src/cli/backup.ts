import type { Command } from 'commander';
import { backupHouse } from '../lib/server/house/backup/backup.ts';
import type { Manifest } from '../lib/server/house/backup/manifest.ts';
import { restoreHouse } from '../lib/server/house/backup/restore.ts';
import { withHouse } from './house.ts';
import { pathOf } from './print.ts';

/** Adds `backup FILE` and `restore FILE`. */
export function addBackup(program: Command) {
	program
		.command('backup')
		.description('write the whole house into one file, while the app runs')
		.argument('<file>')
		.option('--json', 'rows and SHA-256 of each table')
		.action(async (file: string, { json }) => {
			const manifest = await withHouse(({ pool }) => backupHouse(pool, pathOf(file)));
			print(manifest, json, `${file}: %s saved. Whoever has the file has the house: keep it safe.`);
		});
	program
		.command('restore')
		.description('fill an empty house from a backup: all of it or nothing')
		.argument('<file>')
		.option('--json', 'rows and SHA-256 of each table')
		.action(async (file: string, { json }) => {
			const manifest = await withHouse((house) => restoreHouse(house, pathOf(file)), {
				isUntouched: true
			});
			print(
				manifest,
				json,
				`${file}: %s restored. People sign in again; open links are to be sent anew.`
			);
		});
}

function print({ tables }: Manifest, json: boolean, words: string) {
	if (json) return console.log(JSON.stringify({ tables }));
	const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
	console.log(words.replace('%s', `${rows} rows of ${Object.keys(tables).length} tables`));
}
