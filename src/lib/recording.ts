/** A stretch in which nobody speaks, in ms from the start. */
export type Silence = [fromMs: number, toMs: number];

export const refusals = [
	'unknown',
	'container',
	'wav_codec',
	'gsm',
	'channels',
	'damaged',
	'empty',
	'too_slow',
	'too_long'
] as const;
/** Why a file is no recording. */
export type Refusal = (typeof refusals)[number];

/** A stretch of a recording as people write it: `1:05`, `61:05`, with tenths only where there are some. */
export function writeTime(ms: number): string {
	const tenths = Math.floor(ms / 100);
	const minutes = Math.floor(tenths / 600);
	const seconds = String(Math.floor((tenths % 600) / 10)).padStart(2, '0');
	const rest = tenths % 10;
	return `${minutes}:${seconds}${rest ? `.${rest}` : ''}`;
}

/** Milliseconds of `mm:ss`, `h:mm:ss` or seconds, with tenths if need be; null when it is no time. */
export function readTime(text: string): number | null {
	const match = text.trim().match(/^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5})(?:[.,](\d{1,3}))?$/);
	if (!match) return null;
	const [, hours = '0', minutes, seconds, fraction = '0'] = match;
	if (minutes !== undefined && (seconds.length !== 2 || Number(seconds) > 59)) return null;
	const whole = Number(hours) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds);
	return whole * 1000 + Math.round(Number(`0.${fraction}`) * 1000);
}

/** Two times with a dash between; null unless the first is before the second. */
export function readStretch(text: string): { fromMs: number; toMs: number } | null {
	const [from, to, ...more] = text.split(/\s*[-–—]\s*/).map(readTime);
	if (from == null || to == null || more.length || from >= to) return null;
	return { fromMs: from, toMs: to };
}
