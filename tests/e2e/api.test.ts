import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { sql } from 'drizzle-orm';
import { validate } from '@hyperjump/json-schema/openapi-3-1';
import { v7 } from 'uuid';
import { conversations, employees, reviews } from '../../src/lib/server/db/schema/index.ts';
import { takeVisit } from '../../src/lib/server/visits/assignment.ts';
import { openApi, tokenOf, type Answer } from '../setup/api.ts';
import { expect, test } from '../setup/e2e.ts';
import {
	addEmployee,
	addProgrammeFor,
	addReview,
	addScorecard,
	addShopper,
	addTeam,
	addUser,
	filingOf
} from '../setup/factories.ts';
import { jsonLines, record } from '../setup/import.ts';
import { beginUpload, photoOf, sendBytes, sha256 } from '../setup/photos.ts';

const jsonl = { 'content-type': 'application/jsonl' };

test('the description is valid OpenAPI 3.1 and names exactly the routes that are there', async ({
	app
}) => {
	const { document } = await openApi(app);
	const base = 'https://spec.openapis.org/oas/3.1/schema-base';
	expect(await validate(base, document as never, 'BASIC')).toMatchObject({ valid: true });
	const described = Object.entries(document.paths).flatMap(([path, operations]) =>
		Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`)
	);
	expect(described.sort()).toEqual(routesOnDisk());
});

test('a program does the main job: people, import, review, each answer as described', async ({
	db,
	app
}) => {
	const api = await openApi(app);
	const admin = await tokenOf(db, await addUser(db, { role: 'admin' }));
	const reviewer = await tokenOf(db, await addUser(db, { role: 'reviewer' }));
	const { scorecardId, number } = await addScorecardOf(db);
	const team = await addTeam(db, { name: 'Riga' });

	expect((await api.call(admin, 'GET /me')).body).toMatchObject({ role: 'admin' });
	expect((await api.call(admin, 'GET /teams')).body).toMatchObject([{ name: 'Riga' }]);
	expect((await api.call(admin, 'GET /locations')).body).toEqual([]);
	const added = await api.call(admin, 'POST /employees', {
		body: { code: 'A-1', name: 'Anna', email: 'anna@example.com', teamId: team.id }
	});
	expect(added).toMatchObject({ status: 201, body: { team: 'Riga', aliases: [] } });
	const path = { id: added.body.id };
	const edited = await api.call(admin, 'PUT /employees/{id}', {
		path,
		body: { code: 'A-1', name: 'Anna Bērziņa', aliases: ['Ann'] }
	});
	expect(edited.body).toMatchObject({ name: 'Anna Bērziņa', email: null, aliases: ['ann'] });
	await api.call(admin, 'POST /employees/{id}/deactivate', { path });
	expect((await api.call(admin, 'GET /employees')).body.items).toEqual([]);
	await api.call(admin, 'POST /employees/{id}/reactivate', { path });
	const listed = await api.call(reviewer, 'GET /employees', { query: { search: 'berz' } });
	expect(listed.body).toMatchObject({ items: [{ code: 'A-1' }], next: null });
	expect((await api.call(reviewer, 'GET /employees/{id}', { path })).body.code).toBe('A-1');

	expect((await api.call(reviewer, 'GET /scorecards')).body).toMatchObject([{ id: scorecardId }]);
	await api.call(reviewer, 'GET /scorecards/{id}', { path: { id: scorecardId } });
	const version = await api.call(reviewer, 'GET /scorecards/{id}/versions/{number}', {
		path: { id: scorecardId, number: String(number) }
	});
	expect(version.body.definition.sections[0].criteria).toHaveLength(2);

	const startedAt = '2026-09-15T09:00:00Z';
	const records = [record('C-1', { employee: 'A-1', startedAt }), { source: 'shop', id: 'C-2' }];
	const file = jsonLines(records);
	const query = { format: 'jsonl', fileName: 'chats.jsonl' };
	const tried = await api.call(reviewer, 'POST /imports', {
		query: { ...query, dryRun: 'true' },
		file,
		headers: jsonl
	});
	expect(tried.body).toMatchObject({ importId: null, added: 1, refused: 1 });
	const imported = await api.call(reviewer, 'POST /imports', { query, file, headers: jsonl });
	expect(imported.body).toMatchObject({ outcome: 'finished', added: 1, refused: 1 });
	expect(imported.body.problems).toMatchObject([{ line: 2, code: 'missing_field' }]);
	const again = await api.call(reviewer, 'POST /imports', { query, file, headers: jsonl });
	expect(again.body).toMatchObject({ added: 0, unchanged: 1 });

	const found = await api.call(reviewer, 'GET /conversations', {
		query: { q: 'hello', employeeId: path.id, from: '2026-09-15', to: '2026-09-15', state: 'new' }
	});
	expect(found.body).toMatchObject({ items: [{ employeeName: 'Anna Bērziņa' }], next: null });
	const conversation = await api.call(reviewer, 'GET /conversations/{id}', {
		path: { id: found.body.items[0].id }
	});
	expect(conversation.body).toMatchObject({
		externalId: 'C-1',
		employeeName: 'Anna Bērziņa',
		segments: [{ ordinal: 0, text: 'Hello from C-1' }]
	});

	const start = { body: { conversationId: conversation.body.id } };
	const started = await api.call(reviewer, 'POST /reviews', start);
	expect(started).toMatchObject({ status: 201, body: { draftVersion: 1, revision: null } });
	expect((await api.call(reviewer, 'POST /reviews', start)).body.id).toBe(started.body.id);
	const review = { path: { id: started.body.id } };
	const document = { ratings: { politeness: { level: 4 } } };
	const saved = await api.call(reviewer, 'PUT /reviews/{id}/draft', {
		...review,
		body: { document, version: 1 }
	});
	expect(saved.body).toEqual({ version: 2 });
	expect((await api.call(reviewer, 'GET /reviews/{id}/draft', review)).body).toMatchObject({
		document,
		version: 2
	});
	const incomplete = await api.call(reviewer, 'POST /reviews/{id}/submit', {
		...review,
		body: { document }
	});
	expect(incomplete).toMatchObject({ status: 422, body: { code: 'incomplete' } });
	expect(incomplete.body.errors).toEqual([
		{ path: 'document.ratings.solution', message: 'rating' }
	]);
	const whole = { ratings: { ...document.ratings, solution: { level: 5 } }, privateNote: 'tired' };
	const submitted = await api.call(reviewer, 'POST /reviews/{id}/submit', {
		...review,
		body: { document: whole }
	});
	expect(submitted.body).toMatchObject({
		score: 0.875,
		draftVersion: null,
		revision: { number: 1, privateNote: 'tired', ratings: { solution: { level: 5 } } }
	});
	expect((await api.call(reviewer, 'POST /reviews/{id}/reopen', review)).body.draftVersion).toBe(1);
	await api.call(reviewer, 'POST /reviews/{id}/submit', {
		...review,
		body: { document: { ratings: { ...whole.ratings, politeness: { level: 1 } } }, reason: 'Typo' }
	});
	expect((await api.call(admin, 'GET /reviews/{id}', review)).body).toMatchObject({
		score: 0.5,
		revision: { number: 2, reason: 'Typo' }
	});
	const employee = await addUser(db, { role: 'employee', employeeId: added.body.id });
	const seen = await api.call(await tokenOf(db, employee), 'GET /reviews/{id}', review);
	expect(seen.body.revision).toMatchObject({ number: 2, privateNote: '' });

	const day = { from: '2026-09-15', to: '2026-09-15' };
	const reviews = await api.call(admin, 'GET /reviews', { query: day });
	expect(reviews.body.items).toMatchObject([{ id: started.body.id, score: 0.5 }]);

	const wanted = { employeeId: path.id, from: '2026-09-01', to: '2026-09-30', locale: 'lv' };
	const draft = await api.call(admin, 'POST /reports', { body: wanted });
	expect(draft).toMatchObject({ status: 201, body: { version: 1, content: { score: { n: 1 } } } });
	expect((await api.call(admin, 'POST /reports', { body: wanted })).body.id).toBe(draft.body.id);
	const report = { path: { id: draft.body.id } };
	const { strengths, priorities, plan, questions } = draft.body.content;
	const words = { strengths, priorities, plan, questions, nextMeeting: null, summary: 'Labi.' };
	const kept = await api.call(admin, 'PUT /reports/{id}/draft', {
		...report,
		body: { version: 1, words }
	});
	expect(kept.body).toEqual({ version: 2 });
	const preview = await api.call(admin, 'GET /reports/{id}/preview', report);
	expect(preview.bytes.subarray(0, 5).toString()).toBe('%PDF-');
	const outdated = { ...report, body: { version: 1 } };
	expect((await api.call(admin, 'POST /reports/{id}/issue', outdated)).status).toBe(409);
	const issued = await api.call(admin, 'POST /reports/{id}/issue', {
		...report,
		body: { version: 2 }
	});
	const pdf = await api.call(await tokenOf(db, employee), 'GET /reports/{id}/pdf', report);
	expect(createHash('sha256').update(pdf.bytes).digest('hex')).toBe(issued.body.sha256);
	expect((await api.call(admin, 'GET /reports/{id}', report)).body.content.summary).toBe('Labi.');
	const inList = await api.call(admin, 'GET /reports', { query: { state: 'issued' } });
	expect(inList.body.items).toMatchObject([{ id: report.path.id }]);

	const { visit, scorecardVersionId } = await addProgrammeFor(db);
	const shopper = await addShopper(db);
	await takeVisit(db, shopper, visit.id);
	const phone = await tokenOf(db, shopper);
	const filing = { path: { id: v7() }, body: filingOf(visit.id, scorecardVersionId) };
	const missing = await api.call(phone, 'PUT /visits/{id}', {
		...filing,
		body: { ...filing.body, ratings: {} }
	});
	expect(missing.body.errors).toEqual([{ path: 'greeting', message: 'rating' }]);
	const receipt = await api.call(phone, 'PUT /visits/{id}', filing);
	expect((await api.call(phone, 'PUT /visits/{id}', filing)).body).toEqual(receipt.body);
	expect((await api.call(phone, 'GET /visits/{id}', { path: filing.path })).body).toEqual(
		receipt.body
	);
	const other = { ...filing.body, endedAt: null };
	expect((await api.call(phone, 'PUT /visits/{id}', { ...filing, body: other })).status).toBe(409);

	const photo = await photoOf(1).toBuffer();
	const upload = { id: v7(), visit: visit.id, name: 'a.jpg', sha256: sha256(photo) };
	const begin = beginUpload(upload, photo.length);
	const filed = { id: filing.path.id };
	const begun = await api.call(phone, 'POST /visits/{id}/files', {
		path: filed,
		headers: Object.fromEntries(begin.headers)
	});
	expect(begun.headers.get('location')).toMatch(new RegExp(`/files/${upload.id}$`));
	const damaged = await api.call(phone, 'PATCH /visits/{id}/files/{fileId}', {
		path: { ...filed, fileId: upload.id },
		headers: Object.fromEntries(sendBytes(upload.id, photo).headers),
		file: new Uint8Array(photo.length)
	});
	expect(damaged).toMatchObject({ status: 422, body: { code: 'invalid' } });
	expect(damaged.body.detail).toMatch(/\w+ \w+/);
	await api.call(phone, 'POST /visits/{id}/files', {
		path: filed,
		headers: Object.fromEntries(begin.headers)
	});
	const sent = await api.call(phone, 'PATCH /visits/{id}/files/{fileId}', {
		path: { ...filed, fileId: upload.id },
		headers: Object.fromEntries(sendBytes(upload.id, photo).headers),
		file: new Uint8Array(photo)
	});
	expect(sent.headers.get('upload-offset')).toBe(String(photo.length));
	const asked = await api.call(phone, 'HEAD /visits/{id}/files/{fileId}', {
		path: { ...filed, fileId: upload.id },
		headers: { 'tus-resumable': '1.0.0' }
	});
	expect(asked.headers.get('upload-length')).toBe(String(photo.length));
	await uploadRecording(api, admin);
	expect([...api.succeeded].sort()).toEqual(routesOnDisk());
});

test('pages follow each other without a gap or a double, however they are cut', async ({
	db,
	app
}) => {
	const api = await openApi(app);
	const reviewer = await addUser(db, { role: 'reviewer' });
	const token = await tokenOf(db, reviewer);
	const { versionId } = await addScorecard(db);
	for (let i = 0; i < 7; i++) {
		const { id } = await addEmployee(db, { name: i < 4 ? 'Same name' : `Name ${i}` });
		await addReview(db, { employeeId: id, reviewer, scorecardVersionId: versionId });
	}
	await db.execute(sql`update reviews set submitted_at = timestamptz '2026-09-01 10:00:00.123456Z'
		+ (row_number::int % 3) * interval '1 microsecond'
		from (select id as numbered, row_number() over (order by id) from reviews) as n
		where id = numbered`);
	const lists = { employees, conversations, reviews };
	for (const [name, table] of Object.entries(lists)) {
		const total = await db.$count(table);
		expect(total).toBeGreaterThanOrEqual(7);
		for (const limit of [1, 3, 200]) {
			const found: string[] = [];
			let cursor: string | null = null;
			do {
				const query = { limit, ...(cursor && { cursor }) };
				const page: Answer = await api.call(token, `GET /${name}`, { query });
				found.push(...page.body.items.map(({ id }: { id: string }) => id));
				cursor = page.body.next;
			} while (cursor);
			expect(new Set(found).size, `${name} by ${limit}`).toBe(total);
			expect(found).toHaveLength(total);
		}
	}
});

test('every error is a problem that a program can read', async ({ db, app }) => {
	const api = await openApi(app);
	const admin = await tokenOf(db, await addUser(db, { role: 'admin' }));
	const lead = await tokenOf(db, await addUser(db, { role: 'lead' }));
	const someone = await addEmployee(db);
	const nowhere = { id: '01890000-0000-7000-8000-000000000000' };

	const refused = await api.call('pl_wrong', 'GET /employees');
	expect(refused).toMatchObject({ status: 401, body: { type: 'about:blank', code: 'no_token' } });
	expect(refused.headers.get('www-authenticate')).toBe('Bearer');
	const body = { code: 'X', name: 'X' };
	expect(await api.call(lead, 'POST /employees', { body })).toMatchObject({
		status: 403,
		body: { title: 'Forbidden', code: 'not_allowed' }
	});
	for (const id of [someone.id, nowhere.id, 'x'])
		expect(await api.call(lead, 'GET /employees/{id}', { path: { id } })).toMatchObject({
			status: 404,
			body: { code: 'not_found' }
		});
	expect(await problemAt(app, admin, 'GET', '/api/v1/nothing')).toMatchObject({ status: 404 });
	const wrong = await problemAt(app, admin, 'PATCH', '/api/v1/employees');
	expect(wrong).toMatchObject({ status: 405, allow: 'GET, POST, HEAD' });

	const malformed = { file: '{"code":', headers: { 'content-type': 'application/json' } };
	expect(await api.call(admin, 'POST /employees', malformed)).toMatchObject({ status: 400 });
	expect(await api.call(admin, 'POST /employees', { file: 'x' })).toMatchObject({ status: 415 });
	const invalid = await api.call(admin, 'POST /employees', { body: { name: '', team: 'Riga' } });
	expect(invalid).toMatchObject({ status: 422, body: { code: 'invalid' } });
	expect(invalid.body.errors.map(({ path }: { path: string }) => path)).toEqual([
		'code',
		'name',
		'team'
	]);
	const twice = { body: { code: someone.code, name: 'Twin' } };
	expect(await api.call(admin, 'POST /employees', twice)).toMatchObject({
		status: 422,
		body: { errors: [{ path: 'code' }] }
	});
	const slips = [
		['limit', 201],
		['limit', 'x'],
		['cursor', '!'],
		['page', 2]
	] as const;
	for (const [path, value] of slips) {
		const query = { [path]: value };
		expect(await api.call(admin, 'GET /employees', { query })).toMatchObject({
			status: 422,
			body: { errors: [{ path }] }
		});
	}
	expect(await api.call(admin, 'POST /imports', { query: { format: 'jsonl' } })).toMatchObject({
		status: 400,
		body: { code: 'no_file' }
	});

	await db.execute(sql`alter table teams rename to hidden`);
	const bug = await api.call(admin, 'GET /teams');
	await db.execute(sql`alter table hidden rename to teams`);
	expect(bug).toMatchObject({ status: 500, body: { code: 'internal' } });
	expect(app.output()).toContain(bug.body.id);
	expect(JSON.stringify(bug.body)).not.toContain('hidden');
});

test('a body over 1 MB is refused, whether it says its length or not; a file is not', async ({
	db,
	app
}) => {
	const api = await openApi(app);
	const token = await tokenOf(db, await addUser(db, { role: 'admin' }));
	const large = `{"code":"A","name":"${'x'.repeat(1024 ** 2)}"}`;
	const headers = { 'content-type': 'application/json' };
	const told = await api.call(token, 'POST /employees', { file: large, headers });
	expect(told).toMatchObject({ status: 413, body: { code: 'too_large' } });
	expect(await sendChunked(app.origin, token, 'POST', '/api/v1/employees', large)).toBe(413);
	expect(await sendChunked(app.origin, token, 'POST', '/login', large)).toBe(413);
	const records = Array.from({ length: 300 }, (_, i) =>
		record(`large-${i}`, { segments: [{ speaker: 'customer', text: 'word '.repeat(1500) }] })
	);
	const imported = await api.call(token, 'POST /imports', {
		query: { format: 'jsonl' },
		file: new Blob([jsonLines(records)]).stream(),
		headers: jsonl
	});
	expect(imported.body).toMatchObject({ added: 300, refused: 0 });
});

test('a form of another site is refused, with or without a cookie', async ({ app }) => {
	for (const cookie of ['', 'session=x'])
		for (const type of ['text/plain', 'application/json', 'application/x-www-form-urlencoded']) {
			const headers = { 'content-type': type, cookie, origin: 'https://elsewhere.example' };
			const forged = await fetch(`${app.origin}/login`, { method: 'POST', headers, body: 'a=b' });
			expect(forged.status, type).toBe(403);
		}
});

function routesOnDisk() {
	return globSync('src/routes/api/v1/**/+server.ts')
		.filter((file) => !file.includes('openapi.json'))
		.flatMap((file) => {
			const route = file.slice('src/routes/api/v1'.length, -'/+server.ts'.length);
			const path = route.replaceAll(/\[(\w+)\]/g, '{$1}');
			const methods = readFileSync(file, 'utf8').matchAll(/^export const (\w+)/gm);
			return [...methods].map(([, method]) => `${method} ${path}`);
		})
		.sort();
}

async function addScorecardOf(db: Parameters<typeof addScorecard>[0]) {
	const { id } = await addScorecard(db);
	return { scorecardId: id, number: 1 };
}

async function problemAt(app: { origin: string }, token: string, method: string, path: string) {
	const headers = { authorization: `Bearer ${token}`, accept: 'text/html' };
	const response = await fetch(app.origin + path, { method, headers });
	expect(response.headers.get('content-type')).toBe('application/problem+json');
	const body = await response.json();
	expect(body.status).toBe(response.status);
	return { ...body, allow: response.headers.get('allow') };
}

/** The status of an answer to a body that does not say its length. */
function sendChunked(origin: string, token: string, method: string, path: string, body: string) {
	return new Promise<number>((resolve, reject) => {
		const headers = {
			authorization: `Bearer ${token}`,
			origin,
			'content-type': path === '/login' ? 'application/x-www-form-urlencoded' : 'application/json',
			'transfer-encoding': 'chunked'
		};
		const sent = request(origin + path, { method, headers }, (response) => {
			response.resume();
			resolve(response.statusCode!);
		});
		sent.once('error', reject);
		sent.end(body);
	});
}

/** In two pieces; and once more, given up. */
async function uploadRecording(api: Awaited<ReturnType<typeof openApi>>, token: string) {
	const sound = readFileSync('tests/fixtures/recordings/mu-law.wav');
	const headers = { 'tus-resumable': '1.0.0', 'upload-length': String(sound.length) };
	const name = Buffer.from('call.wav').toString('base64');
	const begin = { headers: { ...headers, 'upload-metadata': `filename ${name}` } };
	const begun = await api.call(token, 'POST /recordings', begin);
	expect(begun.status).toBe(201);
	const id = begun.headers.get('location')!.split('/').at(-1)!;
	const half = sound.length / 2;
	for (const offset of [0, half]) {
		const piece = await api.call(token, 'PATCH /recordings/{id}', {
			path: { id },
			headers: {
				'tus-resumable': '1.0.0',
				'content-type': 'application/offset+octet-stream',
				'upload-offset': String(offset)
			},
			file: new Uint8Array(sound.subarray(offset, offset + half))
		});
		expect(piece.status).toBe(204);
		const seen = await api.call(token, 'GET /recordings/{id}', { path: { id } });
		const far = await api.call(token, 'HEAD /recordings/{id}', {
			path: { id },
			headers: { 'tus-resumable': '1.0.0' }
		});
		expect(far.headers.get('upload-offset')).toBe(String(offset + half));
		if (offset === 0) expect(seen.body).toMatchObject({ state: 'uploading', recordingId: null });
		else expect(seen.body.conversationId).toMatch(/^[0-9a-f-]{36}$/);
	}
	const other = (await api.call(token, 'POST /recordings', begin)).headers.get('location')!;
	const path = { id: other.split('/').at(-1)! };
	const gone = await api.call(token, 'DELETE /recordings/{id}', {
		path,
		headers: { 'tus-resumable': '1.0.0' }
	});
	expect(gone.status).toBe(204);
}
