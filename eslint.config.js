import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
	{ ignores: ['build/', '.svelte-kit/', 'data/', 'src/lib/paraglide*/', 'node_modules/'] },
	...ts.configs.recommended,
	...svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			'no-undef': 'off',
			'no-empty-pattern': 'off',
			'prefer-const': ['error', { destructuring: 'all' }],
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_' }
			],
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							regex: '^\\..*/paraglide/messages',
							message: 'Two thousand modules for Node: say #lib/paraglide/messages.js'
						}
					]
				}
			],
			'svelte/no-navigation-without-resolve': 'off',
			'svelte/prefer-svelte-reactivity': 'off',
			'svelte/no-unused-svelte-ignore': 'off'
		}
	},
	{ files: ['tests/**'], rules: { '@typescript-eslint/no-explicit-any': 'off' } },
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		rules: { 'prefer-const': 'off' },
		languageOptions: {
			parserOptions: { extraFileExtensions: ['.svelte'], parser: ts.parser, svelteConfig }
		}
	}
);
