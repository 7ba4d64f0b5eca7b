import { fileURLToPath } from 'node:url';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vitest/config';
import { paraglide, writeWhole } from './paraglide.config.js';

/** superforms does not say that its adapters for fourteen other validators may be left out. */
const unusedAdapters = { test: /\/sveltekit-superforms\/dist\/adapters\//, sideEffects: false };

/** Many small files. Node reads the package.json anew for each; that of drizzle-orm alone is 180 KB. */
const bundled = [
	...['drizzle-orm', 'zod', 'lucia', '@lucia-auth/adapter-drizzle'],
	...['rate-limiter-flexible', 'uuid']
];

/** Pages take single messages: here the name means Paraglide's own module and not the whole of package.json. */
const messages = '#lib/paraglide/messages.js';
const single = fileURLToPath(new URL('src/lib/paraglide/messages.js', import.meta.url));

export default defineConfig(({ command }) => ({
	ssr: { noExternal: command === 'build' ? bundled : [] },
	resolve: { alias: { [messages]: single } },
	plugins: [
		paraglideVitePlugin(paraglide),
		{
			name: 'whole-messages',
			// Here Paraglide makes a module of each language instead: npm run messages
			apply: (_, { mode }) => mode !== 'development',
			buildStart: { order: 'post', sequential: true, handler: writeWhole }
		},
		tailwindcss(),
		sveltekit()
	],
	build: {
		reportCompressedSize: false,
		rolldownOptions: {
			treeshake: { moduleSideEffects: [unusedAdapters] },
			checks: { pluginTimings: false }
		}
	}
}));
