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
		const close = await openApp();
		const sent = vi.spyOn(pg.Client.prototype, 'query');
		await use(async (load, viewer, id = '') => {
			sent.mockClear();
			const url = new URL('http://localhost/');
			await (load as Load)({ locals: { viewer }, params: { id }, url });
			return sent.mock.calls.filter(isOfPage).length;
		});
		sent.mockRestore();
		vi.unstubAllEnvs();
		await close();
	}
});

/** Not the cleaning that begins with the app. */
const isOfPage = ([query]: unknown[]) => !/^delete/i.test((query as pg.QueryConfig).text ?? query);
