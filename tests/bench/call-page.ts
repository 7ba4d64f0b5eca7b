import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import type { Db } from '../../src/lib/server/db/database.ts';
import { recordings, transcripts } from '../../src/lib/server/db/schema/index.ts';
import type { Segment } from '../../src/lib/transcript.ts';
import { launchBrowser } from '../setup/chromium.ts';
import { atMost, median, timeOf, type Row } from './rows.ts';
import type { Sender } from './sending.ts';

const rounds = 11;
/** Of a turn in a lively call, in ms: 1500 of them are an hour. */
const turn = 2400;

/** The two recordings, read by now, get their words; then their pages are opened in turns. */
export async function openPages(
	app: Sender,
	db: Db,
	{ minute, hour }: { minute: number; hour: number }
): Promise<Row> {
	const [short, long] = [await addWords(db, minute), await addWords(db, hour)];
	const [name, value] = app.headers.cookie.split('=');
	const browser = await launchBrowser();
	try {
		const context = await browser.newContext({ baseURL: app.origin });
		await context.addCookies([{ name, value, url: app.origin }]);
		const page = await context.newPage();
		const times: Record<string, number[]> = { [short]: [], [long]: [] };
		for (const id of [short, long]) await open(page, id);
		for (let round = 0; round < rounds; round++)
			for (const id of [short, long]) times[id].push(await open(page, id));
		return atMost(
			'page of a call of an hour in 1500 turns, ready to be played, to that of a minute',
			1.3,
			median(times[long]) / median(times[short]),
			' ×'
		);
	} finally {
		await browser.close();
	}
}

async function addWords(db: Db, seconds: number) {
	const [{ conversationId }] = await db
		.select({ conversationId: recordings.conversationId })
		.from(recordings)
		.where(eq(recordings.fileName, `${seconds}.mp3`));
	await db
		.update(transcripts)
		.set({ segments: talk(seconds) })
		.where(eq(transcripts.conversationId, conversationId));
	return conversationId;
}

/** Until the waveform is drawn, the sound can be heard and the first words are there to read; in ms. */
async function open(page: Page, id: string) {
	await page.goto('about:blank');
	return timeOf(async () => {
		await page.goto(`/conversations/${id}`, { waitUntil: 'commit' });
		await page.locator('[data-waveform=true]').waitFor();
		await page.locator('[data-ordinal="0"]').waitFor();
		await page.waitForFunction(() => document.querySelector('audio')!.readyState >= 2);
	});
}

/** Turns of eight words, customer and employee one after the other. */
export const talk = (seconds: number): Segment[] =>
	Array.from({ length: Math.floor((seconds * 1000) / turn) }, (_, ordinal) => {
		const words = Array.from({ length: 8 }, (_, i) => {
			const startMs = ordinal * turn + i * 280;
			return { text: 'word', startMs, endMs: startMs + 240 };
		});
		return {
			ordinal,
			speaker: ordinal % 2 ? 'employee' : 'customer',
			kind: 'message',
			text: words.map(({ text }) => text).join(' '),
			startMs: words[0].startMs,
			endMs: words.at(-1)!.endMs,
			words
		};
	});
