import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs `work` while no other process or call holds `file`; waits for at most `patience` ms.
 * SQLite, because its lock is the one in Node that the system lets go when the holder is killed.
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>, patience = 180_000) {
	const { DatabaseSync } = process.getBuiltinModule('node:sqlite');
	const lock = new DatabaseSync(file, { timeout: 0 });
	try {
		const deadline = Date.now() + patience;
		while (!tryLock(lock)) {
			if (Date.now() > deadline) throw new Error(`Another process has held ${file} for too long.`);
			await sleep(50);
		}
		return await work();
	} finally {
		lock.close();
	}
}

function tryLock(lock: DatabaseSync) {
	try {
		lock.exec('begin exclusive');
		return true;
	} catch (error) {
		if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return false;
		throw error;
	}
}

const SQLITE_BUSY = 5;
