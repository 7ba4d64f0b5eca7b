import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import { problemText } from '../lib/import-problem.ts';
import { channels } from '../lib/scorecard.ts';
import { importConversations, type ImportResult } from '../lib/server/conversations/importing.ts';
import { encodings } from '../lib/server/conversations/import/decode.ts';
import {
	detectFormat,
	formats,
	readOptionsSchema,
	type FormatName
} from '../lib/server/conversations/import/formats.ts';
import { dateOrders } from '../lib/server/conversations/import/times.ts';
import { CommandError } from './errors.ts';
import { actor, withHouse } from './house.ts';
import { pathOf } from './print.ts';

const names = Object.keys(formats) as FormatName[];
const several = (one: string, before: string[]) => [...before, one];

/** Adds `import FILE`. */
export const addImport = (program: Command) =>
	program
		.command('import')
		.description('bring in conversations (exit 0: all in, 2: some refused, 1: nothing in)')
		.argument('<file>')
		.addOption(new Option('--as <format>', 'unset: recognised').choices(names))
		.option('--dry-run', 'check and count, store nothing')
		.option('--source <name>', 'where it comes from; part of the identity of conversations')
		.addOption(new Option('--channel <channel>').choices([...channels]))
		.option('--language <tag>')
		.option(
			'--time-zone <zone>',
			'of times without one, such as Europe/Riga; that of the house unless given'
		)
		.addOption(new Option('--date-order <order>', 'of 03/04/2026').choices([...dateOrders]))
		.addOption(new Option('--encoding <encoding>', 'unset: recognised').choices([...encodings]))
		.option('--delimiter <character>', 'CSV: unset: recognised')
		.option('--column <field=name>', 'CSV: which column is what; repeatable', several, [])
		.option('--speaker <word=role>', 'CSV: who is meant by a word; repeatable', several, [])
		.option(
			'--employee <name>',
			'WhatsApp, vCon: who works here; calls: whose voice, or “first”, “second”; repeatable',
			several,
			[]
		)
		.option('--by <e-mail>', 'who brings it in; unset: the first administrator')
		.option('--json', 'counts as JSON')
		.action(run);

type Options = {
	as?: FormatName;
	dryRun?: boolean;
	column: string[];
	speaker: string[];
	employee: string[];
	by?: string;
	json?: boolean;
};

async function run(given: string, { as, dryRun, by, json, ...said }: Options) {
	const file = pathOf(given);
	const fileName = basename(file);
	const options = readOptionsSchema.parse({
		...{ ...said, fileName },
		columns: pairs(said.column),
		speakers: pairs(said.speaker),
		employees: said.employee.length ? said.employee : undefined
	});
	const format = as ?? detectFormat(fileName, await startOf(file));
	if (!format)
		throw new CommandError(`What ${given} is cannot be told: say --as ${names.join(', ')}.`);
	const interrupt = new AbortController();
	process.once('SIGINT', () => interrupt.abort());
	const result = await withHouse(async ({ db, pool }) =>
		importConversations(pool, await actor(db, by, 'conversations:import'), {
			...{ fileName, format, options, dryRun },
			stream: createReadStream(file),
			signal: interrupt.signal,
			onProblem: ({ line, problem }) =>
				console.error(`${given}:${line}: ${problemText(problem, 'en')}`)
		})
	);
	console.log(json ? JSON.stringify(result) : sentence(given, result));
	process.exitCode = exitCode(result);
}

function pairs(given: string[]) {
	if (!given.length) return undefined;
	return Object.fromEntries(
		given.map((pair) => {
			const at = pair.indexOf('=');
			if (at < 1) throw new CommandError(`${pair} is not of the form name=value.`);
			return [pair.slice(0, at), pair.slice(at + 1)];
		})
	);
}

async function startOf(file: string) {
	const handle = await open(file);
	try {
		const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(65_536) });
		return buffer.subarray(0, bytesRead);
	} finally {
		await handle.close();
	}
}

const sentence = (file: string, { importId, outcome, ...counts }: ImportResult) =>
	`${file}${importId ? '' : ' (dry run)'}: ${Object.entries(counts)
		.map(([name, count]) => `${count} ${name}`)
		.join(', ')}${outcome === 'finished' ? '' : `; ${outcome.replace('_', ' ')}`}`;

function exitCode({ outcome, added, updated, unchanged, kept, refused }: ImportResult) {
	if (added + updated + unchanged + kept === 0) return 1;
	return refused || outcome !== 'finished' ? 2 : 0;
}
