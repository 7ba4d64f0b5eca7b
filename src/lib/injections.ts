import { instructions, roles, verdicts } from './injection-phrases.ts';
import type { Segment } from './transcript.ts';

export const injectionKinds = ['instruction', 'verdict', 'role', 'invisible', 'encoded'] as const;
export type InjectionKind = (typeof injectionKinds)[number];
/** A message that tries to steer the machine that reads it. */
export type Injection = { segment: number; kind: InjectionKind };

/**
 * Messages that a reviewer should look at before trusting a draft: orders to the machine in four languages,
 * forged verdicts and roles, invisible and encoded text. It flags; nothing is changed or left out.
 */
export function findInjections(segments: readonly Pick<Segment, 'ordinal' | 'text' | 'speaker'>[]) {
	const found = segments.flatMap(({ ordinal, text }) =>
		kindsOf(text).map((kind): Injection => ({ segment: ordinal, kind }))
	);
	const known = new Set(found.map(({ segment }) => segment));
	segments.forEach((second, i) => {
		const first = segments[i - 1];
		if (first?.speaker !== second.speaker) return;
		if (known.has(first.ordinal) || known.has(second.ordinal)) return;
		if (!speaksToMachine(`${first.text} ${second.text}`)) return;
		for (const { ordinal } of [first, second])
			found.push({ segment: ordinal, kind: 'instruction' });
	});
	return found.sort((a, b) => a.segment - b.segment);
}

function kindsOf(text: string): InjectionKind[] {
	const readings = readingsOf(text);
	const says = (patterns: RegExp[]) =>
		readings.some((reading) => patterns.some((pattern) => pattern.test(reading)));
	const kinds: InjectionKind[] = [];
	if (speaksToMachine(text)) kinds.push('instruction');
	if (says(verdicts)) kinds.push('verdict');
	if (says(roles)) kinds.push('role');
	if (hasInvisible(text)) kinds.push('invisible');
	if (hasEncoded(text)) kinds.push('encoded');
	return kinds;
}

const speaksToMachine = (text: string) =>
	readingsOf(text)
		.flatMap(windowsOf)
		.some((reading) => instructions.some((row) => row.every((one) => one.test(reading))));

/** A long message is read in stretches, so that words far apart make no sentence together. */
function windowsOf(text: string) {
	const count = Math.max(1, Math.ceil((text.length - windowOverlap) / windowStep));
	return Array.from({ length: count }, (_, i) =>
		text.slice(i * windowStep, i * windowStep + windowStep + windowOverlap)
	);
}
const windowStep = 600;
const windowOverlap = 200;

/** The text as it stands, and as it reads when disguises are taken off. */
function readingsOf(text: string): string[] {
	const plain = plainText(text);
	const hidden = fromTags(text);
	return [
		...new Set([
			plain,
			latinised(plain),
			closedUp(plain),
			...(hidden ? [plainText(hidden)] : []),
			...(text.includes('\u202e') ? [[...plain].reverse().join('')] : [])
		])
	];
}

/** Lower case, without invisible characters, wide letters made plain, Latin letters without marks. */
function plainText(text: string) {
	return text
		.replace(/\p{Cf}/gu, '')
		.normalize('NFKD')
		.replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
		.normalize('NFC')
		.toLowerCase();
}

const lookAlikes: Record<string, string> = Object.fromEntries(
	[...'аеорсухіјѕԁһ'].map((letter, i) => [letter, 'aeopcyxijsdh'[i]])
);

/** Words that mix alphabets, as a reader sees them. */
const latinised = (text: string) =>
	text.replace(/\p{L}+/gu, (word) =>
		/[a-z]/.test(word) && /\p{Script=Cyrillic}/u.test(word)
			? [...word].map((letter) => lookAlikes[letter] ?? letter).join('')
			: word
	);

/** "i g n o r e  t h i s" as "ignore this". */
const closedUp = (text: string) =>
	text.replace(
		/(?<!\p{L})\p{L}(?:[ ._-]\p{L}){3,}(?: {2,}\p{L}(?:[ ._-]\p{L})+)*(?!\p{L})/gu,
		(run) =>
			run
				.split(/ {2,}/)
				.map((word) => word.replace(/[ ._-]/g, ''))
				.join(' ')
	);

const tagged = /[\u{e0020}-\u{e007e}]/gu;
/** Flags of England, Scotland and Wales are written with tags, honestly. */
const flags = /\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f}/gu;

function fromTags(text: string) {
	const letters = text.replace(flags, '').match(tagged) ?? [];
	return letters.map((one) => String.fromCodePoint(one.codePointAt(0)! - 0xe0000)).join('');
}

/** Joiners in emoji and the marks that messengers put around names are no disguise. */
function hasInvisible(text: string) {
	if (fromTags(text)) return true;
	if (/[\u202d\u202e\u2061-\u2064\u{fff9}-\u{fffb}]/u.test(text)) return true;
	if (/(?:[\ufe00-\ufe0e]|[\u{e0100}-\u{e01ef}]){2}/u.test(text)) return true;
	return (text.match(/(?<=\p{L})[\u200b\u2060\ufeff](?=\p{L})/gu) ?? []).length >= 2;
}

/** A long run of base64 or hex that is a sentence when decoded. */
function hasEncoded(text: string) {
	const runs = text.match(/[A-Za-z0-9+/_-]{32,}={0,2}/g) ?? [];
	return runs.some((run) =>
		[decodeBase64(run), decodeHex(run)].some((decoded) => decoded && isSentence(decoded))
	);
}

function decodeBase64(run: string) {
	const plain = run.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/');
	const whole = plain.slice(0, plain.length - (plain.length % 4 === 1 ? 1 : 0));
	return asText(Uint8Array.from(atob(whole), (char) => char.charCodeAt(0)));
}

function decodeHex(run: string) {
	if (!/^(?:[0-9a-f]{2}){16,}$/i.test(run)) return null;
	return asText(Uint8Array.from(run.match(/../g)!, (pair) => parseInt(pair, 16)));
}

function asText(bytes: Uint8Array) {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return null;
	}
}

const isSentence = (text: string) =>
	(text.match(/\p{L}{2,}\s/gu) ?? []).length >= 3 && !/[^\p{L}\p{N}\p{P}\p{S}\s]/u.test(text);
