import { open, type FileHandle } from 'node:fs/promises';

const headerSize = 44;

/** Writes 16-bit PCM, which every browser plays. */
export class WavWriter {
	private readonly file: FileHandle;
	private size = 0;

	private constructor(file: FileHandle) {
		this.file = file;
	}

	static async create(path: string) {
		const file = await open(path, 'w', 0o600);
		await file.write(Buffer.alloc(headerSize));
		return new WavWriter(file);
	}

	/** One block of samples, -1..1, of each channel. */
	async write(channels: Float32Array[]) {
		const bytes = pcmOf(channels);
		await this.file.write(bytes);
		this.size += bytes.length;
	}

	/** Completes the file; its size in bytes. */
	async end(channels: number, sampleRate: number): Promise<number> {
		const header = wavHeader(this.size, { channels, sampleRate });
		await this.file.write(header, 0, headerSize, 0);
		await this.file.close();
		return headerSize + this.size;
	}

	close() {
		return this.file.close();
	}
}

/** What stands before so many bytes of 16-bit PCM. */
export function wavHeader(
	size: number,
	{ channels, sampleRate }: { channels: number; sampleRate: number }
): Buffer {
	const header = Buffer.alloc(headerSize);
	header.write('RIFF', 0);
	header.writeUInt32LE(headerSize - 8 + size, 4);
	header.write('WAVEfmt ', 8);
	header.writeUInt32LE(16, 16);
	header.writeUInt16LE(1, 20);
	header.writeUInt16LE(channels, 22);
	header.writeUInt32LE(sampleRate, 24);
	header.writeUInt32LE(sampleRate * channels * 2, 28);
	header.writeUInt16LE(channels * 2, 32);
	header.writeUInt16LE(16, 34);
	header.write('data', 36);
	header.writeUInt32LE(size, 40);
	return header;
}

/** Samples, -1..1, of each channel as 16-bit PCM. */
export function pcmOf(channels: Float32Array[]): Buffer {
	const frames = channels[0].length;
	const bytes = Buffer.allocUnsafe(frames * channels.length * 2);
	let at = 0;
	for (let i = 0; i < frames; i++)
		for (const channel of channels) {
			const value = Math.round(channel[i] * 32_768);
			at = bytes.writeInt16LE(Math.min(32_767, Math.max(-32_768, value)), at);
		}
	return bytes;
}
