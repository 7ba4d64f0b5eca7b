import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Request = {
	path: string;
	authorization: string | undefined;
	/** When its first bytes were here; of performance.now(). */
	arrived: number;

	body: any;
};
export type Behaviour = (request: Request, response: ServerResponse, call: number) => unknown;

/** A real server on loopback that speaks the OpenAI protocol, or fails to as it is told. */
export async function startAiService(behave: Behaviour) {
	const requests: Request[] = [];
	let running = 0;
	const counts = { peak: 0 };
	const server = createServer((request, response) => {
		const arrived = performance.now();
		counts.peak = Math.max(counts.peak, ++running);
		response.on('close', () => running--);
		void readBody(request).then((body) => {
			const { url, headers } = request;
			requests.push({ path: url!, authorization: headers.authorization, arrived, body });
			return behave(requests.at(-1)!, response, requests.length);
		});
	});
	server.listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		baseUrl: `http://127.0.0.1:${port}/v1`,
		requests,
		counts,
		behave: (next: Behaviour) => void (behave = next),
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}
export type TestAiService = Awaited<ReturnType<typeof startAiService>>;

async function readBody(request: IncomingMessage) {
	let text = '';
	for await (const part of request) text += part;
	return text && JSON.parse(text);
}

/** A completion as the protocol has it. */
export const completionOf = (content: unknown, rest: Record<string, unknown> = {}) => ({
	id: 'chatcmpl-1',
	object: 'chat.completion',
	created: 0,
	model: 'test-model',
	choices: [
		{
			index: 0,
			finish_reason: 'stop',
			message: {
				role: 'assistant',
				content: typeof content === 'string' ? content : JSON.stringify(content)
			}
		}
	],
	usage: {
		prompt_tokens: 1200,
		completion_tokens: 80,
		total_tokens: 1280,
		prompt_tokens_details: { cached_tokens: 1000 }
	},
	...rest
});

export function sendJson(response: ServerResponse, body: unknown, status = 200, headers = {}) {
	response.writeHead(status, { 'content-type': 'application/json', ...headers });
	response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

export const sendError = (
	response: ServerResponse,
	status: number,
	message = 'no',
	headers = {},
	code: string | null = null
) => sendJson(response, { error: { message, type: 'error', code } }, status, headers);
