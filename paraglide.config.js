import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { compile } from '@inlang/paraglide-js';
import { minify } from 'vite';

/** Shared by Vite and by `npm run messages`: pages, mail, PDF and CLI speak the same words. */
export const paraglide = {
	project: './project.inlang',
	outdir: './src/lib/paraglide',
	strategy: /** @type {['cookie', 'preferredLanguage', 'baseLocale']} */ ([
		'cookie',
		'preferredLanguage',
		'baseLocale'
	]),
	cookieName: 'locale',
	emitTsDeclarations: true
};

/** What `#lib/paraglide/messages.js` is outside of Vite: workers, threads, the CLI and tests. */
const whole = './src/lib/paraglide-whole';

/**
 * Puts every message into one module. Paraglide makes a module of each, which pages need and Vite bundles;
 * Node takes a second and 80 MB to load two thousand.
 */
export async function writeWhole() {
	const folder = `${paraglide.outdir}/messages`;
	const names = (await readdir(folder)).filter((name) => /(?<!_index)\.js$/.test(name));
	const texts = await Promise.all(names.toSorted().map((name) => readFile(`${folder}/${name}`)));
	const head = [
		`import { getLocale, experimentalStaticLocale } from '../paraglide/runtime.js';`,
		`import * as registry from '../paraglide/registry.js';`,
		`export * as m from './messages.js';`
	];
	const source = [...head, ...texts.map((text) => `${text}`.replace(/^import .*$/gm, ''))];
	const { code } = await minify('messages.js', source.join('\n'), { module: true });
	await mkdir(whole, { recursive: true });
	// A thread that starts at this moment finds the old one or the new one
	await writeFile(`${whole}/messages.js.new`, code);
	await rename(`${whole}/messages.js.new`, `${whole}/messages.js`);
	await writeFile(`${whole}/messages.d.ts`, `export * from '../paraglide/messages.js';\n`);
}

if (import.meta.main) {
	await compile(paraglide);
	await writeWhole();
}
