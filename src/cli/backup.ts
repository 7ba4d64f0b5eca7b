import type { Command } from 'commander';
import { openFiles } from '../lib/server/files/files.ts';
import { backupHouse } from '../lib/server/house/backup/backup.ts';
import type { Manifest } from '../lib/server/house/backup/manifest.ts';
import { restoreHouse } from '../lib/server/house/backup/restore.ts';
import { withHouse, type House } from './house.ts';
import { pathOf } from './print.ts';

/** Adds `backup FILE` and `restore FILE`. */
export function addBackup(program: Command) {
	program
		.command('backup')
		.description('write the whole house into one file, while the app runs')
		.argument('<file>')
		.option('--without-files', 'only the database: recordings and photos are kept safe elsewhere')
		.option('--json', 'rows and SHA-256 of each table, bytes and SHA-256 of each file')
		.action(async (file: string, { files, json }) => {
			const manifest = await withHouse(async ({ pool, settings }) =>
				backupHouse(pool, pathOf(file), files ? await openFiles(settings) : null)
			);
			print(manifest, json, `${file}: %s saved. Whoever has the file has the house: keep it safe.`);
		});
	program
		.command('restore')
		.description('fill an empty house from a backup: all of it or nothing')
		.argument('<file>')
		.option('--json', 'rows and SHA-256 of each table, bytes and SHA-256 of each file')
		.action(async (file: string, { json }) => {
			const restore = async ({ settings, ...house }: House) => {
				const place = { files: await openFiles(settings), dataDir: settings.dataDir };
				return restoreHouse(house, pathOf(file), place);
			};
			const manifest = await withHouse(restore, { isUntouched: true });
			print(
				manifest,
				json,
				`${file}: %s restored. People sign in again; open links are to be sent anew.`
			);
		});
}

function print({ tables, files }: Manifest, json: boolean, words: string) {
	if (json) return console.log(JSON.stringify({ tables, files }));
	const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0);
	const there = Object.values(files).filter((file) => file !== null).length;
	const found = `${rows} rows of ${Object.keys(tables).length} tables, ${there} files`;
	console.log(words.replace('%s', found));
	for (const [key, file] of Object.entries(files))
		if (!file) console.error(`${key} is named in the database, but was not in the store.`);
}
