import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Real inputs that stand beside the project; a test that needs them fails when they are missing. */
const root = resolve(import.meta.dirname, '../../shared/data');

/** Absolute path of a file or folder of the shared data; throws when it is not there. */
export function sharedPath(path: string): string {
	const absolute = join(root, path);
	if (!existsSync(absolute))
		throw new Error(`${absolute} is missing: put shared/data beside the project`);
	return absolute;
}

/** Every file under a folder of the shared data, as paths from its root, in order. */
export function sharedFiles(folder: string): string[] {
	const entries = readdirSync(sharedPath(folder), { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile());
	if (files.length === 0) throw new Error(`shared/data/${folder} is empty`);
	return files.map((file) => join(file.parentPath, file.name).slice(root.length + 1)).sort();
}

export function readShared(path: string): Buffer {
	return readFileSync(sharedPath(path));
}
