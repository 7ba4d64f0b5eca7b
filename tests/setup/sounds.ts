import { writeFile } from 'node:fs/promises';
import { wavHeader } from '../../src/lib/server/recordings/sound/wav-writer.ts';

const sampleRate = 8000;

/** Writes a call: of each channel the stretches, in seconds, in which somebody speaks (a tone). */
export async function writeCall(path: string, seconds: number, ...channels: [number, number][][]) {
	const bytes = Buffer.alloc(seconds * sampleRate * channels.length * 2);
	for (const [channel, stretches] of channels.entries())
		for (const [from, to] of stretches)
			for (let i = from * sampleRate; i < to * sampleRate; i++)
				bytes.writeInt16LE(
					Math.round(9000 * Math.sin((2 * Math.PI * (300 + 200 * channel) * i) / sampleRate)),
					2 * (i * channels.length + channel)
				);
	const header = wavHeader(bytes.length, { channels: channels.length, sampleRate });
	await writeFile(path, Buffer.concat([header, bytes]));
	return path;
}
