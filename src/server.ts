import { once } from 'node:events';
import { createServer } from 'node:http';
import { applyToAdapter, getSettings, SettingsError } from './lib/server/settings.ts';

/** Serves the built app and ends in order: no new requests, running ones finish, database closes. */
async function serve() {
	const settings = getSettings();
	applyToAdapter(settings);
	const built = new URL('../build/handler.js', import.meta.url).href;
	const { handler } = await import(built);
	const server = createServer(handler);
	server.listen(settings.port, settings.host);
	await once(server, 'listening');
	console.log(`Plumbline is at ${settings.origin}`);

	const stop = () => {
		setTimeout(() => process.exit(1), 20_000).unref();
		process.emit('plumbline:stopping' as never);
		server.close(() => process.emit('sveltekit:shutdown' as never));
		server.closeIdleConnections();
	};
	process.once('SIGTERM', stop);
	process.once('SIGINT', stop);
}

serve().catch((error: unknown) => {
	console.error(error instanceof SettingsError ? error.message : error);
	process.exit(1);
});
