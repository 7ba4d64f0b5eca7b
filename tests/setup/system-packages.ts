import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Installs a Debian package where that is possible; else throws `sentence`, which says what to do. */
export function installPackage(name: string, sentence: string) {
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(sentence);
	const patient = ['-qq', '-o', 'DPkg::Lock::Timeout=300'];
	for (const command of [['update'], ['install', '-y', '--no-install-recommends', name]])
		execFileSync('apt-get', [...patient, ...command], { stdio: 'ignore' });
}
