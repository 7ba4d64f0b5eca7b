import { endpoint } from '#lib/server/api/endpoint.ts';
import { relay, tusNote } from '#lib/server/api/recordings.ts';

export const POST = endpoint(
	{
		summary: 'Begin to upload a recording',
		description: `${tusNote} \`Upload-Length\` is the size of the file. \`Upload-Metadata\` may say: filename; conversation (its id), or source and id of one that is there or is made; employee (code); startedAt; employeeChannel (0 or 1). The answer's \`Location\` takes the bytes.`,
		permission: 'conversations:import',
		sends: 'upload',
		status: 201
	},
	relay
);
