import type { RequestEvent } from '@sveltejs/kit';
import { tooLarge } from './errors.ts';

/** Bytes of a request that is not an upload. */
export const bodyLimit = 1024 ** 2;

/** Routes that take files of up to IMPORT_MAX_BYTES, RECORDING_MAX_BYTES or a photo, and read them as a stream. */
const uploads = [
	'/api/v1/imports',
	'/api/v1/recordings',
	'/api/v1/recordings/[id]',
	'/api/v1/visits/[id]/files',
	'/api/v1/visits/[id]/files/[fileId]',
	'/(app)/conversations/import/[id]',
	'/(app)/conversations/recordings/uploads',
	'/(app)/conversations/recordings/uploads/[id]'
];

/** Whether the request says itself that it is too large for its route. */
export const isTooLarge = ({ request, route }: RequestEvent) =>
	!isUpload(route.id) && Number(request.headers.get('content-length')) > limitOf(route.id);

/** Cuts a body that does not say its length; the result tells whether it came to that. */
export function limitBody(event: RequestEvent): () => boolean {
	const { body, headers } = event.request;
	if (!body || headers.has('content-length') || isUpload(event.route.id)) return () => false;
	const { shortened, wasCut } = cut(body, limitOf(event.route.id));
	event.request = new Request(event.request, { body: shortened, duplex: 'half' } as RequestInit);
	return wasCut;
}

/** What is sent, as it comes. Whoever stops in the middle can still answer: the rest is left, not cancelled. */
export const bytesOf = ({ body }: Request): AsyncIterable<Uint8Array> | undefined =>
	body?.values({ preventCancel: true });

/** A transcribed call is looked at whole; this much is about two hours with their words. */
export const previewLimit = 16 * bodyLimit;

/** A form with a small file in it. */
const larger: Record<string, number> = {
	'/(app)/employees/import': 4 * bodyLimit,
	'/(app)/visits/import': 256 * bodyLimit,
	'/(app)/visits/programmes/[id]': 21 * bodyLimit,
	'/(app)/conversations/import/preview': previewLimit
};
const limitOf = (route: string | null) => larger[route ?? ''] ?? bodyLimit;

const isUpload = (route: string | null) => uploads.includes(route ?? '');

/** The rest is left unread, not cancelled: that would close the connection before the answer. */
function cut(body: ReadableStream<Uint8Array>, limit: number) {
	const reader = body.getReader();
	let size = 0;
	const wasCut = () => size > limit;
	const shortened = new ReadableStream<Uint8Array>({
		async pull(controller) {
			const { done, value } = await reader.read();
			if (done) return controller.close();
			size += value.length;
			if (wasCut()) controller.error(tooLarge());
			else controller.enqueue(value);
		}
	});
	return { shortened, wasCut };
}
