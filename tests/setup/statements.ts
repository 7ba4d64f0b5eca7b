import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import type { Viewer } from '../../src/lib/permissions.ts';
import { openApp } from '../../src/lib/server/app.ts';
import { test as base, vi } from './test.ts';

type Load = (event: object) => Promise<unknown>;

type Fixtures = {
	/** How many statements a page's load sends, in an app that is open as in service. */
	countOf: (load: unknown, viewer: Viewer, id?: string) => Promise<number>;
};

export const test = base.extend<Fixtures>({
	countOf: async ({ databaseUrl }, use) => {
		vi.stubEnv('DATABASE_URL', databaseUrl);
		vi.stubEnv('LOG_LEVEL', 'silent');
		vi.stubEnv('JOBS', 'off');
		const close = await openApp();
		// Not what the app asks by itself meanwhile
		const page = new AsyncLocalStorage<{ sent: number }>();
		const query = pg.Client.prototype.query;
		const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
			this: pg.Client,
			...args: unknown[]
		) {
			const count = page.getStore();
			if (count) count.sent++;
			return (query as (...args: unknown[]) => void).apply(this, args);
		});
		await use(async (load, viewer, id = '') => {
			const count = { sent: 0 };
			const url = new URL('http://localhost/');
			await page.run(count, () => (load as Load)({ locals: { viewer }, params: { id }, url }));
			return count.sent;
		});
		spy.mockRestore();
		vi.unstubAllEnvs();
		await close();
	}
});
