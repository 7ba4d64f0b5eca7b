import { BlockList, isIP } from 'node:net';

export const addressProblems = [
	'ai_address_wrong',
	'ai_address_credentials',
	'ai_address_forbidden',
	'ai_address_private'
] as const;
export type AddressProblem = (typeof addressProblems)[number];

/** Link-local, where clouds keep their metadata and its keys; and what is no host at all. */
const forbidden = listOf(
	'169.254.0.0/16',
	'168.63.129.16/32',
	'100.100.100.200/32',
	'192.0.0.0/24',
	'0.0.0.0/8',
	'224.0.0.0/3',
	'fe80::/10',
	'fd00:ec2::/32',
	'fd20:ce::/32',
	'ff00::/8',
	'::/128'
);

/** The house's own network and this machine. */
const privately = listOf(
	'10.0.0.0/8',
	'100.64.0.0/10',
	'127.0.0.0/8',
	'172.16.0.0/12',
	'192.168.0.0/16',
	'198.18.0.0/15',
	'::1/128',
	'fc00::/7',
	'fec0::/10'
);

/** What is wrong with a base URL by itself; null when it may be tried. */
export function addressProblem(text: string, allowsPrivate: boolean): AddressProblem | null {
	const url = URL.parse(text);
	if (!url || !/^https?:$/.test(url.protocol) || !url.hostname) return 'ai_address_wrong';
	if (url.username || url.password) return 'ai_address_credentials';
	if (url.search || url.hash) return 'ai_address_wrong';
	return hostProblem(url.hostname.replace(/^\[|\]$/g, ''), allowsPrivate);
}

/** What is wrong with a host name or an IP address; names are checked again when they are resolved. */
export function hostProblem(host: string, allowsPrivate: boolean): AddressProblem | null {
	const name = host.toLowerCase().replace(/\.$/, '');
	if (/^(?:metadata|instance-data)(?:\.|$)/.test(name)) return 'ai_address_forbidden';
	const family = isIP(name);
	if (!family) {
		const isOwn = /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa)$/.test(name);
		return isOwn && !allowsPrivate ? 'ai_address_private' : null;
	}
	const type = family === 6 ? 'ipv6' : 'ipv4';
	if (forbidden.check(name, type)) return 'ai_address_forbidden';
	if (!allowsPrivate && privately.check(name, type)) return 'ai_address_private';
	return null;
}

/** With each IPv4 range also as it looks through NAT64 and 6to4; mapped ones BlockList knows itself. */
function listOf(...ranges: string[]) {
	const list = new BlockList();
	for (const range of ranges) {
		const [address, bits] = range.split('/');
		if (isIP(address) === 6) list.addSubnet(address, Number(bits), 'ipv6');
		else {
			const [a, b, c, d] = address.split('.').map(Number);
			const words = [a * 256 + b, c * 256 + d].map((word) => word.toString(16)).join(':');
			list.addSubnet(address, Number(bits), 'ipv4');
			list.addSubnet(`64:ff9b::${words}`, 96 + Number(bits), 'ipv6');
			list.addSubnet(`2002:${words}::`, 16 + Number(bits), 'ipv6');
		}
	}
	return list;
}
