import type { Channel } from '#lib/scorecard.ts';
import type { SegmentKind, Speaker } from '#lib/transcript.ts';

const speakers: Record<Speaker, string> = {
	customer:
		'customer, client, user, end user, end-user, visitor, caller, consumer, contact, requester, buyer, guest, lead, ' +
		'inbound, incoming, in, клиент, пользователь, покупатель, посетитель, заказчик, абонент, гость, ' +
		'klients, klients/-e, lietotājs, pircējs, apmeklētājs, zvanītājs, client, clientul, utilizator, vizitator, cumpărător, apelant',
	employee:
		'employee, agent, operator, admin, staff, support, assistant agent, representative, rep, csr, teammate, manager, consultant, seller, ' +
		'outbound, outgoing, out, сотрудник, сотрудница, оператор, агент, менеджер, консультант, специалист, поддержка, продавец, ' +
		'darbinieks, darbiniece, operators, operatore, aģents, konsultants, speciālists, pārdevējs, atbalsts, ' +
		'angajat, angajată, operator, operatoare, consultant, specialist, suport, vânzător',
	unknown: 'unknown, unknown speaker, неизвестно, неизвестный, nezināms, necunoscut',
	bot: 'bot, chatbot, chat bot, virtual assistant, assistant, ai, robot, ivr, бот, чат-бот, чатбот, робот, автоответчик, bots, čatbots, robots, asistent virtual',
	system:
		'system, action, event, trigger, automation, система, системное, событие, sistēma, notikums, sistem, sistemul, eveniment'
};
const kinds: Record<SegmentKind, string> = {
	message:
		'message, public, reply, comment, chat, text, сообщение, публичный, ziņa, publisks, mesaj, public',
	note: 'note, internal, internal note, private, private note, whisper, заметка, внутренний, внутренняя заметка, piezīme, iekšējs, iekšēja piezīme, notă, intern, notă internă',
	event: 'event, system, action, событие, системное, notikums, eveniment'
};
const channels: Record<Channel, string> = {
	chat: 'chat, live chat, livechat, web, webchat, web chat, web widget, widget, чат, онлайн-чат, čats, tērzēšana',
	call: 'call, phone, voice, telephone, phone call, звонок, телефон, zvans, tālrunis, telefons, apel, telefon',
	email: 'email, e-mail, mail, почта, эл. почта, e-pasts, epasts, poștă, e-mail',
	social:
		'social, facebook, instagram, twitter, x, linkedin, tiktok, vk, соцсети, sociālie tīkli, rețele sociale',
	messenger: 'messenger, whatsapp, telegram, viber, signal, sms, мессенджер, ziņapmaiņa, mesagerie',
	ticket: 'ticket, case, api, form, web form, тикет, заявка, обращение, pieteikums, tichet'
};

/** Who speaks, by the word that an export uses for it in any of our languages. */
export const speakerOf = lookup(speakers);
export const channelOf = lookup(channels);
const kindByWord = lookup(kinds);

/** TRUE in a column named “public” is a message, in one named “internal” a note. */
export function kindOf(word: string, column: string): SegmentKind | undefined {
	const yes = /^(true|yes|1|t|y|да|jā|da)$/i.test(word.trim());
	const no = /^(false|no|0|f|n|нет|nē|nu)$/i.test(word.trim());
	if (!yes && !no) return kindByWord(word);
	const saysNote = /intern|privat|note|внутр|iekš|piez/i.test(column);
	return yes === saysNote ? 'note' : 'message';
}

function lookup<Name extends string>(words: Record<Name, string>) {
	const names = new Map<string, Name>();
	for (const name in words)
		for (const word of words[name].split(', ')) if (!names.has(word)) names.set(word, name);
	return (word: string): Name | undefined =>
		names.get(
			word
				.trim()
				.toLowerCase()
				.replace(/[_\s]+/g, ' ')
		);
}
