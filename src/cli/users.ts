import { text } from 'node:stream/consumers';
import { Option, type Command } from 'commander';
import { locales } from '../lib/locales.ts';
import { passwordSchema } from '../lib/password.ts';
import { roles } from '../lib/permissions.ts';
import { createFirstAdmin, hasUsers } from '../lib/server/auth/accounts.ts';
import { commandLine, findActor } from '../lib/server/auth/acting.ts';
import { createApiToken } from '../lib/server/auth/api-tokens.ts';
import { inviteUser, listUsers, userSchema } from '../lib/server/people/users.ts';
import { CommandError } from './errors.ts';
import { actor, withHouse, type House } from './house.ts';
import { everyRow, printList } from './print.ts';

/** Adds `user add`, `user list` and `token add`. */
export function addUsers(program: Command) {
	const user = program.command('user').description('people who sign in');
	user
		.command('add')
		.description('make an account; prints the link to choose its password')
		.requiredOption('--email <e-mail>')
		.requiredOption('--name <name>')
		.addOption(new Option('--role <role>').choices([...roles]).makeOptionMandatory())
		.addOption(new Option('--lang <language>').choices([...locales]).default('en'))
		.option('--employee <code>', 'the employee that this is')
		.option('--password-stdin', 'first administrator only: read the password, print no link')
		.option('--json')
		.action(add);
	user
		.command('list')
		.description('users by name')
		.addOption(
			new Option('--state <state>').choices(['active', 'inactive', 'all']).default('active')
		)
		.option('--json')
		.action(list);
	program
		.command('token')
		.description('for programs')
		.command('add')
		.description('make an API token that acts as this user; prints it alone, once')
		.requiredOption('--user <e-mail>')
		.option('--name <name>', 'what it is for', 'command line')
		.action(addToken);
}

type NewUser = {
	email: string;
	name: string;
	role: string;
	lang: string;
	employee?: string;
	passwordStdin?: boolean;
	json?: boolean;
};

async function add({ passwordStdin, json, lang: locale, employee, ...said }: NewUser) {
	const input = userSchema.parse({ ...said, locale, employeeCode: employee });
	const made = await withHouse(async (house) =>
		passwordStdin
			? addFirstAdmin(house, input, (await text(process.stdin)).replace(/\r?\n$/, ''))
			: invite(house, input)
	);
	if (json) console.log(JSON.stringify(made));
	else if ('link' in made)
		console.log(made.sent ? `Mailed to ${input.email}:` : 'Hand over:', made.link);
	else console.log(`${input.email} can sign in.`);
}

type Input = ReturnType<typeof userSchema.parse>;

async function invite({ db, settings }: House, input: Input) {
	const isNew = !(await hasUsers(db));
	if (isNew && input.role !== 'admin')
		throw new CommandError('The first user of a house must be an administrator: --role admin.');
	const viewer = isNew ? commandLine : await actor(db, undefined, 'people:manage');
	const { id, link, sent } = await inviteUser(db, settings, viewer, input);
	return { id, link, sent };
}

async function addFirstAdmin({ db }: House, { email, name, role, locale }: Input, secret: string) {
	if (role !== 'admin' || (await hasUsers(db)))
		throw new CommandError('--password-stdin is for the first administrator; others get a link.');
	const password = passwordSchema.parse(secret);
	const { address } = commandLine;
	return createFirstAdmin(db, { email, name, locale, password, address });
}

async function list({ state, json }: { state: 'active' | 'inactive' | 'all'; json: boolean }) {
	const rows = await withHouse(({ db }) =>
		everyRow((after) => listUsers(db, commandLine, { state, after }, 500))
	);
	printList(
		rows.map(({ email, name, role, locale, employeeCode, hasPassword, deactivatedAt }) => {
			const state = deactivatedAt ? 'inactive' : hasPassword ? 'active' : 'invited';
			return { email, name, role, locale, employee: employeeCode, state };
		}),
		json
	);
}

async function addToken({ user, name }: { user: string; name: string }) {
	const { token } = await withHouse(async ({ db }) => {
		const viewer = await findActor(db, user);
		if (!viewer) throw new CommandError(`No active user has the e-mail ${user}.`);
		return createApiToken(db, viewer, name);
	});
	console.log(token);
}
