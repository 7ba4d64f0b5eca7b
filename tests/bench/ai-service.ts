import { ratingsAnswer } from '../setup/ai.ts';
import { sendError, sendJson, startAiService } from '../setup/ai-service.ts';

// A process of its own: answers `ms` after a request arrived, with faults when asked to. Prints its address.
const [ms, isFaulty] = [Number(process.argv[2]), process.argv[3] === 'faulty'];
const quotes = [{ segment: 1, quote: 'It arrives tomorrow' }];
const good = ratingsAnswer(
	{ criterion: 'politeness', level: 4, quotes },
	{ criterion: 'solution', level: 3, quotes }
);
const service = await startAiService((request, response, call) => {
	if (request.path.endsWith('/counts')) {
		// This one is a call too.
		const { peak } = service.counts;
		return sendJson(response, { calls: service.requests.length - 1, peak });
	}
	if (isFaulty && call % 20 === 7) return response.socket!.resetAndDestroy();
	if (isFaulty && call % 10 === 3)
		return sendError(response, 429, 'slow down', { 'retry-after': '0.2' });
	const passed = performance.now() - request.arrived;
	return setTimeout(() => good(request, response, call), Math.max(0, ms - passed));
});
console.log(service.baseUrl);
