import { photoDesk } from '#lib/server/app.ts';
import { endpoint } from '#lib/server/api/endpoint.ts';
import { refusalsOf } from '#lib/server/api/uploads.ts';

export const PATCH = endpoint(
	{
		summary: 'Send bytes of a photo',
		description:
			'From `Upload-Offset` on, as tus 1.0 describes it; HEAD says how many bytes are here. With the last one the content is held against its `sha256`: 422 when it is other bytes or no photo, and the upload can begin anew.',
		permission: 'visits:file',
		upload: ['application/offset+octet-stream'],
		sends: 'upload'
	},
	async ({ viewer, event }) => refusalsOf(await photoDesk.uploads.handle(event.request, viewer))
);

export const HEAD = endpoint(
	{
		summary: 'How many bytes of a photo are here',
		description:
			'`Upload-Offset` says it. A photo that has arrived says its whole length for ever.',
		permission: 'visits:file',
		status: 200,
		sends: 'upload'
	},
	async ({ viewer, event }) => refusalsOf(await photoDesk.uploads.handle(event.request, viewer))
);
