import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		projects: [
			{
				test: {
					name: 'unit',
					include: ['src/**/*.test.ts', 'tests/setup/**/*.test.ts'],
					globalSetup: 'tests/setup/postgres.ts',
					// Each test has a database of its own; loading every module anew for each file doubles the time.
					isolate: false,
					maxWorkers: 2,
					testTimeout: 30_000
				}
			},
			{
				test: {
					name: 'e2e',
					include: ['tests/e2e/**/*.test.ts'],
					globalSetup: ['tests/setup/postgres.ts', 'tests/setup/build.ts'],
					testTimeout: 120_000,
					// A browser, an app and PostgreSQL each: two such wait for each other little.
					maxWorkers: 2,
					sequence: { groupOrder: 1 }
				}
			}
		]
	}
});
