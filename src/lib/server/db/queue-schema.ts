import type pg from 'pg';

/** Where pg-boss keeps its tables: beside ours, made and migrated by itself, never in a backup. */
export const queueSchema = 'pgboss';

/** What the pinned pg-boss makes; it is loaded at the start only when the database has another. */
export const queueVersion = 43;

/** pg-boss without timers of its own. */
export const quiet = {
	schema: queueSchema,
	supervise: false,
	schedule: false,
	monitorVacuum: false,
	reindex: false
} as const;

/** Makes or migrates the tables of pg-boss. The caller holds the lock of the migrations. */
export async function prepareQueues(client: pg.ClientBase) {
	if ((await versionIn(client)) === queueVersion) return;
	const { PgBoss } = await import('pg-boss');
	const boss = new PgBoss({ ...quiet, db: executorOn(client) });
	await boss.start();
	await boss.stop({ graceful: false });
}

/** The queue's version in this database; null where it was never prepared. */
export async function versionIn(client: pg.ClientBase | pg.Pool): Promise<number | null> {
	const { rows } = await client.query('select to_regclass($1) as name', [`${queueSchema}.version`]);
	if (!rows[0].name) return null;
	const found = await client.query(`select version from ${queueSchema}.version`);
	return found.rows[0].version;
}

/** What pg-boss asks of a connection. */
export const executorOn = (client: pg.ClientBase) => ({
	executeSql: (text: string, values?: unknown[]) => client.query(text, values)
});

/** The same of a pool. pg-boss sends whole transactions as one text: after an error the connection goes. */
export const executorOnPool = (pool: pg.Pool) => ({
	async executeSql(text: string, values?: unknown[]) {
		const client = await pool.connect();
		try {
			const result = await client.query(text, values);
			client.release();
			return result;
		} catch (error) {
			client.release(true);
			throw error;
		}
	}
});
