import { refusalWords } from '#lib/recording-words.ts';
import { endpoint } from '#lib/server/api/endpoint.ts';
import { relay, tusNote, uploadAnswer } from '#lib/server/api/recordings.ts';
import { recordingDesk } from '#lib/server/app.ts';
import { findRecording } from '#lib/server/recordings/recordings.ts';

const permission = 'conversations:import';

export const GET = endpoint(
	{
		summary: 'What became of an upload',
		description: 'A recording is made once, however often the end of the upload is repeated.',
		permission,
		answer: uploadAnswer
	},
	async ({ db, viewer, params }) => {
		const uploaded = await recordingDesk.uploads.find(viewer, params.id);
		if (!uploaded)
			return { recordingId: null, conversationId: null, state: 'uploading' as const, reason: null };
		const { state, refused } = (await findRecording(db, uploaded.conversationId))!;
		const reason = refused && refusalWords(refused.reason, refused.detail);
		return { ...uploaded, state, reason };
	}
);

export const PATCH = endpoint(
	{
		summary: 'Send bytes of a recording',
		description: `${tusNote} \`Upload-Offset\` says from where; a HEAD request tells how far the server has got. Up to RECORDING_MAX_BYTES in any number of pieces.`,
		permission,
		upload: ['application/offset+octet-stream'],
		sends: 'upload'
	},
	relay
);

export const DELETE = endpoint(
	{ summary: 'Give up an upload', description: tusNote, permission, sends: 'upload' },
	relay
);

export const HEAD = endpoint(
	{
		summary: 'How far an upload has got',
		description: tusNote,
		permission,
		sends: 'upload',
		status: 200
	},
	relay
);
