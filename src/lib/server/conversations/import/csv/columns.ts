export const csvFields = [
	'conversation',
	'speaker',
	'text',
	'at',
	'employee',
	'name',
	'channel',
	'source',
	'language',
	'customer',
	'subject',
	'kind',
	'tags'
] as const;
export type CsvField = (typeof csvFields)[number];
export const requiredFields = ['conversation', 'speaker', 'text'] as const;

/** The column's name in the file for each field that the file has. */
export type Columns = Partial<Record<CsvField, string>>;

/** Best first; a name that fits two fields goes to the one asked first in `askedIn`. */
const names: Record<CsvField, string> = {
	conversation:
		'conversation id, conversation, chat id, ticket id, thread id, dialog id, dialogue id, session id, case id, call id, interaction id, convo id, ' +
		'id разговора, разговор, id диалога, диалог, id чата, номер чата, чат, номер обращения, обращение, id тикета, тикет, ' +
		'sarunas id, sarunas nr, saruna, čata id, čats, pieteikuma nr, pieteikums, ' +
		'id conversație, id conversatie, conversație, conversatie, id tichet, tichet, ticket, chat, dialog',
	text:
		'text, message text, message, body, plain body, content, comment, utterance, текст сообщения, текст, сообщение, комментарий, реплика, ' +
		'ziņas teksts, teksts, ziņa, ziņojums, textul mesajului, mesaj, mesajul, conținut, continut',
	at:
		'at, sent at, created at, timestamp, datetime, date time, message time, time, date, created, дата и время, время, дата, создано, отправлено, ' +
		'datums un laiks, laiks, datums, izveidots, data și ora, data si ora, creat la, trimis la, ora, data',
	speaker:
		'speaker, role, author role, author type, sender role, sender type, actor type, from type, direction, роль, тип отправителя, кто, ' +
		'loma, runātājs, sūtītāja tips, rol, rolul, vorbitor, tip expeditor, author, sender, from, отправитель, автор, sūtītājs, autors, expeditor, autor',
	name:
		'author name, sender name, display name, name, user name, author, sender, from, имя отправителя, имя, автор, отправитель, ' +
		'autora vārds, sūtītāja vārds, vārds, autors, sūtītājs, numele autorului, nume, autor, expeditor',
	employee:
		'employee, employee id, employee code, agent email, agent id, agent, agent name, operator, assignee, assignee id, assigned to, owner, ' +
		'сотрудник, код сотрудника, оператор, агент, менеджер, исполнитель, ответственный, ' +
		'darbinieks, darbinieka kods, operators, aģents, atbildīgais, angajat, cod angajat, responsabil',
	channel: 'channel, via, via channel, канал, kanāls, canal, canalul',
	source: 'source, system, platform, источник, система, avots, sistēma, sursa, sursă, platforma',
	language: 'language, lang, locale, язык, valoda, limba, limbă',
	customer:
		'customer id, customer, client id, requester id, requester, visitor id, visitor, contact id, contact, end user id, ' +
		'id клиента, клиент, klienta id, klients, id client, client',
	subject: 'subject, title, topic, тема, temats, tēma, virsraksts, subiect, titlu',
	kind: 'kind, message type, event type, public, internal, private, вид, тип сообщения, veids, ziņas veids, fel, tip mesaj',
	tags: 'tags, labels, tag, теги, метки, birkas, tagi, etichete'
};
const askedIn: CsvField[] = ['conversation', 'text', 'at', 'speaker', ...csvFields];

/** Guesses the columns from their names in English, Russian, Latvian or Romanian. */
export function suggestColumns(header: string[]): Columns {
	const free = new Map(header.toReversed().map((name) => [normal(name), name]));
	const columns: Columns = {};
	for (const field of askedIn) {
		const name = columns[field] ?? names[field].split(', ').find((name) => free.has(name));
		if (!name || columns[field]) continue;
		columns[field] = free.get(name);
		free.delete(name);
	}
	return columns;
}

function normal(name: string) {
	return name
		.trim()
		.toLowerCase()
		.replace(/[\s_.:#№-]+/g, ' ')
		.trim();
}
