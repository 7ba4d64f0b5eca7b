import type { Words } from '#lib/locales.ts';
import type { Channel } from '#lib/scorecard.ts';

export type ServiceStandard = {
	/** Within how many seconds a person answers first. */
	firstAnswerSeconds: number;
	/** After how many seconds without an answer customers leave; null: not known to. */
	abandonSeconds: number | null;
	note: Words;
};

const minutes = 60;
const hours = 3600;

/** Measured from the transcript's times, never judged. Messenger and ticket are our choice: their notes say why. */
export const standards: Record<Channel, ServiceStandard> = {
	chat: {
		firstAnswerSeconds: 1 * minutes,
		abandonSeconds: 5 * minutes,
		note: {
			en: 'First answer within 1 minute; after 5 minutes without one, customers leave.',
			ru: 'Первый ответ в течение 1 минуты; через 5 минут без ответа клиенты уходят.',
			lv: 'Pirmā atbilde 1 minūtes laikā; pēc 5 minūtēm bez atbildes klienti aiziet.',
			ro: 'Primul răspuns în 1 minut; după 5 minute fără răspuns clienții pleacă.'
		}
	},
	call: {
		firstAnswerSeconds: 20,
		abandonSeconds: null,
		note: {
			en: 'Answered by a person within 20 seconds, without a menu that leads in circles.',
			ru: 'Сотрудник отвечает в течение 20 секунд, без меню, которое водит по кругу.',
			lv: 'Cilvēks atbild 20 sekunžu laikā, bez izvēlnes, kas vadā pa apli.',
			ro: 'Răspunde un om în 20 de secunde, fără un meniu care se învârte în cerc.'
		}
	},
	email: {
		firstAnswerSeconds: 24 * hours,
		abandonSeconds: null,
		note: {
			en: 'Answer within 24 hours, even if only “we are on it, you will have the answer by …”; then keep that promise.',
			ru: 'Ответ в течение 24 часов, даже если это лишь «мы занимаемся Вашим вопросом, ответим до …»; и обещание нужно сдержать.',
			lv: 'Atbilde 24 stundu laikā, pat ja tā ir tikai „mēs to risinām, atbildēsim līdz …”; un šis solījums jātur.',
			ro: 'Răspuns în 24 de ore, chiar dacă este doar „ne ocupăm, vă răspundem până la …”; apoi promisiunea se respectă.'
		}
	},
	social: {
		firstAnswerSeconds: 60 * minutes,
		abandonSeconds: null,
		note: {
			en: 'First answer within 60 minutes; never argue, move the matter to private messages.',
			ru: 'Первый ответ в течение 60 минут; никогда не спорить, переводить вопрос в личные сообщения.',
			lv: 'Pirmā atbilde 60 minūšu laikā; nekad nestrīdēties, jautājumu pārcelt uz privātu saraksti.',
			ro: 'Primul răspuns în 60 de minute; fără certuri, discuția se mută în mesaje private.'
		}
	},
	messenger: {
		firstAnswerSeconds: 15 * minutes,
		abandonSeconds: null,
		note: {
			en: 'First answer within 15 minutes: customers write as in a chat, but do not sit waiting in front of the screen.',
			ru: 'Первый ответ в течение 15 минут: клиент пишет как в чат, но не ждёт ответа, не отходя от экрана.',
			lv: 'Pirmā atbilde 15 minūšu laikā: klients raksta kā tērzēšanā, bet nesēž pie ekrāna, gaidot atbildi.',
			ro: 'Primul răspuns în 15 minute: clientul scrie ca pe chat, dar nu stă cu ochii pe ecran în așteptare.'
		}
	},
	ticket: {
		firstAnswerSeconds: 24 * hours,
		abandonSeconds: null,
		note: {
			en: 'First answer by a person within 24 hours, as for e-mail; the automatic confirmation does not count.',
			ru: 'Первый ответ человека в течение 24 часов, как и для электронной почты; автоматическое подтверждение не считается.',
			lv: 'Pirmā cilvēka atbilde 24 stundu laikā, tāpat kā e-pastā; automātiskais apstiprinājums neskaitās.',
			ro: 'Primul răspuns dat de un om în 24 de ore, la fel ca la e-mail; confirmarea automată nu se pune la socoteală.'
		}
	}
};

/** For a complaint on any channel, on top of the channel's own standard. */
export const complaintStandard: { solveWorkingHours: number; note: Words } = {
	solveWorkingHours: 20,
	note: {
		en: 'One person owns it from the first minute; solved or passed up within 20 working hours.',
		ru: 'С первой минуты есть один ответственный; решено или передано выше в течение 20 рабочих часов.',
		lv: 'Jau no pirmās minūtes ir viens atbildīgais; atrisināta vai nodota augstāk 20 darba stundu laikā.',
		ro: 'Are un singur responsabil din primul minut; rezolvată sau trimisă mai sus în 20 de ore lucrătoare.'
	}
};
