import { Command } from 'commander';
import { addBackup } from './cli/backup.ts';
import { demo } from './cli/demo.ts';
import { addDoctor } from './cli/doctor.ts';
import { addEmployees } from './cli/employees.ts';
import { explain } from './cli/errors.ts';
import { addImport } from './cli/import.ts';
import { addReport } from './cli/report.ts';
import { addUsers } from './cli/users.ts';
import './lib/validation.ts';

const program = new Command('plumbline')
	.description('Plumbline from the command line; works while the app runs, and without it')
	.showHelpAfterError();

addImport(program);
addReport(program);
addUsers(program);
addEmployees(program);
addBackup(program);
addDoctor(program);
program.command('demo').description('load the demo house once').action(demo);

try {
	await program.parseAsync();
} catch (error) {
	console.error(explain(error));
	process.exitCode = 1;
}
