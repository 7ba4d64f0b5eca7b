import { compile } from '@inlang/paraglide-js';

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

if (import.meta.main) await compile(paraglide);
