import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** What `npm run NAME` hands to Node, so that what people run is what is measured. */
export function nodeArguments(name: string): string[] {
	const { scripts } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));
	const [program, ...given] = scripts[name].split(' ');
	if (program !== 'node') throw new Error(`npm run ${name} does not begin with node`);
	return given;
}

/** A figure of /proc/PID/status, such as VmHWM, the most memory so far, in MB of 10^6 bytes; 0 once it has ended. */
export function memoryOf(pid: number, figure: 'VmRSS' | 'VmHWM'): number {
	try {
		const status = readFileSync(`/proc/${pid}/status`, 'utf8');
		return (Number(status.match(new RegExp(`${figure}:\\s+(\\d+)`))?.[1] ?? 0) * 1024) / 1e6;
	} catch {
		return 0;
	}
}
