import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vitest/config';
import { paraglide } from './paraglide.config.js';

export default defineConfig({
	plugins: [paraglideVitePlugin(paraglide), tailwindcss(), sveltekit()]
});
