import type { DetailedError } from 'tus-js-client';

/** What the server answered to an upload that failed: 0 for nothing, and in words where it has some. */
export function uploadAnswer(error: Error | DetailedError): { status: number; detail: string } {
	const response = 'originalResponse' in error ? error.originalResponse : null;
	if (!response) return { status: 0, detail: '' };
	return { status: response.getStatus(), detail: detailIn(response.getBody()) };
}

/** A proxy may answer with a page of its own. */
function detailIn(body: string): string {
	try {
		const { detail } = JSON.parse(body) as { detail?: unknown };
		return typeof detail === 'string' ? detail : '';
	} catch {
		return '';
	}
}
