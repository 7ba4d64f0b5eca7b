import { problemText } from '#lib/import-problem.ts';
import { m } from '#lib/paraglide/messages.js';
import { endpoint } from '#lib/server/api/endpoint.ts';
import { importAnswer, importQuery } from '#lib/server/api/imports.ts';
import { ProblemError } from '#lib/server/api/problems.ts';
import { pool } from '#lib/server/app.ts';
import { bytesOf } from '#lib/server/body-limit.ts';
import { importConversations } from '#lib/server/conversations/importing.ts';
import type { Refused } from '#lib/server/conversations/import-batches.ts';

export const POST = endpoint(
	{
		summary: 'Bring in conversations',
		description:
			'The body is the file, of any size, in a format that is known. Good records go in, bad ones are listed. Safe to repeat: a conversation is known by source and id, and the same file again adds nothing.',
		permission: 'conversations:import',
		query: importQuery,
		upload: ['application/octet-stream', 'application/jsonl', 'text/csv', 'text/plain'],
		answer: importAnswer
	},
	async ({ viewer, event, query: { format, fileName, dryRun, ...options } }) => {
		const { signal } = event.request;
		const stream = bytesOf(event.request);
		if (!stream) throw new ProblemError({ status: 400, code: 'no_file', detail: m.api_no_file() });
		const refused: Refused[] = [];
		const result = await importConversations(pool, viewer, {
			...{ format, fileName, options, dryRun, signal },
			stream,
			onProblem: (one) => refused.length < 100 && refused.push(one)
		});
		const problems = refused.map(({ line, problem, excerpt }) => ({
			...{ line, excerpt, code: problem.code },
			message: problemText(problem, viewer.locale)
		}));
		return { ...result, problems };
	}
);
