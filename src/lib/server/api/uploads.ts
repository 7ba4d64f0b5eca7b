import { problem } from './problems.ts';

/** An answer of the upload protocol as it is; a refusal becomes a problem with its words as detail. */
export async function refusalsOf(response: Response): Promise<Response> {
	const { status, headers } = response;
	if (status < 400) return response;
	const detail = (await response.text()).trim() || undefined;
	const version = headers.get('tus-resumable') ?? '1.0.0';
	return problem({ status, code: codes[status] ?? 'upload', detail }, { 'tus-resumable': version });
}

const codes: Record<number, string> = {
	404: 'not_found',
	409: 'wrong_offset',
	410: 'not_found',
	412: 'wrong_protocol',
	413: 'too_large',
	422: 'invalid'
};
