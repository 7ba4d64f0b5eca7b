import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vitest/config';
import { paraglide } from './paraglide.config.js';

/** superforms does not say that its adapters for fourteen other validators may be left out. */
const unusedAdapters = { test: /\/sveltekit-superforms\/dist\/adapters\//, sideEffects: false };

/** Many small files. Node reads the package.json anew for each; that of drizzle-orm alone is 180 KB. */
const bundled = [
	...['drizzle-orm', 'zod', 'lucia', '@lucia-auth/adapter-drizzle'],
	...['rate-limiter-flexible', 'uuid']
];

export default defineConfig(({ command }) => ({
	ssr: { noExternal: command === 'build' ? bundled : [] },
	plugins: [paraglideVitePlugin(paraglide), tailwindcss(), sveltekit()],
	build: {
		reportCompressedSize: false,
		rolldownOptions: {
			treeshake: { moduleSideEffects: [unusedAdapters] },
			checks: { pluginTimings: false }
		}
	}
}));
