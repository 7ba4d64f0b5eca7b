import type { ManifestFile } from '../photo.ts';
import { filingOf } from '../visit-journal.ts';
import type { VisitProblem } from '../visit-problems.ts';
import type { Journal } from './journal.ts';

type Receipt = {
	files: (ManifestFile & { receivedAt: string | null })[];
	isComplete: boolean;
	marks: string[];
};
export type Progress = { received: number; of: number };
export type Sent =
	/** Not current: it had gone to somebody else, and is kept for the editor. */
	| { is: 'sent'; isCurrent: boolean }
	/** Tried again later by itself. */
	| { is: 'offline' | 'signed_out' }
	/** The server will not take it as it is. */
	| { is: 'refused'; reason: string; problems: VisitProblem[] };

/** Sends a filed visit and removes it from this phone once the server has said that all of it is there. */
export async function sendVisit(
	journal: Journal,
	tell: (progress: Progress) => void
): Promise<Sent> {
	const written = await journal.read();
	const photos = await journal.listPhotos();
	const filing = filingOf(journal.opened, written, photos);
	const url = `/api/v1/visits/${journal.filingId}`;
	const answer = await ask(url, {
		method: 'PUT',
		headers: { 'content-type': 'application/json', 'x-phone-time': new Date().toISOString() },
		body: JSON.stringify(filing)
	});
	const refused = 'status' in answer ? answer : null;
	if (refused && refused.status !== 409) return refusalOf(refused);
	// Other content under this id is kept beside the first, and no receipt tells of its photos
	const others = refused ? photos.filter(({ name }) => isIn(filing.files, name)) : [];
	for (const photo of others) {
		const stopped = await send(journal, photo, written.agreed);
		if (stopped) return stopped;
	}
	let isCurrent = true;
	const tried = new Set<string>();
	for (;;) {
		const known = await ask(url);
		// Nothing is under this id: it was not other content that was refused
		if ('status' in known) return refusalOf(known.status === 404 && refused ? refused : known);
		const { files, isComplete, marks } = known.receipt;
		isCurrent = !marks.includes('not_current');
		const missing = files.filter(({ receivedAt }) => receivedAt === null);
		tell({ received: files.length - missing.length, of: files.length });
		if (isComplete) break;
		const photo = photos.find(({ name }) => name === missing[0].name);
		if (!photo) return { is: 'refused', reason: missing[0].name, problems: [] };
		// It went, and is not there: not again before a pause
		if (tried.has(photo.id)) return { is: 'offline' };
		tried.add(photo.id);
		const stopped = await send(journal, photo, written.agreed);
		if (stopped) return stopped;
	}
	// What came meanwhile goes to the editor beside the first
	if (!(await journal.forget(written.lines))) return { is: 'offline' };
	return { is: 'sent', isCurrent };
}

/** Comes when there is a photo to send. */
async function send(journal: Journal, photo: ManifestFile & { id: string }, isAgreed: boolean) {
	const { sendPhoto } = await import('./send-photo.ts');
	return sendPhoto(journal, photo, isAgreed);
}

const isIn = (files: ManifestFile[], name: string) => files.some((file) => file.name === name);

type Refused = { status: number; detail?: string; errors?: { path: string; message: string }[] };

async function ask(url: string, init?: RequestInit): Promise<{ receipt: Receipt } | Refused> {
	const response = await fetch(url, { cache: 'no-store', ...init }).catch(() => null);
	if (!response) return { status: 0 };
	const body = (await response.json().catch(() => null)) as unknown;
	if (response.ok) return body ? { receipt: body as Receipt } : { status: 0 };
	return { ...(body as object), status: response.status };
}

/** What becomes of a visit after such an answer. */
export function refusalOf({ status, detail, errors = [] }: Refused): Sent {
	if (status === 401) return { is: 'signed_out' };
	if (status < 400 || status >= 500 || [408, 425, 429].includes(status)) return { is: 'offline' };
	const problems = errors.map(({ path, message }) => ({ key: path, what: message }));
	return { is: 'refused', reason: detail ?? '', problems: problems as VisitProblem[] };
}
