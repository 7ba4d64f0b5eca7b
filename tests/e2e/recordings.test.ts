import { readFileSync } from 'node:fs';
import { eq } from 'drizzle-orm';
import type { Page } from 'playwright-core';
import { auditEvents, recordings } from '../../src/lib/server/db/schema/index.ts';
import {
	addConversation,
	addEmployee,
	addScorecard,
	addTeam,
	criterionOf
} from '../setup/factories.ts';
import { sendJson } from '../setup/ai-service.ts';
import { addSignIn, expect, test } from '../setup/e2e.ts';
import { pdfText } from '../setup/poppler.ts';
import {
	startTranscriber,
	turnTranscriptionOn,
	verbose,
	type Transcribes
} from '../setup/transcriber.ts';
import { sharedPath } from '../shared-data.ts';

const call = () => sharedPath('audio/calls/Auto_Repairs_49_stereo_caller-L_agent-R.mp3');

test(
	'a two-channel call is uploaded, heard, written down, judged by a stretch of it, and the report says where',
	{ timeout: 180_000 },
	async ({ db, app, signIn }) => {
		await using service = await startTranscriber(talk);
		await turnTranscriptionOn(db, { baseUrl: service.baseUrl }, { dataDir: app.dataDir });
		const reviewer = await addSignIn(db, { role: 'reviewer', name: 'Jānis' });
		const lead = await addSignIn(db, { role: 'lead' });
		const team = await addTeam(db, { leads: [lead] });
		const anna = await addEmployee(db, { code: 'E-1', name: 'Anna Bērziņa', teamId: team.id });
		const criteria = ['politeness', 'solution'].map((key) =>
			criterionOf(key, { evidenceBelow: 5 })
		);
		await addScorecard(db, { criteria, channels: ['call'] });

		const page = await signIn(reviewer);
		await upload(page, [call(), 'README.md']);
		await page.getByText('Not uploaded: This is no sound file').waitFor();
		await page.getByRole('link', { name: 'Open the conversation' }).click();
		await page.locator('[data-waveform=true]').waitFor();
		await page.getByRole('button', { name: 'Play', exact: true }).click();
		await page.getByText(/^0:02 \/ 3:57$/).waitFor();
		await page.keyboard.press('l');
		expect(await page.getByRole('button', { name: 'Repeat' }).getAttribute('aria-pressed')).toBe(
			'true'
		);

		await page.getByRole('button', { name: 'Transcribe' }).click();
		await page.getByText('Each side has a channel of its own').waitFor();
		await page.getByText('How can I help').waitFor();
		await page.getByText('My car makes a noise').waitFor();
		expect(service.requests.map(({ path, seconds }) => [path, seconds > 200])).toEqual([
			['/v1/audio/transcriptions', true],
			['/v1/audio/transcriptions', true]
		]);

		await page.getByRole('link', { name: 'Review', exact: true }).click();
		await page.getByRole('button', { name: 'Review', exact: true }).press('Enter');
		await page.locator('[data-waveform=true]').waitFor();
		await page.keyboard.press('2');
		const stretch = page.getByLabel('Stretch of the recording');
		await stretch.fill('1:05-9:20');
		await page.getByText('the recording ends at 3:57').waitFor();
		await stretch.fill('1:05-1:20');
		await page.getByRole('button', { name: 'Pin as evidence' }).click();
		await page.getByRole('button', { name: 'Recording 1:05–1:20', exact: true }).click();
		await page.getByText(/^1:0[5-9] \/ 3:57$/).waitFor();
		await page.keyboard.press('j');
		await page.keyboard.press('5');
		await page.keyboard.press('Control+Enter');
		await page.getByText('Review submitted').first().waitFor();
		await page.getByRole('button', { name: 'Recording 1:05–1:20', exact: true }).waitFor();

		const desk = await signIn(lead);
		await desk.goto(`/employees/${anna.id}`);
		await desk.getByText('Recording 1:05–1:20').waitFor();
		await desk.getByRole('button', { name: 'Prepare report' }).click();
		await desk.waitForURL(/\/coaching\//);
		await desk.waitForLoadState('networkidle');
		await desk.getByRole('button', { name: 'Issue', exact: true }).click();
		await desk.getByRole('dialog').getByRole('button', { name: 'Issue', exact: true }).click();
		await desk.getByText('Report issued').waitFor();
		const download = desk.waitForEvent('download');
		await desk.getByRole('link', { name: 'Download PDF' }).click();
		const text = pdfText(readFileSync(await (await download).path()));
		expect(text).toContain('01:05–01:20');

		const [{ id }] = await db.select({ id: recordings.id }).from(recordings);
		const events = await db.select().from(auditEvents).where(eq(auditEvents.subject, id));
		expect(events.map(({ action }) => action)).toEqual([
			'recording.uploaded',
			'recording.listened',
			'recording.transcription_ordered',
			'recording.transcribed'
		]);

		const part = await page.request.get(`/recordings/${id}/audio`, {
			headers: { range: 'bytes=100-199' }
		});
		expect(part.status()).toBe(206);
		expect(part.headers()).toMatchObject({
			'content-type': 'audio/mpeg',
			'content-range': 'bytes 100-199/950976',
			'x-content-type-options': 'nosniff',
			'cache-control': 'private, no-store'
		});
		expect((await part.body()).equals(readFileSync(call()).subarray(100, 200))).toBe(true);
	}
);

test('a long transcript is drawn to its end, also where no script draws it', async ({
	db,
	signIn
}) => {
	const reviewer = await addSignIn(db, { role: 'reviewer' });
	const segments = Array.from({ length: 700 }, (_, i) => ({ text: `line ${i}` }));
	const { id } = await addConversation(db, { segments });
	const rows = (page: Page) => page.locator('[data-ordinal]');
	const all = (page: Page) => page.getByRole('link', { name: 'Show all 700 lines' });

	const plain = await signIn(reviewer, { javaScriptEnabled: false });
	await plain.goto(`/conversations/${id}`);
	await all(plain).waitFor();
	expect(await rows(plain).count()).toBeLessThan(100);
	await all(plain).click();
	await rows(plain).nth(699).waitFor({ state: 'attached' });

	const page = await signIn(reviewer);
	await page.goto(`/conversations/${id}`);
	await rows(page).nth(699).waitFor({ state: 'attached' });
	await all(page).waitFor({ state: 'detached' });
	await rows(page).last().scrollIntoViewIfNeeded();
	await page.getByText('line 699', { exact: true }).waitFor();
});

/** The right channel, the employee's, is heard first, and so it is sent first. */
const talk: Transcribes = (_, response, call) =>
	call === 1
		? sendJson(response, verbose('How can I help', { each: 0.3 }))
		: sendJson(response, verbose('My car makes a noise', { from: 5 }));

async function upload(page: Page, files: string[]) {
	await page.goto('/conversations/recordings');
	await page.waitForLoadState('networkidle');
	await page.locator('input[type=file]').setInputFiles(files);
	await page.getByLabel('Employee').selectOption({ label: 'Anna Bērziņa' });
	await page.getByRole('button', { name: 'Upload', exact: true }).click();
}
