import type { Upload } from 'tus-js-client';
import { formatBytes } from '#lib/bytes.ts';
import { m } from '#lib/paraglide/messages.js';

const endpoint = '/conversations/recordings/uploads';
/** Small enough that a slow line finishes a piece before a proxy or the server gives up on it. */
const pieceSize = 16 * 1024 ** 2;
/** For about ten minutes: the server may be starting again. */
const retryDelays = [0, 1000, 3000, 5000, ...Array<number>(60).fill(10_000)];

export type Details = Record<'conversation' | 'employee' | 'startedAt', string | undefined>;

/** One file on its way. The same file chosen again after a reload goes on where it stopped. */
export class Sending {
	readonly file: File;
	state = $state<'waiting' | 'sending' | 'retrying' | 'done' | 'failed'>('waiting');
	sent = $state(0);
	reason = $state('');
	/** Of the conversation, once it is there. */
	conversationId = $state<string | null>(null);
	private upload: Upload | undefined;

	constructor(file: File) {
		this.file = file;
	}

	get share() {
		return this.file.size ? this.sent / this.file.size : 0;
	}

	async send(details: Details, maxBytes: number): Promise<void> {
		if (this.state === 'failed' || this.state === 'done') return;
		if (this.file.size > maxBytes)
			return this.fail(m.recordings_too_big({ size: formatBytes(maxBytes) }));
		const { Upload } = await import('tus-js-client');
		const ended = Promise.withResolvers<void>();
		const given = Object.entries(details).filter(([, value]) => value) as [string, string][];
		this.upload = new Upload(this.file, {
			endpoint,
			chunkSize: pieceSize,
			retryDelays,
			removeFingerprintOnSuccess: true,
			metadata: { filename: this.file.name, ...Object.fromEntries(given) },
			onProgress: (sent) => {
				this.state = 'sending';
				this.sent = sent;
			},
			onShouldRetry: (error) => {
				const status = error.originalResponse?.getStatus() ?? 0;
				const mayPass = status < 400 || status >= 500 || status === 409 || status === 423;
				if (mayPass) this.state = 'retrying';
				return mayPass;
			},
			onError: (error) => {
				const body = 'originalResponse' in error && error.originalResponse?.getBody();
				this.fail(body || m.error_ours());
				ended.resolve();
			},
			onSuccess: () => void this.settle().then(ended.resolve)
		});
		this.state = 'sending';
		const [before] = await this.upload.findPreviousUploads();
		if (before) this.upload.resumeFromPreviousUpload(before);
		this.upload.start();
		await ended.promise;
	}

	async stop() {
		this.fail('');
		await this.upload?.abort(true).catch(() => undefined);
	}

	/** The server made it a recording with the last byte, or does so now. */
	private async settle() {
		const id = this.upload!.url!.split('/').at(-1);
		const response = await fetch(`${endpoint}/${id}`, { headers: { accept: 'application/json' } });
		const answer = await response.json().catch(() => null);
		if (!response.ok) return this.fail(answer?.message ?? m.error_ours());
		this.conversationId = answer.conversationId;
		this.sent = this.file.size;
		this.state = 'done';
	}

	private fail(reason: string) {
		this.state = 'failed';
		this.reason = reason;
	}
}

/** Names of files whose upload was broken off by a reload or a closed page. */
export async function listUnfinished(): Promise<string[]> {
	const { defaultOptions } = await import('tus-js-client');
	const found = (await defaultOptions.urlStorage?.findAllUploads()) ?? [];
	return [...new Set(found.map(({ metadata }) => metadata.filename).filter(Boolean))];
}
