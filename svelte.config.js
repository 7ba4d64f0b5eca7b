import adapter from '@sveltejs/adapter-node';

/** What rollup warns of in the code of libraries, harmless: else the first thing that a newcomer sees. */
const noise = /^Circular dependenc.*node_modules|contains an annotation|^Generated an empty chunk/s;

/** The adapter, building in silence. */
function quiet(node = adapter()) {
	const adapt = async (builder) => {
		const { warn } = console;
		console.warn = (said) => noise.test(said) || warn(said);
		await node.adapt(builder);
		console.warn = warn;
	};
	return { ...node, adapt };
}

/** @type {import('@sveltejs/kit').Config} */
export default {
	kit: {
		adapter: quiet(),
		// Only those who visit need it: src/lib/journal/offline.ts
		serviceWorker: { register: false },
		// hooks.server.ts refuses every cross-site write, whatever its type.
		csrf: { trustedOrigins: ['*'] },
		alias: { '#lib': './src/lib' },
		csp: {
			mode: 'nonce',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'style-src': ['self', 'unsafe-inline'],
				'img-src': ['self', 'data:', 'blob:'],
				'font-src': ['self'],
				'connect-src': ['self'],
				'media-src': ['self', 'blob:'],
				'worker-src': ['self', 'blob:'],
				'frame-src': ['self', 'blob:'],
				'object-src': ['none'],
				'base-uri': ['none'],
				'form-action': ['self'],
				'frame-ancestors': ['none']
			}
		}
	}
};
