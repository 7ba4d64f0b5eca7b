import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { installPackage } from './system-packages.ts';

type Tool = 'pdftotext' | 'pdfinfo' | 'pdffonts';

/** The text that a reader would copy out of a PDF, every white space as one ordinary space. */
export function pdfText(bytes: Uint8Array): string {
	return run('pdftotext', ['-raw', '-', '-'], bytes).replace(/\s+/g, ' ');
}

/** The same, page by page. */
export function pdfPages(bytes: Uint8Array): string[] {
	const pages = run('pdftotext', ['-raw', '-', '-'], bytes).split('\f').slice(0, -1);
	return pages.map((page) => page.replace(/\s+/g, ' '));
}

/** What `pdfinfo` says of it: title, pages, tags; with options its structure or its XML. */
export function pdfFacts(bytes: Uint8Array, ...options: string[]): string {
	return run('pdfinfo', [...options, '-'], bytes);
}

/** One line for each font. */
export function pdfFonts(bytes: Uint8Array): string {
	return run('pdffonts', ['-'], bytes);
}

function run(tool: Tool, options: string[], input: Uint8Array): string {
	if (!isInstalled(tool))
		installPackage(
			'poppler-utils',
			'The PDF tests read their files back with poppler: install it (on Debian: apt-get install poppler-utils).'
		);
	return execFileSync(tool, options, { input, encoding: 'utf8' });
}

function isInstalled(tool: Tool): boolean {
	return (process.env.PATH ?? '').split(':').some((folder) => existsSync(`${folder}/${tool}`));
}
