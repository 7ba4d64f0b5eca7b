import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const places = [
	process.env.CHROMIUM_PATH ?? '',
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/snap/bin/chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium'
];

/** Path of an installed Chromium; installs Debian's one where that is possible. Throws one clear sentence. */
export function chromiumPath(): string {
	return find() ?? install();
}

const find = () => places.find((path) => path && existsSync(path));

function install(): string {
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
		execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
			stdio: 'ignore'
		});
		const path = find();
		if (path) return path;
	}
	throw new Error(
		'The browser tests need Chromium: install it (on Debian: apt-get install chromium) or name it in CHROMIUM_PATH.'
	);
}
