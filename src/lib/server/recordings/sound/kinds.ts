import type { Refusal } from '../../../recording.ts';

/** What a file is by its first bytes, and how its sound is read. */
export type Kind = {
	/** For people. */
	format: string;
	decoder: 'wav' | 'mp3' | 'opus' | 'oga' | 'flac' | 'm4a' | 'aac';
	mediaType: string;
	/** Some browsers play it badly or not at all, so they get a copy. */
	needsCopy: boolean;
};

/** It cannot be a recording here; `detail` is what the reason speaks of. */
export class RefusedSound extends Error {
	override name = 'RefusedSound';
	readonly reason: Refusal;
	readonly detail: string;
	constructor(reason: Refusal, detail = '') {
		super(`${reason} ${detail}`);
		this.reason = reason;
		this.detail = detail;
	}
}

/** Bytes that `kindOf` wants to see, unless the file is shorter. */
export const headSize = 64 * 1024;

/** Looks at the content, never at a name. Throws a RefusedSound for what is no sound, or none that we read. */
export function kindOf(head: Buffer): Kind {
	const has = (text: string, at = 0) => head.toString('latin1', at, at + text.length) === text;
	if (has('RIFF') && has('WAVE', 8)) return wavKind(head);
	if (has('fLaC')) return flac;
	if (has('OggS')) return oggKind(head);
	if (has('ftyp', 4)) return m4a;
	if (has('ID3')) return behindTag(head);
	const other = others.find(([magic, , at]) => has(magic, at));
	if (other) throw new RefusedSound('container', other[1]);
	if (isFrames(head, 0, mp3Frame)) return mp3;
	if (isFrames(head, 0, adtsFrame)) return aac;
	throw new RefusedSound('unknown');
}

const plain = (format: string, decoder: Kind['decoder'], mediaType: string): Kind => {
	return { format, decoder, mediaType, needsCopy: false };
};
const flac = plain('FLAC', 'flac', 'audio/flac');
const m4a = plain('M4A', 'm4a', 'audio/mp4');
const mp3 = plain('MP3', 'mp3', 'audio/mpeg');
const aac = plain('AAC', 'aac', 'audio/aac');

const others: [magic: string, name: string, at?: number][] = [
	['FORM', 'AIFF'],
	['\x1aE\xdf\xa3', 'Matroska / WebM'],
	['RF64', 'RF64'],
	['RIFX', 'RIFX'],
	['AVI ', 'AVI', 8],
	['0&\xb2u', 'Windows Media'],
	['#!AMR', 'AMR'],
	['caff', 'CAF'],
	['.snd', 'AU'],
	['wvpk', 'WavPack'],
	['MAC ', 'Monkey’s Audio']
];

const wavCodecs: Record<number, string> = {
	2: 'MS ADPCM',
	6: 'A-law',
	7: 'mu-law',
	0x11: 'IMA ADPCM',
	0x14: 'G.723',
	0x40: 'G.721',
	0x45: 'G.726',
	0x50: 'MPEG',
	0x55: 'MP3',
	0x64: 'G.726',
	0x65: 'G.722',
	0xff: 'AAC'
};
const readable = [1, 2, 3, 6, 7, 0x11];

function wavKind(head: Buffer): Kind {
	const fmt = findChunk(head, 'fmt ');
	if (fmt === null || fmt + 16 > head.length) throw new RefusedSound('damaged', 'WAV');
	let tag = head.readUInt16LE(fmt);
	if (tag === 0xfffe && fmt + 26 <= head.length) tag = head.readUInt16LE(fmt + 24);
	const channels = head.readUInt16LE(fmt + 2);
	const bits = head.readUInt16LE(fmt + 14);
	if (tag === 0x31) throw new RefusedSound('gsm');
	const codec = wavCodecs[tag] ?? `0x${tag.toString(16)}`;
	if (!readable.includes(tag)) throw new RefusedSound('wav_codec', codec);
	const rate = head.readUInt32LE(fmt + 4);
	if (channels === 0 || head.readUInt16LE(fmt + 12) === 0 || rate === 0 || rate > 768_000)
		throw new RefusedSound('damaged', 'WAV');
	const name = tag === 1 ? `${bits} bit` : tag === 3 ? `${bits} bit float` : codec;
	return {
		format: `WAV ${name}`,
		decoder: 'wav',
		mediaType: 'audio/wav',
		needsCopy: tag !== 1 || bits !== 16
	};
}

/** Where the content of a chunk begins. */
function findChunk(head: Buffer, name: string): number | null {
	for (let at = 12; at + 8 <= head.length;) {
		if (head.toString('latin1', at, at + 4) === name) return at + 8;
		const size = head.readUInt32LE(at + 4);
		at += 8 + size + (size % 2);
	}
	return null;
}

function oggKind(head: Buffer): Kind {
	const first = head.subarray(0, 512);
	if (first.includes('OpusHead')) return plain('Ogg Opus', 'opus', 'audio/ogg');
	if (first.includes('\x01vorbis')) return plain('Ogg Vorbis', 'oga', 'audio/ogg');
	throw new RefusedSound('container', first.includes('Speex') ? 'Ogg Speex' : 'Ogg');
}

/** A tag of text and pictures may stand before the sound; it can be longer than what we look at. */
function behindTag(head: Buffer): Kind {
	const [a, b, c, d] = head.subarray(6, 10);
	const at = 10 + ((a << 21) | (b << 14) | (c << 7) | d);
	if (head.toString('latin1', at, at + 4) === 'fLaC') return flac;
	return isFrames(head, at, adtsFrame) ? aac : mp3;
}

type FrameSize = (head: Buffer, at: number) => number | null;

/** Two frames one behind the other, so that noise is not taken for sound; zeros may stand before the first. */
function isFrames(head: Buffer, at: number, size: FrameSize): boolean {
	while (at < Math.min(head.length, 4096) && head[at] === 0) at++;
	const first = size(head, at);
	return first !== null && size(head, at + first) !== null;
}

const bitrates = [
	[0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
	[0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
];
const rates = [44_100, 48_000, 32_000];

/** Length of the MPEG layer III frame that begins here (ISO 11172-3, 2.4.2.3); null: none does. */
function mp3Frame(head: Buffer, at: number): number | null {
	if (at + 4 > head.length || head[at] !== 0xff || (head[at + 1] & 0xe6) !== 0xe2) return null;
	const version = (head[at + 1] >> 3) & 3;
	const bitrate = bitrates[version === 3 ? 0 : 1][head[at + 2] >> 4];
	const base = rates[(head[at + 2] >> 2) & 3];
	if (version === 1 || !bitrate || !base) return null;
	const rate = base / (version === 3 ? 1 : version === 2 ? 2 : 4);
	const padding = (head[at + 2] >> 1) & 1;
	return Math.floor(((version === 3 ? 144 : 72) * bitrate * 1000) / rate) + padding;
}

/** Length of the ADTS frame that begins here (ISO 13818-7, 6.2); null: none does. */
function adtsFrame(head: Buffer, at: number): number | null {
	if (at + 7 > head.length || head[at] !== 0xff || (head[at + 1] & 0xf6) !== 0xf0) return null;
	const length = ((head[at + 3] & 3) << 11) | (head[at + 4] << 3) | (head[at + 5] >> 5);
	return length > 7 ? length : null;
}
