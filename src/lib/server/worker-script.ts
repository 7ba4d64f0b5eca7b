import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A worker thread runs from source, in the built app too: Node strips its types. `path` is below src. */
export function workerScript(path: string): URL {
	const fromHere = resolved(path);
	if (fromHere && existsSync(fileURLToPath(fromHere))) return fromHere;
	return pathToFileURL(join(process.cwd(), 'src', path));
}

/** Of every worker thread: what it loads is compiled once, and not at every start. */
export const threadArguments = () => [
	'--import',
	new URL('../../quick-start.js', workerScript('lib/server/worker-script.ts')).href
];

/** Vite's dev server does not resolve names at run time. */
function resolved(path: string): URL | null {
	return typeof import.meta.resolve === 'function'
		? new URL(import.meta.resolve(`#${path}`))
		: null;
}
