import type { ManifestFile } from '../photo.ts';
import { uploadAnswer } from '../upload-answer.ts';
import { filingOf } from '../visit-journal.ts';
import type { VisitProblem } from '../visit-problems.ts';
import type { Journal } from './journal.ts';

type Receipt = { files: (ManifestFile & { receivedAt: string | null })[]; isComplete: boolean };
export type Progress = { received: number; of: number };
export type Sent =
	| { is: 'sent' }
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
		const stopped = await sendPhoto(journal, photo, written.agreed);
		if (stopped) return stopped;
	}
	const tried = new Set<string>();
	for (;;) {
		const known = await ask(url);
		// Nothing is under this id: it was not other content that was refused
		if ('status' in known) return refusalOf(known.status === 404 && refused ? refused : known);
		const { files, isComplete } = known.receipt;
		const missing = files.filter(({ receivedAt }) => receivedAt === null);
		tell({ received: files.length - missing.length, of: files.length });
		if (isComplete) break;
		const photo = photos.find(({ name }) => name === missing[0].name);
		if (!photo) return { is: 'refused', reason: missing[0].name, problems: [] };
		// It went, and is not there: not again before a pause
		if (tried.has(photo.id)) return { is: 'offline' };
		tried.add(photo.id);
		const stopped = await sendPhoto(journal, photo, written.agreed);
		if (stopped) return stopped;
	}
	// What came meanwhile goes to the editor beside the first
	return { is: (await journal.forget(written.lines)) ? 'sent' : 'offline' };
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

function refusalOf({ status, detail, errors = [] }: Refused): Sent {
	if (status === 401) return { is: 'signed_out' };
	if (status < 400 || status >= 500 || [408, 425, 429].includes(status)) return { is: 'offline' };
	const problems = errors.map(({ path, message }) => ({ key: path, what: message }));
	return { is: 'refused', reason: detail ?? '', problems: problems as VisitProblem[] };
}

/** Bytes. */
const smallestPiece = 8 * 1024;
const retryDelays = [0, 500, 1000, 3000, 5000, 10_000];
/** The last photo was cut: what is on its way is lost with the line, and browsers send it twice. */
let isCut = false;

/** One photo, from where it stopped; null when it is there. */
async function sendPhoto(
	journal: Journal,
	{ id, name, sha256 }: ManifestFile & { id: string },
	isAgreed: boolean
): Promise<Sent | null> {
	const [{ Upload }, { blob, details }] = await Promise.all([
		import('tus-js-client'),
		journal.openPhoto(id)
	]);
	const endpoint = `/api/v1/visits/${journal.filingId}/files`;
	const given = {
		id,
		visit: journal.opened.visitId,
		name,
		sha256,
		...(isAgreed && detailsOf(details))
	};
	const piece = Math.max(smallestPiece, Math.ceil(blob.size / 96));
	let wasCut = false;
	return new Promise((resolve) => {
		const upload = new Upload(blob, {
			endpoint,
			uploadUrl: `${endpoint}/${id}`,
			storeFingerprintForResuming: false,
			retryDelays,
			...(isCut && { chunkSize: piece }),
			metadata: given,
			onShouldRetry: (error) => {
				isCut = wasCut = true;
				upload.options.chunkSize = piece;
				const { status } = uploadAnswer(error);
				return status < 400 || status >= 500 || [409, 423, 429].includes(status);
			},
			onError: (error) => {
				const { status, detail } = uploadAnswer(error);
				const mayPass = status === 409 || status === 423;
				resolve(mayPass ? { is: 'offline' } : refusalOf({ status, detail: detail || name }));
			},
			onSuccess: () => {
				isCut = wasCut;
				resolve(null);
			}
		});
		upload.start();
	});
}

/** Only where the shopper agreed, and still does, anything is said of time and place. */
const detailsOf = ({ agreed, ...evidence }: import('./journal.ts').PhotoDetails) =>
	agreed
		? {
				agreed: '1',
				...Object.fromEntries(
					Object.entries(evidence).flatMap(([key, value]) =>
						value === undefined ? [] : [[key, String(value)]]
					)
				)
			}
		: {};
