import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { RefusedSound } from './kinds.ts';

/** For a day of sound, in ms. */
const longest = 600_000;

/**
 * Has ffmpeg write a sound as 16-bit PCM; false: there is no ffmpeg here. It ends with the signal, and because
 * what it writes goes through this process also when that is killed. Throws a RefusedSound.
 */
export async function convert(
	path: string,
	target: string,
	{ signal, limitMs = longest }: { signal?: AbortSignal; limitMs?: number } = {}
): Promise<boolean> {
	signal?.throwIfAborted();
	const from = ['-f', 'wav', '-protocol_whitelist', 'file', '-i', `file:${path}`];
	const to = ['-f', 'wav', '-c:a', 'pcm_s16le', 'pipe:1'];
	const child = spawn('ffmpeg', ['-nostdin', '-v', 'error', ...from, ...to], {
		...{ stdio: ['ignore', 'pipe', 'ignore'], killSignal: 'SIGKILL' },
		...{ signal, timeout: limitMs }
	});
	const closed = once(child, 'close') as Promise<[number | null]>;
	try {
		const [[code]] = await Promise.all([
			closed,
			pipeline(child.stdout, createWriteStream(target, { mode: 0o600 }))
		]);
		if (code !== 0) throw new RefusedSound('damaged', 'WAV GSM 6.10');
		return true;
	} catch (error) {
		signal?.throwIfAborted();
		if ((error as NodeJS.ErrnoException).syscall?.startsWith('spawn')) return false;
		throw error;
	} finally {
		child.kill('SIGKILL');
	}
}
