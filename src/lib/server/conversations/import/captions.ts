import type { Problem } from '#lib/import-problem.ts';
import { excerptOf } from '../masking.ts';
import { callFormat, type Call, type Fault, type Utterance } from './call.ts';
import { languageOf } from './call/json.ts';
import { cueVoices } from './call/cue-text.ts';

type Cue = { startMs: number; endMs?: number; lines: string[] };
type Kind = {
	name: string;
	/** Of two times: hours, minutes, seconds, fraction of each. */
	times: RegExp;
	/** What is meant to be a line of times, written rightly or not. */
	attempt: RegExp;
};

const vttTime = '(?:(\\d{2,}):)?([0-5]\\d):([0-5]\\d)\\.(\\d{3})';
const srtTime = '(\\d{1,3}):([0-5]?\\d):([0-5]?\\d)(?:[,.](\\d{1,3}))?';
const sbvTime = '(\\d{1,3}):([0-5]\\d):([0-5]\\d)\\.(\\d{3})';
const arrow = /^\s*[\d:][^<>]*-->/;

/** Subtitles of the web: voices, comments, styles, headers. */
export const webvtt = captions({
	name: 'WebVTT',
	times: new RegExp(`^[ \\t]*${vttTime}[ \\t]*-->[ \\t]*${vttTime}`),
	attempt: arrow
});

/** SubRip. */
export const srt = captions({
	name: 'SRT',
	times: new RegExp(`^[ \\t]*${srtTime}[ \\t]*-->[ \\t]*${srtTime}`),
	attempt: arrow
});

/** YouTube's own. */
export const sbv = captions({
	name: 'SBV',
	times: new RegExp(`^${sbvTime},${sbvTime}[ \\t]*$`),
	attempt: /^\d+:\d+:\d+[.\d]*,\d/
});

function captions(kind: Kind) {
	return callFormat(kind.name.toLowerCase(), (text) => {
		const lines = text.split(/\r\n|\n|\r/);
		const head = headOf(kind, lines);
		if ('problem' in head) return head;
		const cues = cuesOf(kind, lines, head.end);
		if ('problem' in cues) return cues;
		const call: Call = { language: head.language, utterances: withVoices(cues.flatMap(said)) };
		return call;
	});
}

/** A WebVTT file begins with its name and headers; the others with their first text. */
function headOf(kind: Kind, lines: string[]): { end: number; language?: string } | Fault {
	if (kind.name !== 'WebVTT') {
		const first = lines.findIndex((line) => line.trim() !== '');
		const start = lines.slice(first, first + 2);
		if (first >= 0 && start.some((line) => kind.attempt.test(line))) return { end: 0 };
		return fault(first < 0 ? 0 : first, 'caption_start', { format: kind.name }, lines);
	}
	if (!/^WEBVTT(?:[ \t]|$)/.test(lines[0]))
		return fault(0, 'caption_start', { format: kind.name }, lines);
	const end = lines.findIndex(
		(line, i) => i > 0 && (line.trim() === '' || kind.attempt.test(line))
	);
	const head = lines.slice(1, end < 0 ? lines.length : end);
	const language = head.flatMap((line) => /^Language:\s*(\S+)/i.exec(line)?.[1] ?? [])[0];
	return { end: end < 0 ? lines.length : end, language: languageOf(language) };
}

function cuesOf(kind: Kind, lines: string[], from: number): Cue[] | Fault {
	const cues: Cue[] = [];
	let cue: Cue | null = null;
	let waiting: number[] = [];
	for (let i = from; i <= lines.length; i++) {
		const line = lines[i] ?? '';
		const times = kind.times.exec(line);
		if (times) {
			if (waiting.length > 1 || !isName(kind, lines[waiting[0]]))
				return fault(waiting.at(-1)!, 'caption_untimed', {}, lines);
			// Without an empty line before it, the number of this cue is no text of the one above
			if (kind.name === 'SRT' && /^\d+$/.test(cue?.lines.at(-1) ?? '')) cue!.lines.pop();
			cues.push((cue = cueOf(times)));
			waiting = [];
		} else if (kind.attempt.test(line))
			return fault(i, 'caption_time', { value: line.trim().slice(0, 100) }, lines);
		else if (line.trim() === '') {
			if (waiting.length > 0) return fault(waiting.at(-1)!, 'caption_untimed', {}, lines);
			cue = null;
		} else if (cue) cue.lines.push(line);
		else if (
			kind.name === 'WebVTT' &&
			waiting.length === 0 &&
			/^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(line)
		) {
			while (i + 1 < lines.length && lines[i + 1].trim() !== '' && !kind.times.test(lines[i + 1]))
				i++;
		} else waiting.push(i);
	}
	return cues;
}

/** What may stand above the times of a cue. */
function isName(kind: Kind, line?: string) {
	return line === undefined || kind.name === 'WebVTT' || /^\d+$/.test(line.trim());
}

function cueOf(times: RegExpExecArray): Cue {
	const [startMs, endMs] = [times.slice(1, 5), times.slice(5, 9)].map(([h, m, s, fraction]) => {
		const seconds = Number(h ?? 0) * 3600 + Number(m) * 60 + Number(s);
		return seconds * 1000 + Number((fraction ?? '').padEnd(3, '0'));
	});
	// A cue that ends before it begins has a beginning at least
	return { startMs, ...(endMs >= startMs && { endMs }), lines: [] };
}

function said({ startMs, endMs, lines }: Cue): Utterance[] {
	const spoken = cueVoices(lines.join('\n'), startMs, endMs).filter(({ text }) => text !== '');
	// Of two voices in one cue nobody knows when the first one ends
	if (spoken.length > 1) return spoken.map((one) => ({ ...one, startMs, words: [] }));
	return spoken.map((one) => ({ ...one, startMs, endMs }));
}

/** “Agent: Hello” and “Speaker 1: Hello”, where all that speak are written so. */
function withVoices(all: Utterance[]): Utterance[] {
	if (all.some(({ voice }) => voice !== null)) return all;
	const prefix =
		/^[[(]?((?:speaker|spk|voice|channel|guest|говорящий|спикер|runātājs|vorbitor(?:ul)?)[ _-]?\w{1,3}|agent|customer|caller|client|operator|employee|оператор|клиент|сотрудник|klients|operators|darbinieks|operatorul|clientul|angajat)[\])]?:\s+/iu;
	let voice: string | null = null;
	const named = all.map((one) => {
		const [begin, name] = prefix.exec(one.text) ?? ['', null];
		voice = name ?? voice;
		return { ...one, voice, text: one.text.slice(begin.length) };
	});
	return named[0]?.voice ? named : all;
}

function fault(
	at: number,
	code: Problem['code'],
	params: Problem['params'],
	lines: string[]
): Fault {
	return { line: at + 1, problem: { code, params }, excerpt: excerptOf(lines[at] ?? '') };
}
