import { Command } from 'commander';
import { demo } from './cli/demo.ts';

const program = new Command('plumbline').description('Plumbline from the command line');

program.command('demo').description('load the demo house once').action(demo);

await program.parseAsync();
