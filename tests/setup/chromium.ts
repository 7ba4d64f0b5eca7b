import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { installPackage } from './system-packages.ts';

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
	const found = find();
	if (found) return found;
	installPackage('chromium', missing);
	return find() ?? fail();
}

const find = () => places.find((path) => path && existsSync(path));

const missing =
	'The browser tests need Chromium: install it (on Debian: apt-get install chromium) or name it in CHROMIUM_PATH.';

function fail(): never {
	throw new Error(missing);
}

/** A browser without a window. */
export function launchBrowser() {
	const quiet = ['quic', 'background-networking', 'component-update', 'sync'];
	return chromium.launch({
		executablePath: chromiumPath(),
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--no-first-run',
			...quiet.map((one) => `--disable-${one}`)
		]
	});
}
