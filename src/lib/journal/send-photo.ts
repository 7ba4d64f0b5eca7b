import { Upload } from 'tus-js-client';
import type { ManifestFile } from '../photo.ts';
import { uploadAnswer } from '../upload-answer.ts';
import type { Journal, PhotoDetails } from './journal.ts';
import { refusalOf, type Sent } from './sending.ts';

/** Bytes. */
const smallestPiece = 8 * 1024;
const retryDelays = [0, 500, 1000, 3000, 5000, 10_000];
/** The last photo was cut: what is on its way is lost with the line, and browsers send it twice. */
let isCut = false;

/** One photo, from where it stopped; null when it is there. */
export async function sendPhoto(
	journal: Journal,
	{ id, name, sha256 }: ManifestFile & { id: string },
	isAgreed: boolean
): Promise<Sent | null> {
	const { blob, details } = await journal.openPhoto(id);
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
const detailsOf = ({ agreed, ...evidence }: PhotoDetails) =>
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
