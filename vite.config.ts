import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vitest/config';
import { paraglide } from './paraglide.config.js';

/** superforms does not say that its adapters for fourteen other validators may be left out. */
const unusedAdapters = { test: /\/sveltekit-superforms\/dist\/adapters\//, sideEffects: false };

export default defineConfig({
	plugins: [paraglideVitePlugin(paraglide), tailwindcss(), sveltekit()],
	build: {
		reportCompressedSize: false,
		rolldownOptions: {
			treeshake: { moduleSideEffects: [unusedAdapters] },
			checks: { pluginTimings: false }
		}
	}
});
