import { isOver, type Progress } from '../../progress.ts';
import type { Listener } from './listener.ts';

/** Milliseconds: between two looks at most so often, and at least so often though no word came. */
const rarest = 5000;
const soonest = 200;
/** After this long the browser comes again, and is let in again or not. */
const longest = 5 * 60_000;

/**
 * Server-sent events of long work: its state now, and again whenever it is announced as `progress ID`. What
 * counts is the state that `read` finds, `first` before the answer, so nothing is lost with a connection; it
 * ends when the work is over.
 */
export function progressStream(
	listener: Listener,
	id: string,
	first: Progress,
	read: () => Promise<Progress>
): Response {
	let close = () => {};
	const body = new ReadableStream<string>({
		start(controller) {
			let said = JSON.stringify(first);
			let lookedAt = Date.now();
			let isLooking = false;
			let again: NodeJS.Timeout | undefined;
			let isClosed = false;

			const look = async () => {
				if (isLooking || isClosed) return;
				isLooking = true;
				lookedAt = Date.now();
				try {
					const progress = await read();
					const text = JSON.stringify(progress);
					if (isClosed) return;
					controller.enqueue(text === said ? ': still here\n\n' : `data: ${text}\n\n`);
					said = text;
					if (isOver(progress)) close();
				} catch {
					// The browser asks again, and then learns what is wrong.
					close();
				} finally {
					isLooking = false;
				}
			};
			const soon = () => {
				clearTimeout(again);
				again = setTimeout(look, Math.max(0, lookedAt + soonest - Date.now()));
			};
			const unheard = listener.on(`progress ${id}`, soon);
			const clock = setInterval(look, rarest);
			const end = setTimeout(() => close(), longest);
			const leave = () => close();
			process.once('plumbline:stopping', leave);
			close = () => {
				if (isClosed) return;
				isClosed = true;
				unheard();
				clearInterval(clock);
				clearTimeout(again);
				clearTimeout(end);
				process.off('plumbline:stopping', leave);
				controller.close();
			};
			controller.enqueue(`retry: 1000\ndata: ${said}\n\n`);
			if (isOver(first)) close();
			// What happened since `first` was read was not heard.
			else soon();
		},
		cancel: () => close()
	});
	return new Response(body.pipeThrough(new TextEncoderStream()), {
		headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' }
	});
}
