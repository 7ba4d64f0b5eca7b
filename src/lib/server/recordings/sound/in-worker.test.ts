import { spawn, spawnSync } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../../../../tests/setup/folders.ts';
import { readShared, sharedFiles, sharedPath } from '../../../../../tests/shared-data.ts';
import { measureSound } from '../../../call-metrics.ts';
import { readInWorker } from './in-worker.ts';
import { RefusedSound } from './kinds.ts';
import { readSound } from './read.ts';
import { wavHeader } from './wav-writer.ts';

const fixture = (name: string) => `tests/fixtures/recordings/${name}`;

/** As the server does it. */
const lookInWorker = (path: string, limitMs?: number) =>
	look(path, async (copy) => readInWorker(path, copy, (await stat(path)).size, { limitMs }));

/** What is known of a file, or why it is refused. */
async function look(path: string, read = (copy: string) => readSound(path, copy)) {
	const copy = join(await temporaryFolder(), 'copy');
	try {
		const { format, durationMs, channels, copyBytes } = await read(copy);
		return { format, durationMs, channels, copy: copyBytes !== null, copyPath: copy };
	} catch (error) {
		if (error instanceof RefusedSound) return { refused: error.reason, detail: error.detail };
		throw error;
	}
}

test.for([
	{ name: 'pcm-8.wav', format: 'WAV 8 bit', copy: true },
	{ name: 'pcm-24.wav', format: 'WAV 24 bit', copy: true },
	{ name: 'float.wav', format: 'WAV 32 bit float', copy: true },
	{ name: 'mu-law.wav', format: 'WAV mu-law', copy: true },
	{ name: 'a-law.wav', format: 'WAV A-law', copy: true },
	{ name: 'ima-adpcm.wav', format: 'WAV IMA ADPCM', copy: true },
	{ name: 'speech.flac', format: 'FLAC', copy: false },
	{ name: 'speech.opus', format: 'Ogg Opus', copy: false },
	{ name: 'speech.ogg', format: 'Ogg Vorbis', copy: false },
	{ name: 'speech.aac', format: 'AAC', copy: false },
	{ name: 'index-first.m4a', format: 'M4A', copy: false },
	{ name: 'index-behind.m4a', format: 'M4A', copy: false }
])('$name is two seconds of $format', async ({ name, format, copy }) => {
	const found = await look(fixture(name));
	expect(found).toMatchObject({ format, copy, channels: 1 });
	expect(Math.abs(found.durationMs! - 2000)).toBeLessThan(60);
});

test('a copy for browsers is 16-bit PCM and sounds the same', async () => {
	const original = await readInWorker(fixture('pcm-24.wav'), '', 0).catch((error) => error);
	expect(original).toBeInstanceOf(Error);
	const found = await lookInWorker(fixture('a-law.wav'));
	const copy = await readFile(found.copyPath!);
	expect(copy.readUInt16LE(20)).toBe(1);
	expect(copy.readUInt16LE(34)).toBe(16);
	const again = await readInWorker(found.copyPath!, '', copy.length);
	const first = await readInWorker(fixture('a-law.wav'), `${found.copyPath}-2`, 0);
	expect(again).toMatchObject({ format: 'WAV 16 bit', durationMs: first.durationMs });
	expect(Buffer.from(again.peaks).equals(Buffer.from(first.peaks))).toBe(true);
});

const prompts = 'audio/telephony-prompts';
const heard: Record<string, { format: string; seconds: number; channels?: number }> = {
	'audio/calls/Auto_Repairs_49_agent_first120s.wav': { format: 'WAV 16 bit', seconds: 120 },
	'audio/calls/Auto_Repairs_49_stereo_caller-L_agent-R.mp3': {
		format: 'MP3',
		seconds: 237.7,
		channels: 2
	},
	'audio/speech/jfk.mp3': { format: 'MP3', seconds: 11 },
	'audio/calls/ietf_ab_call.mp3': { format: 'MP3', seconds: 32.9 },
	'audio/calls/pca_Auto0_mono_u8_8k.wav': { format: 'WAV 8 bit', seconds: 277.7 },
	'audio/speech/azure_mulaw_16k.wav': { format: 'WAV mu-law', seconds: 2 },
	'audio/speech/azure_test_audio_stereo.wav': { format: 'WAV 16 bit', seconds: 1.7, channels: 2 },
	'audio/speech/sr_stereo_16bit.flac': { format: 'FLAC', seconds: 2.7, channels: 2 },
	'audio/speech/rev_example.mp3': { format: 'MP3', seconds: 107, channels: 2 },
	'malformed/audio/no-last-page.oga': { format: 'Ogg Opus', seconds: 5.6 },
	'malformed/audio/adts-0-frame.mp3': { format: 'MP3', seconds: 0.2, channels: 2 }
};
const refused: Record<string, { refused: string; detail?: string }> = {
	[`${prompts}/en-US/queue-callswaiting.gsm`]: { refused: 'unknown' },
	[`${prompts}/en-US/vm-intro.gsm`]: { refused: 'unknown' },
	[`${prompts}/es-MX/queue-thankyou.g722`]: { refused: 'unknown' },
	[`${prompts}/es-MX/vm-goodbye.g722`]: { refused: 'unknown' },
	'audio/speech/pocketsphinx/goforward.raw': { refused: 'unknown' },
	'audio/speech/pocketsphinx/something.raw': { refused: 'unknown' },
	'audio/speech/pocketsphinx/librivox/fileids': { refused: 'unknown' },
	'audio/speech/pocketsphinx/librivox/transcription': { refused: 'unknown' },
	'malformed/audio/CWE-835-01.aiff': { refused: 'container', detail: 'AIFF' },
	'malformed/audio/Fnonull.aif': { refused: 'container', detail: 'AIFF' },
	'malformed/audio/Pnossnd.aif': { refused: 'container', detail: 'AIFF' },
	'malformed/audio/bug-id3v2-unknownframe.mp3': { refused: 'empty' },
	'malformed/audio/corrupt.mkv': { refused: 'container', detail: 'Matroska / WebM' },
	'malformed/audio/missing_wav_header.wav': { refused: 'unknown' },
	'malformed/audio/not-an-audio-file.txt': { refused: 'unknown' }
};
/** Read where ffmpeg is installed: its `fact` says 37,760 samples. */
const gsm = 'audio/calls/ietf_ab_call.wav';
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

test.for([...sharedFiles('audio'), ...sharedFiles('malformed/audio')])(
	'%s is read, or refused with its reason',
	async (path) => {
		const isAlone = path.startsWith('malformed/') || path === gsm;
		const found = await (isAlone ? lookInWorker : look)(sharedPath(path));
		if (path === gsm)
			return expect(found).toMatchObject(
				hasFfmpeg
					? { format: 'WAV GSM 6.10', durationMs: 4720, channels: 1, copy: true }
					: { refused: 'gsm' }
			);
		if (refused[path]) return expect(found).toMatchObject(refused[path]);
		const { format = 'WAV ', seconds, channels = 1 } = heard[path] ?? {};
		expect(found).toMatchObject({ format: expect.stringContaining(format), channels });
		if (seconds) expect(Math.round(found.durationMs! / 100) / 10).toBe(seconds);
	}
);

test('four channels are not a call of two people', async () =>
	expect(await look(fixture('four-channels.wav'))).toEqual({ refused: 'channels', detail: '4' }));

test('a file that takes too long is given up', async () => {
	const path = sharedPath('audio/speech/rev_example.mp3');
	expect(await lookInWorker(path, 20)).toEqual({ refused: 'too_slow', detail: '' });
});

test('an empty file, half a header and a cut call', async () => {
	const folder = await temporaryFolder();
	const whole = await readFile(fixture('mu-law.wav'));
	const write = async (name: string, bytes: Buffer) => {
		await writeFile(join(folder, name), bytes);
		return look(join(folder, name));
	};
	expect(await write('nothing', Buffer.alloc(0))).toMatchObject({ refused: 'empty' });
	expect(await write('header', whole.subarray(0, 20))).toMatchObject({ refused: 'damaged' });
	const unending = Buffer.concat([whole.subarray(0, 38), Buffer.alloc(2 ** 20)]);
	expect(await write('empty chunks without end', unending)).toMatchObject({ refused: 'damaged' });
	expect(await write('silent', whole.subarray(0, 58))).toMatchObject({ refused: 'empty' });
	expect(await write('cut', whole.subarray(0, 8058))).toMatchObject({ durationMs: 1000 });
});

/*
 * The figures come from sox 14.4.2, on the same samples: `sox call.wav piece.wav silence 1 0.05 0.4% 1 0.5 0.4% :
 * newfile : restart`, of either channel and of both, and the lengths of the pieces added. It looks at windows of 20 ms
 * where we look at 50, and every click is a piece to it: it hears up to 2.4 % more speech, and one piece more or less.
 */
test('when the two sides of a real call are heard is what sox hears', async () => {
	const [caller, agent] = ['caller', 'agent'].map((side) =>
		readShared(`audio/calls/Auto_Repairs_49_${side}_first120s.wav`).subarray(44)
	);
	const both = Buffer.alloc(2 * caller.length);
	for (let at = 0; at < caller.length; at += 2) {
		caller.copy(both, 2 * at, at, at + 2);
		agent.copy(both, 2 * at + 2, at, at + 2);
	}
	const path = join(await temporaryFolder(), 'call.wav');
	const header = wavHeader(both.length, { channels: 2, sampleRate: 8000 });
	await writeFile(path, Buffer.concat([header, both]));
	const { speech, silences, durationMs } = await readSound(path, '');
	expect(durationMs).toBe(120_000);
	const sox = [
		{ pieces: 15, talkMs: 62_210, firstMs: 2603 },
		{ pieces: 14, talkMs: 62_312, firstMs: 0 }
	];
	for (const [channel, heard] of sox.entries()) {
		expect(Math.abs(speech[channel].length - heard.pieces)).toBeLessThanOrEqual(1);
		const talkMs = speech[channel].reduce((sum, [from, to]) => sum + to - from, 0);
		expect(talkMs / heard.talkMs).toBeGreaterThan(0.97);
		expect(talkMs / heard.talkMs).toBeLessThan(1.01);
		expect(Math.abs(speech[channel][0][0] - heard.firstMs)).toBeLessThanOrEqual(50);
	}
	const [callers, agents] = speech.map((all) =>
		all.map(([startMs, endMs]) => ({ startMs, endMs }))
	);
	const measured = measureSound(agents, callers)!;
	const share = 62_312 / (62_312 + 62_210);
	expect(Math.abs(measured.talkShare! - share)).toBeLessThan(0.01);
	// sox hears 114 244 ms of both together, so 5756 of nobody
	expect(Math.abs(measured.silenceMs - 5756)).toBeLessThan(500);
	expect(silences).toEqual([[113_800, 115_700]]);
	expect(measured.longestSilence!.startMs).toBe(113_800);
});

const pathThere = process.env.PATH;
afterEach(() => void (process.env.PATH = pathThere));

/** A program in ffmpeg's place. */
async function asFfmpeg(text: string) {
	const folder = await temporaryFolder();
	await writeFile(join(folder, 'ffmpeg'), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
	process.env.PATH = `${folder}:/usr/bin:/bin`;
	return folder;
}

test('GSM is read by ffmpeg where there is one, and a hidden stretch of it is silent too', async () => {
	await asFfmpeg(`cat '${resolve(fixture('a-law.wav'))}'`);
	const found = await lookInWorker(sharedPath(gsm));
	expect(found).toMatchObject({ format: 'WAV GSM 6.10', durationMs: 2000, copy: true });
	const hidden = await look(sharedPath(gsm), (copy) =>
		readInWorker(sharedPath(gsm), copy, 0, { silent: [[0, 2000]] })
	);
	expect((await readFile(hidden.copyPath!)).subarray(44).every((byte) => byte === 0)).toBe(true);
	await asFfmpeg('exit 1');
	expect(await lookInWorker(sharedPath(gsm))).toMatchObject({ refused: 'damaged' });
});

/** Starts a reading, and waits until the program in ffmpeg's place has written down who it is. */
async function pidIn(folder: string) {
	const read = () => readFile(join(folder, 'pid'), 'utf8').catch(() => '');
	await vi.waitFor(async () => expect(await read()).toMatch(/^\d+\n$/), 10_000);
	return Number(await read());
}

const isGone = (pid: number) =>
	vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), 10_000);

test('a job that is given up leaves no ffmpeg behind, not even one that hangs', async () => {
	const folder = await asFfmpeg(`echo $$ > "$(dirname "$0")/pid"; exec sleep 1000`);
	const given = new AbortController();
	const copy = join(folder, 'copy');
	const reading = readInWorker(sharedPath(gsm), copy, 0, { signal: given.signal });
	const pid = await pidIn(folder);
	given.abort(new Error('cancelled'));
	await expect(reading).rejects.toThrow('cancelled');
	await isGone(pid);
	expect(await readdir(folder)).toEqual(['ffmpeg', 'pid']);
});

test('a killed server leaves no ffmpeg behind', async () => {
	const folder = await asFfmpeg(
		`echo $$ > "$(dirname "$0")/pid"; while :; do echo sound; sleep 0.05; done`
	);
	const call = [`'${sharedPath(gsm)}'`, `'${join(folder, 'plain')}'`];
	const code = `const { convert } = await import('${pathToFileURL(resolve('src/lib/server/recordings/sound/convert.ts'))}');
		await convert(${call});`;
	const server = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' });
	const pid = await pidIn(folder);
	server.kill('SIGKILL');
	await isGone(pid);
});
