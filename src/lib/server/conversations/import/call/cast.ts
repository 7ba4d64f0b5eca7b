import type { Problem } from '#lib/import-problem.ts';
import { isVoiceLabel, type Speaker } from '#lib/transcript.ts';
import { excerptOf } from '../../masking.ts';
import type { Utterance } from '../call.ts';
import { speakerOf } from '../words.ts';

export type Cast = {
	who(voice: string | null): { speaker: Speaker; name?: string };
	/** For `meta`: which voice is the employee's and who said so. */
	notes: { voices: 'file' | 'import' | 'unknown' | 'undivided'; employeeVoice?: string };
};

/** Instead of a voice's name: who speaks first, and who second. */
const places = ['first', 'second'];
/**
 * Which voice is whose: as said when importing, else by roles that the file itself names. What neither
 * tells stays unknown; nobody is guessed.
 */
export function castOf(utterances: Utterance[], employees: string[] = []): Cast | Problem {
	const roles = new Map(utterances.map(({ voice, role }) => [voice, role]));
	const voices = [...roles.keys()].filter((voice) => voice !== null);
	if (employees.length > 0 && voices.length > 0) {
		const chosen = voices.filter((voice, i) => isChosen(voice, i, employees));
		if (chosen.length === 0)
			return { code: 'call_who', params: { names: excerptOf(voices.slice(0, 10).join(', ')) } };
		const byVoice = voices.map((voice) => [voice, chosen.includes(voice)] as const);
		return cast(
			new Map(byVoice.map(([voice, isOurs]) => [voice, isOurs ? 'employee' : 'customer'])),
			'import'
		);
	}
	return cast(withOtherSide(new Map(voices.map((voice) => [voice, roleOf(voice, roles)]))), 'file');
}

function isChosen(voice: string, place: number, employees: string[]) {
	const names = employees.map((name) => name.trim().toLowerCase());
	return names.includes(voice.toLowerCase()) || names.includes(places[place]);
}

function roleOf(voice: string, roles: Map<string | null, Speaker | undefined>): Speaker {
	return roles.get(voice) ?? speakerOf(voice) ?? 'unknown';
}

/** Of two voices of which one is known, the other is the other side. */
function withOtherSide(speakers: Map<string, Speaker>) {
	const all = [...speakers.values()];
	const [stranger, ...more] = [...speakers].filter(([, speaker]) => speaker === 'unknown');
	if (!stranger || more.length > 0) return speakers;
	if (!all.includes('customer') && all.includes('employee'))
		return speakers.set(stranger[0], 'customer');
	if (!all.includes('employee') && all.includes('customer'))
		return speakers.set(stranger[0], 'employee');
	return speakers;
}

function cast(speakers: Map<string, Speaker>, by: 'file' | 'import'): Cast {
	const employees = [...speakers].flatMap(([voice, who]) => (who === 'employee' ? voice : []));
	const count = (speaker: Speaker) => [...speakers.values()].filter((s) => s === speaker).length;
	return {
		who(voice) {
			const speaker = speakers.get(voice ?? '') ?? 'unknown';
			const saysNothing =
				voice === null ||
				speakerOf(voice) !== undefined ||
				(isVoiceLabel(voice) && speaker !== 'unknown' && count(speaker) === 1);
			return saysNothing ? { speaker } : { speaker, name: voice.slice(0, 500) };
		},
		notes: {
			voices: employees.length > 0 ? by : speakers.size > 0 ? 'unknown' : 'undivided',
			...(employees.length > 0 && { employeeVoice: employees.join(', ').slice(0, 1000) })
		}
	};
}
