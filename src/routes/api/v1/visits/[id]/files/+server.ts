import { photoDesk } from '#lib/server/app.ts';
import { endpoint } from '#lib/server/api/endpoint.ts';
import { refusalsOf } from '#lib/server/api/uploads.ts';

export const POST = endpoint(
	{
		summary: 'Begin to send a photo of a visit',
		description:
			'Resumable upload as tus 1.0 describes it. `Upload-Metadata` has `id` (a UUID that you make: the key to this upload), `visit`, `name` and `sha256` (hex) as in the manifest, and where the shopper agreed `agreed` = 1 with `takenAt`, `latitude`, `longitude` and `accuracy` in metres. Files may come before the answers, in any order, and again: 409 says that this upload has begun, and HEAD how far it got.',
		permission: 'visits:file',
		upload: ['application/offset+octet-stream'],
		status: 201,
		sends: 'upload'
	},
	async ({ viewer, event }) => refusalsOf(await photoDesk.uploads.handle(event.request, viewer))
);
