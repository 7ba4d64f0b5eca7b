import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const pieceBytes = 64 * 1024;

/** SHA-256 of a file in hex. One buffer for all of it: many files at once leave nothing to be collected. */
export async function digestOf(path: string): Promise<string> {
	const hash = createHash('sha256');
	const piece = Buffer.allocUnsafeSlow(pieceBytes);
	const file = await open(path);
	try {
		for (;;) {
			const { bytesRead } = await file.read(piece, 0, pieceBytes);
			if (!bytesRead) return hash.digest('hex');
			hash.update(piece.subarray(0, bytesRead));
		}
	} finally {
		await file.close();
	}
}
