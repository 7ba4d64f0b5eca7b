import { expect, test } from 'vitest';
import { addressProblem } from './address.ts';

test.each([
	'https://api.example.com/v1',
	'http://api.example.com:8080/v1',
	'https://93.184.216.34/v1',
	'https://[2606:2800:220:1::1]/v1'
])('%s may be called', (address) => expect(addressProblem(address, false)).toBeNull());

test.each([
	'http://127.0.0.1:11434/v1',
	'http://localhost:11434/v1',
	'http://10.1.2.3/v1',
	'http://172.31.0.1/v1',
	'http://192.168.1.20/v1',
	'http://100.64.0.1/v1',
	'http://[::1]/v1',
	'http://[fd12:3456::1]/v1',
	'http://[::ffff:10.0.0.1]/v1',
	'http://[64:ff9b::10.0.0.1]/v1',
	'http://0x7f000001/v1',
	'http://127.1/v1',
	'http://models.internal/v1'
])('%s only with the switch for private addresses', (address) => {
	expect(addressProblem(address, false)).toBe('ai_address_private');
	expect(addressProblem(address, true)).toBeNull();
});

test.each([
	'http://169.254.169.254/latest/meta-data',
	'http://2852039166/latest',
	'http://0xa9fea9fe/',
	'http://[::ffff:169.254.169.254]/',
	'http://[64:ff9b::a9fe:a9fe]/',
	'http://[2002:a9fe:a9fe::1]/',
	'http://[fe80::1]/',
	'http://[fd00:ec2::254]/',
	'http://metadata.google.internal/computeMetadata/v1',
	'http://METADATA.google.internal./',
	'http://100.100.100.200/',
	'http://168.63.129.16/',
	'http://0.0.0.0/',
	'http://[::]/',
	'http://239.0.0.1/'
])('%s never, not even with the switch', (address) => {
	expect(addressProblem(address, true)).toBe('ai_address_forbidden');
});

test.each([
	['https://me:secret@api.example.com/v1', 'ai_address_credentials'],
	['https://me@api.example.com/v1', 'ai_address_credentials'],
	['https://api.example.com/v1?key=secret', 'ai_address_wrong'],
	['file:///etc/passwd', 'ai_address_wrong'],
	['ftp://example.com/', 'ai_address_wrong'],
	['javascript:alert(1)', 'ai_address_wrong'],
	['api.example.com/v1', 'ai_address_wrong'],
	['', 'ai_address_wrong']
])('%s is refused as %s', (address, problem) => {
	expect(addressProblem(address, true)).toBe(problem);
});
