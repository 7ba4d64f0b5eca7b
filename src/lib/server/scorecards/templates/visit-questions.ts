import type { Words } from '#lib/locales.ts';
import type { Question, QuestionKind, Rule } from '#lib/questions.ts';

/** What the shop visit asks besides its criteria, by section. */
export const visitQuestions: Record<
	'first_impression' | 'advice' | 'awkward_moment' | 'farewell',
	Question[]
> = {
	first_impression: [
		question('visit_date', 'date', {
			en: 'Date of the visit',
			ru: 'Дата визита',
			lv: 'Apmeklējuma datums',
			ro: 'Data vizitei'
		}),
		question('time_in', 'time', {
			en: 'When did you enter?',
			ru: 'Когда вы вошли?',
			lv: 'Cikos jūs ienācāt?',
			ro: 'Când ați intrat?'
		}),
		question(
			'greeting_seconds',
			'stopwatch',
			{
				en: 'How long until somebody greeted or noticed you?',
				ru: 'Сколько прошло, прежде чем вас заметили или с вами поздоровались?',
				lv: 'Cik ilgi, līdz jūs kāds pamanīja vai sasveicināja?',
				ro: 'Cât a durat până v-a observat sau v-a salutat cineva?'
			},
			{
				required: false,
				standardSeconds: 60,
				hint: {
					en: 'Start it at the door. Leave it empty if nobody did.',
					ru: 'Запустите у двери. Оставьте пустым, если этого не случилось.',
					lv: 'Palaidiet pie durvīm. Atstājiet tukšu, ja neviens to neizdarīja.',
					ro: 'Porniți-l la ușă. Lăsați gol dacă nu a făcut-o nimeni.'
				}
			}
		),
		yesNo('queue', {
			en: 'Was there a queue?',
			ru: 'Была ли очередь?',
			lv: 'Vai bija rinda?',
			ro: 'A fost coadă?'
		}),
		question(
			'queue_seconds',
			'stopwatch',
			{
				en: 'How long did you stand in the queue?',
				ru: 'Сколько вы стояли в очереди?',
				lv: 'Cik ilgi jūs stāvējāt rindā?',
				ro: 'Cât ați stat la coadă?'
			},
			{ showIf: isYes('queue'), standardSeconds: 300 }
		),
		question(
			'queue_people',
			'number',
			{
				en: 'How many people stood before you?',
				ru: 'Сколько человек стояло перед вами?',
				lv: 'Cik cilvēku stāvēja pirms jums?',
				ro: 'Câte persoane erau înaintea dumneavoastră?'
			},
			{ showIf: isYes('queue'), min: 1, max: 200 }
		),
		question(
			'front',
			'photo',
			{
				en: 'Photos: the front of the shop, and what you noticed',
				ru: 'Фото: вход в магазин и то, что вы заметили',
				lv: 'Foto: veikala priekšpuse un tas, ko pamanījāt',
				ro: 'Fotografii: intrarea în magazin și ce ați observat'
			},
			{
				required: false,
				max: 8,
				hint: {
					en: 'Take them where nobody sees that you judge: outside, or with the phone as if you wrote.',
					ru: 'Снимайте незаметно: снаружи или так, будто пишете сообщение.',
					lv: 'Fotografējiet nemanāmi: ārpusē vai tā, it kā rakstītu ziņu.',
					ro: 'Faceți-le discret: afară sau ca și cum ați scrie un mesaj.'
				}
			}
		)
	],
	advice: [
		question(
			'service_seconds',
			'stopwatch',
			{
				en: 'How long were you served?',
				ru: 'Сколько вас обслуживали?',
				lv: 'Cik ilgi jūs apkalpoja?',
				ro: 'Cât timp ați fost servit(ă)?'
			},
			{
				required: false,
				hint: {
					en: 'From the first question to the last word. Leave it empty if nobody served you.',
					ru: 'От первого вопроса до последнего слова. Оставьте пустым, если вас не обслуживали.',
					lv: 'No pirmā jautājuma līdz pēdējam vārdam. Atstājiet tukšu, ja jūs neviens neapkalpoja.',
					ro: 'De la prima întrebare până la ultimul cuvânt. Lăsați gol dacă nu v-a servit nimeni.'
				}
			}
		),
		question(
			'staff',
			'staff',
			{
				en: 'Who served you?',
				ru: 'Кто вас обслуживал?',
				lv: 'Kas jūs apkalpoja?',
				ro: 'Cine v-a servit?'
			},
			{
				minLength: 15,
				hint: {
					en: 'Name on the badge if you saw one; hair, height, clothes, which counter.',
					ru: 'Имя на бейдже, если видели; волосы, рост, одежда, у какой стойки.',
					lv: 'Vārds uz piespraudes, ja redzējāt; mati, augums, apģērbs, pie kuras letes.',
					ro: 'Numele de pe ecuson, dacă l-ați văzut; părul, înălțimea, hainele, la ce ghișeu.'
				}
			}
		),
		question(
			'offered',
			'choices',
			{
				en: 'What were you offered?',
				ru: 'Что вам предложили?',
				lv: 'Ko jums piedāvāja?',
				ro: 'Ce vi s-a oferit?'
			},
			{
				required: false,
				options: [
					option(
						'asked_for',
						'What I asked for',
						'То, что я просил(а)',
						'To, ko lūdzu',
						'Ce am cerut'
					),
					option(
						'other',
						'Another suitable item',
						'Другой подходящий товар',
						'Citu piemērotu preci',
						'Alt produs potrivit'
					),
					option(
						'extra',
						'Something to go with it',
						'Что-то в дополнение',
						'Kaut ko papildus',
						'Ceva în plus'
					),
					option(
						'order',
						'To order it or check another shop',
						'Заказать или узнать в другом магазине',
						'Pasūtīt vai pajautāt citā veikalā',
						'Să comande sau să întrebe la alt magazin'
					)
				]
			}
		),
		question(
			'why_nothing',
			'text',
			{
				en: 'What happened instead of an offer?',
				ru: 'Что было вместо предложения?',
				lv: 'Kas notika piedāvājuma vietā?',
				ro: 'Ce s-a întâmplat în locul unei oferte?'
			},
			{
				showIf: { match: 'all', conditions: [{ key: 'offered', is: 'unanswered', value: null }] },
				minLength: 30
			}
		)
	],
	awkward_moment: [
		question(
			'awkward_question',
			'text',
			{
				en: 'Which awkward question did you ask, and what was the answer, word for word?',
				ru: 'Какой трудный вопрос вы задали и что вам ответили, дословно?',
				lv: 'Kādu neērtu jautājumu uzdevāt un ko jums atbildēja, vārds vārdā?',
				ro: 'Ce întrebare incomodă ați pus și ce vi s-a răspuns, cuvânt cu cuvânt?'
			},
			{ minLength: 60 }
		)
	],
	farewell: [
		yesNo('bought', {
			en: 'Did you buy something?',
			ru: 'Вы что-нибудь купили?',
			lv: 'Vai jūs kaut ko nopirkāt?',
			ro: 'Ați cumpărat ceva?'
		}),
		question(
			'receipt',
			'receipt',
			{
				en: 'Receipt: amount and number',
				ru: 'Чек: сумма и номер',
				lv: 'Čeks: summa un numurs',
				ro: 'Bonul: suma și numărul'
			},
			{ showIf: isYes('bought') }
		),
		question('time_out', 'time', {
			en: 'When did you leave?',
			ru: 'Когда вы вышли?',
			lv: 'Cikos jūs izgājāt?',
			ro: 'Când ați plecat?'
		}),
		question(
			'narrative',
			'text',
			{
				en: 'Tell the visit in the order in which it happened',
				ru: 'Расскажите о визите по порядку',
				lv: 'Izstāstiet apmeklējumu notikumu secībā',
				ro: 'Povestiți vizita în ordinea în care s-a petrecut'
			},
			{
				minLength: 200,
				hint: {
					en: 'What you saw and heard, not what you think of it.',
					ru: 'Что вы видели и слышали, а не что вы об этом думаете.',
					lv: 'Ko redzējāt un dzirdējāt, nevis ko par to domājat.',
					ro: 'Ce ați văzut și auzit, nu ce credeți despre asta.'
				}
			}
		),
		question(
			'rule_check',
			'integrity',
			{
				en: 'For our own check: what must never happen during a visit?',
				ru: 'Для проверки: чего никогда не должно быть во время визита?',
				lv: 'Pārbaudei: kas apmeklējuma laikā nekad nedrīkst notikt?',
				ro: 'Pentru verificare: ce nu trebuie să se întâmple niciodată în timpul vizitei?'
			},
			{
				answer: 'reveal',
				options: [
					option(
						'price',
						'That I ask for the price',
						'Что я спрошу цену',
						'Ka pajautāju cenu',
						'Să întreb prețul'
					),
					option(
						'reveal',
						'That staff learn who I am',
						'Что сотрудники узнают, кто я',
						'Ka darbinieki uzzina, kas es esmu',
						'Ca angajații să afle cine sunt'
					),
					option(
						'leave',
						'That I leave without buying',
						'Что я уйду без покупки',
						'Ka aizeju, neko nenopircis',
						'Să plec fără să cumpăr'
					)
				]
			}
		)
	]
};

function question(
	key: string,
	kind: QuestionKind,
	name: Words,
	input: Partial<Question> = {}
): Question {
	return {
		key,
		kind,
		name,
		hint: {},
		required: true,
		showIf: null,
		requiredIf: null,
		minLength: null,
		min: null,
		max: null,
		options: [],
		answer: null,
		standardSeconds: null,
		...input
	};
}

function yesNo(key: string, name: Words) {
	const options = [option('yes', 'Yes', 'Да', 'Jā', 'Da'), option('no', 'No', 'Нет', 'Nē', 'Nu')];
	return question(key, 'choice', name, { options });
}

function option(key: string, en: string, ru: string, lv: string, ro: string) {
	return { key, name: { en, ru, lv, ro } };
}

function isYes(key: string): Rule {
	return { match: 'all', conditions: [{ key, is: 'is', value: 'yes' }] };
}
