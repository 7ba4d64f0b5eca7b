import type { Speaker } from '#lib/transcript.ts';
import { speakerOf } from '../words.ts';
import { partiesOf, type Party, type VCon } from './schema.ts';

export type Cast = { speakers: Speaker[]; names: string[]; isGuessed: boolean };

/**
 * Who is who: a chosen employee, else the party's role, else what is left beside a known side. Where
 * nothing is said, who begins the first dialog is the customer.
 */
export function castOf({ parties, dialog }: VCon, employees: string[] = []): Cast {
	const chosen = new Set(employees.map((name) => bare(name)));
	const known = parties.map((party): Speaker | undefined =>
		addresses(party).some((address) => chosen.has(bare(address)))
			? 'employee'
			: speakerOf(party.role ?? '')
	);
	const hasEmployee = known.includes('employee');
	const hasCustomer = known.includes('customer');
	const starter = dialog[0]?.originator ?? (dialog[0] && partiesOf(dialog[0])[0]) ?? 0;
	const isGuessed = parties.length > 0 && !hasEmployee && !hasCustomer;
	const speakers = known.map((speaker, i): Speaker => {
		if (speaker) return speaker;
		if (isGuessed) return i === starter ? 'customer' : 'employee';
		return hasEmployee ? 'customer' : 'employee';
	});
	return { speakers, names: parties.map(nameOf), isGuessed };
}

/** How an employee is looked up: by e-mail, else id, name or telephone. */
export function codeOf(party: Party): string | undefined {
	return mail(party) || party.id || party.name || phone(party) || undefined;
}

export function contactOf(party: Party): string | undefined {
	return phone(party) || mail(party) || party.id || undefined;
}

export function addresses(party: Party): string[] {
	return [party.name, mail(party), phone(party), party.id].filter((value) => !!value) as string[];
}

function nameOf(party: Party, index: number) {
	return addresses(party)[0]?.slice(0, 500) ?? `party ${index}`;
}

function mail({ mailto }: Party) {
	return mailto?.replace(/^mailto:/i, '');
}

function phone({ tel }: Party) {
	return tel?.replace(/^tel:/i, '');
}

function bare(address: string) {
	return address
		.trim()
		.toLowerCase()
		.replace(/^(mailto|tel):/, '');
}
