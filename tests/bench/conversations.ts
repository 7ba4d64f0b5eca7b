import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

const said = {
	customer: [
		'Здравствуйте! Скидка была 10 %, а списали полную стоимость, почему так вышло?',
		'Labdien! Kur ir mans pasūtījums, solīja piegādāt vakar līdz vakaram.',
		'Hello, the parcel has not come and nobody answers the telephone number on your site.',
		'Bună ziua! Am plătit de două ori pentru aceeași comandă, când primesc banii înapoi?'
	],
	employee: [
		'Добрый день! Сейчас посмотрю ваш заказ, это займёт пару минут, оставайтесь на связи.',
		'Labdien! Es tūlīt pārbaudīšu, lūdzu, pagaidiet vienu minūti.',
		'Good afternoon! I am sorry to hear that. May I have the number of the order, please?',
		'Bună ziua! Verific imediat, vă rog să așteptați un minut.'
	]
};

/** A file of Plumbline JSON Lines: conversations of twelve messages in four languages, always the same. */
export const writeConversations = (path: string, count: number) =>
	write(path, '', count, (n) => `${JSON.stringify(conversation(n))}\n`);

/** The same conversations as CSV with a row a message. */
export const writeCsv = (path: string, count: number) =>
	write(path, 'conversation,channel,employee,speaker,at,text\n', count, (n) => {
		const { id, channel, employee, segments } = conversation(n);
		const rows = segments.map(({ speaker, at, text }) => [
			id,
			channel,
			employee,
			speaker,
			at,
			text
		]);
		return rows.map((row) => `"${row.join('","')}"\n`).join('');
	});

async function write(path: string, head: string, count: number, lines: (n: number) => string) {
	const out = createWriteStream(path);
	out.write(head);
	for (let n = 0; n < count; n++) if (!out.write(lines(n))) await once(out, 'drain');
	out.end();
	await once(out, 'close');
}

function conversation(n: number) {
	const start = Date.UTC(2026, 0, 1) + n * 60_000;
	const language = n % 4;
	return {
		source: 'shop',
		id: `C-${n}`,
		channel: ['chat', 'email', 'messenger'][n % 3],
		employee: `E-${n % 200}`,
		language: ['ru', 'lv', 'en', 'ro'][language],
		customer: { id: `${n % 50_000}`, name: `Customer ${n % 50_000}` },
		tags: n % 5 === 0 ? ['delivery', 'vip'] : [],
		segments: Array.from({ length: 12 }, (_, i) => ({
			speaker: i % 2 ? 'employee' : 'customer',
			text: `${said[i % 2 ? 'employee' : 'customer'][language]} ${word(n, i)} №${n * 7 + i}`,
			at: new Date(start + i * 37_000 + (n % 60) * 500).toISOString()
		}))
	};
}

/** Words that are rare, so that the search index grows as it does in life. */
const word = (n: number, i: number) => ((n * 2654435761 + i * 40503) % 60_000).toString(36);
