import { writeFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { locales, type Locale } from '../lib/locales.ts';
import { periodFromTo } from '../lib/periods.ts';
import { fillReport } from '../lib/server/coaching/fill-report.ts';
import { renderCoachingReport } from '../lib/server/coaching/pdf/pool.ts';
import { CommandError } from './errors.ts';
import { actor, withHouse } from './house.ts';
import { employeeOf } from './employees.ts';
import { pathOf } from './print.ts';

/** Adds `report`. */
export const addReport = (program: Command) =>
	program
		.command('report')
		.description('write a coaching report as the data fill it; nothing is stored')
		.requiredOption('--employee <code>')
		.requiredOption('--from <date>', 'first day, such as 2026-09-01')
		.requiredOption('--to <date>', 'last day')
		.requiredOption('--out <file>', 'the PDF')
		.addOption(new Option('--lang <language>', 'unset: of the employee').choices([...locales]))
		.option('--by <e-mail>', 'as whom; unset: the first administrator')
		.action(run);

type Options = {
	employee: string;
	from: string;
	to: string;
	out: string;
	lang?: Locale;
	by?: string;
};

async function run({ employee: code, from, to, out, lang, by }: Options) {
	const period = periodFromTo(from, to);
	if (!period) throw new CommandError(`${from} to ${to} is no period of days such as 2026-09-01.`);
	const bytes = await withHouse(async ({ db }) => {
		const viewer = await actor(db, by, 'coaching:write');
		const employee = await employeeOf(db, viewer, code);
		const { id, locale } = employee;
		return renderCoachingReport(await fillReport(db, viewer, id, period, lang ?? locale));
	});
	await writeFile(pathOf(out), bytes);
	console.log(`${out}: ${Math.ceil(bytes.length / 1024)} KB`);
}
