import { open } from 'node:fs/promises';
import type { Limits } from '../../ai/client.ts';
import type { Utterance } from '../../conversations/import/call.ts';
import { cutTalk, inOrderOfTime } from '../../conversations/import/call/speech.ts';
import { limitOf } from '../sound/loudness.ts';
import { pcmFile, type Pcm } from '../sound/pcm.ts';
import { wavHeader } from '../sound/wav-writer.ts';
import { longestPiece, type Answers } from './answers.ts';
import { askTranscriber, AsksTooMuch, type Heard, type Transcriber } from './client.ts';
import { bookPiece, findHeard, keepHeard, releasePiece } from './ledger.ts';
import { hasVoice, piecesOf, type Piece } from './pieces.ts';
import { rememberAnswers } from './settings.ts';
import { noteTranscription } from './state.ts';
import type { Silent, Workshop } from './transcribe.ts';

type Task = {
	recording: Silent;
	service: Transcriber & { language: string };
	folder: string;
	pcm: Pcm;
	limits: Partial<Limits>;
};

/** What a service takes at once; more of it would also have to be held in memory. */
const mostBytes = 10_000_000;

/** The words of a whole recording in their order, each with its side where every side has a channel. */
export async function hear(shop: Workshop, task: Task): Promise<Heard> {
	for (let { service } = task; ;) {
		try {
			return await hearPieces(shop, { ...task, service });
		} catch (thrown) {
			if (!(thrown instanceof AsksTooMuch)) throw thrown;
			await rememberAnswers(shop.db, thrown.instead);
			service = { ...service, answers: thrown.instead };
		}
	}
}

async function hearPieces({ db, settings, signal }: Workshop, task: Task): Promise<Heard> {
	const { recording, service, pcm } = task;
	const pieces = piecesOf(pcm.levels, longestIn(service.answers, pcm));
	await noteTranscription(db, recording.id, { done: 0, total: pieces.length });
	const heard: [Piece, Heard][] = [];
	for (const piece of pieces) {
		signal.throwIfAborted();
		const known = await findHeard(db, settings, recording.id, piece);
		heard.push([piece, known ?? (await hearPiece({ db, settings, signal }, task, piece))]);
		await noteTranscription(db, recording.id, { done: heard.length, failure: null });
	}
	return together(task, heard);
}

const longestIn = (wanted: Answers, { sampleRate }: Pcm) =>
	Math.min(longestPiece[wanted], (mostBytes / (2 * sampleRate)) * 1000);

/** Booked before it is sent: what comes to nothing without an answer is not paid. */
async function hearPiece({ db, settings, signal }: Workshop, task: Task, piece: Piece) {
	const { recording, service, limits } = task;
	const durationMs = piece.toMs - piece.fromMs;
	const language = service.language || recording.language?.match(/^[a-z]{2}(?=-|$)/i)?.[0] || null;
	const wav = await wavOf(task, piece);
	const cost = await bookPiece(db, recording.id, piece);
	try {
		const heard = await askTranscriber(
			service,
			{ wav, durationMs, language },
			{ ...limits, signal }
		);
		await keepHeard(db, settings, recording.id, piece, heard);
		return heard;
	} catch (error) {
		await releasePiece(db, recording.id, piece, { cost, error });
		throw error;
	}
}

async function wavOf({ folder, pcm: { sampleRate } }: Task, { channel, fromMs, toMs }: Piece) {
	const at = (ms: number) => 2 * Math.round((ms / 1000) * sampleRate);
	const file = await open(pcmFile(folder, channel));
	try {
		const bytes = Buffer.alloc(at(toMs) - at(fromMs));
		const { bytesRead } = await file.read(bytes, 0, bytes.length, at(fromMs));
		const header = wavHeader(bytesRead, { channels: 1, sampleRate });
		return Buffer.concat([header, bytes.subarray(0, bytesRead)]);
	} finally {
		await file.close();
	}
}

function together({ recording, pcm }: Task, heard: [Piece, Heard][]): Heard {
	const isDivided = recording.channels === 2;
	const limits = pcm.levels.map(limitOf);
	const utterances = heard.flatMap(([{ channel, fromMs }, { utterances }]) =>
		utterances
			.map((one) => shifted(one, fromMs))
			.filter(({ startMs, endMs }) =>
				hasVoice(pcm.levels[channel], limits[channel], startMs!, endMs!)
			)
			.flatMap((one) => cutTalk(one))
			.map((one) => (isDivided ? sideOf(one, channel, recording.employeeChannel) : one))
	);
	return { utterances: inOrderOfTime(utterances), language: languageOf(heard) };
}

function shifted(utterance: Utterance, byMs: number): Utterance {
	const words = utterance.words?.map(({ text, startMs, endMs }) => {
		return { text, startMs: startMs + byMs, endMs: endMs + byMs };
	});
	const { startMs = 0, endMs = startMs } = utterance;
	return { ...utterance, startMs: startMs + byMs, endMs: endMs + byMs, words };
}

function sideOf(utterance: Utterance, channel: number, employeeChannel: number | null): Utterance {
	const role = channel === (employeeChannel ?? 1) ? 'employee' : 'customer';
	return { ...utterance, voice: role, role };
}

/** What most of the words are in. */
function languageOf(heard: [Piece, Heard][]): string | undefined {
	const lengths = new Map<string, number>();
	for (const [, { language, utterances }] of heard) {
		const length = utterances.reduce((sum, { text }) => sum + text.length, 0);
		if (language) lengths.set(language, (lengths.get(language) ?? 0) + length);
	}
	return [...lengths].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}
