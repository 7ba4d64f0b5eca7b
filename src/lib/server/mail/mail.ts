import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { v7 } from 'uuid';

export type MailSettings = { smtpUrl?: string; mailFrom: string; dataDir: string };
export type Mail = { to: string; subject: string; text: string };

/** Sends by SMTP; without SMTP settings writes the message into <data>/outbox. Throws when SMTP refuses. */
export async function sendMail(settings: MailSettings, mail: Mail): Promise<void> {
	const message = { from: settings.mailFrom, ...mail };
	if (settings.smtpUrl) {
		await createTransport(settings.smtpUrl, { connectionTimeout: 10_000 } as never).sendMail(
			message
		);
		return;
	}
	const { message: eml } = await createTransport({
		streamTransport: true,
		buffer: true
	}).sendMail(message);
	const outbox = join(settings.dataDir, 'outbox');
	await mkdir(outbox, { recursive: true, mode: 0o700 });
	await writeFile(join(outbox, `${v7()}.eml`), eml as Buffer, { mode: 0o600 });
}
