import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';
import type { Db } from '../db/database.ts';
import { defineJob, enqueue } from '../jobs/queue.ts';
import { JobError } from '../jobs/reasons.ts';

export type MailSettings = { smtpUrl?: string; mailFrom: string; dataDir: string };
export type Mail = { to: string; subject: string; text: string };

/** Sends a mail when the caller's transaction is committed. A failure is seen on the page of jobs. */
export const postMail = (db: Db, mail: Mail) =>
	enqueue(db, mailJob, { label: mail.to, data: mail });

/** Eight more attempts within about two hours. A text may hold a link that opens an account. */
export const mailJob = defineJob<Mail>({
	name: 'send-mail',
	atOnce: 2,
	expireInSeconds: 120,
	retryLimit: 8,
	retryDelay: 15,
	isSecret: true,
	work: ({ settings, id }, { to, subject, text }) => sendMail(settings, { to, subject, text }, id)
});

/**
 * Sends by SMTP; without SMTP settings writes the message into <data>/outbox. The same `id` again is the
 * same message to every mail program. Throws when SMTP refuses or is away.
 */
export async function sendMail(settings: MailSettings, mail: Mail, id = v7()): Promise<void> {
	const { createTransport } = await import('nodemailer');
	const host = settings.mailFrom.match(/@([^>\s]+)/)?.[1];
	const message = { from: settings.mailFrom, messageId: `<${id}@${host}>`, ...mail };
	if (settings.smtpUrl) {
		const options = { connectionTimeout: 10_000, socketTimeout: 60_000 };
		const transport = createTransport(settings.smtpUrl, options as never);
		await transport.sendMail(message).catch(explain);
		return;
	}
	const { message: eml } = await createTransport({
		streamTransport: true,
		buffer: true
	}).sendMail(message);
	const outbox = join(settings.dataDir, 'outbox');
	await mkdir(outbox, { recursive: true, mode: 0o700 });
	const file = join(outbox, `${id}.eml`);
	await writeFile(`${file}.part`, eml as Buffer, { mode: 0o600 });
	await rename(`${file}.part`, file);
}

/** Whether the server said no, or could not be reached. */
function explain(cause: Error & { responseCode?: number }): never {
	throw new JobError(cause.responseCode ? 'mail_refused' : 'mail_away', cause.message, { cause });
}
