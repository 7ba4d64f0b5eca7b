import type { Words } from '#lib/locales.ts';

export type CommentTemplate = {
	key: string;
	kind: 'positive' | 'improving';
	/** Key of the criterion it fits best; null: any. */
	criterion: string | null;
	text: Words;
};

/** Sentences to the employee that a reviewer can start from: what was done and what it did for the customer. */
export const commentTemplates: CommentTemplate[] = [
	{
		key: 'warm_to_the_end',
		kind: 'positive',
		criterion: 'politeness',
		text: {
			en: 'You stayed friendly and patient from the greeting to the goodbye. That kept the conversation open even at the difficult point.',
			ru: 'Вы были приветливы и терпеливы от приветствия до прощания. Благодаря этому разговор остался открытым даже в трудный момент.',
			lv: 'Jūs no sveiciena līdz atvadām saglabājāt laipnību un pacietību. Tāpēc saruna palika atklāta arī grūtajā brīdī.',
			ro: 'Ați păstrat un ton amabil și răbdător de la salut până la rămas-bun. Astfel, conversația a rămas deschisă chiar și în momentul dificil.'
		}
	},
	{
		key: 'understood_first',
		kind: 'positive',
		criterion: 'needs_discovery',
		text: {
			en: 'You first found out what the customer needed and summed it up before answering. So your answer fitted at the first attempt.',
			ru: 'Вы сначала выяснили, что нужно клиенту, и подвели итог, прежде чем отвечать. Поэтому ответ подошёл с первого раза.',
			lv: 'Jūs vispirms noskaidrojāt, kas klientam vajadzīgs, un pirms atbildes to apkopojāt. Tāpēc atbilde derēja jau pirmajā reizē.',
			ro: 'Ați aflat mai întâi de ce avea nevoie clientul și ați rezumat înainte de a răspunde. De aceea, răspunsul s-a potrivit din prima.'
		}
	},
	{
		key: 'simple_words',
		kind: 'positive',
		criterion: 'communication_culture',
		text: {
			en: 'You explained a complicated matter in simple words and in the right order. The customer could follow each step without asking back.',
			ru: 'Вы объяснили сложное простыми словами и в нужном порядке. Клиенту не пришлось переспрашивать ни на одном шаге.',
			lv: 'Jūs sarežģītu lietu izskaidrojāt vienkāršiem vārdiem un pareizā secībā. Klientam nevienā solī nevajadzēja pārjautāt.',
			ro: 'Ați explicat un lucru complicat în cuvinte simple și în ordinea potrivită. Clientul a putut urma fiecare pas fără să mai întrebe.'
		}
	},
	{
		key: 'took_it_on',
		kind: 'positive',
		criterion: 'solution_next_step',
		text: {
			en: 'You took the matter on yourself and named the next step with a date. The customer knew where they stood and had nothing to chase.',
			ru: 'Вы взяли вопрос на себя и назвали следующий шаг и срок. Клиент понимал, чего ждать, и ему не пришлось ни о чём напоминать.',
			lv: 'Jūs uzņēmāties jautājuma risināšanu un nosaucāt nākamo soli un termiņu. Klients zināja, ko gaidīt, un viņam nekas nebija jāatgādina.',
			ro: 'Ați preluat cazul și ați numit pasul următor și termenul. Clientul a știut la ce să se aștepte și nu a avut nimic de urmărit.'
		}
	},
	{
		key: 'honest_about_limits',
		kind: 'positive',
		criterion: 'honesty',
		text: {
			en: 'You said openly what was not possible, gave the reason and showed what could be done instead. That is how trust is built.',
			ru: 'Вы прямо сказали, что невозможно, объяснили причину и показали, что можно сделать вместо этого. Так и возникает доверие.',
			lv: 'Jūs atklāti pateicāt, kas nav iespējams, paskaidrojāt iemeslu un parādījāt, ko var darīt citādi. Tā rodas uzticēšanās.',
			ro: 'Ați spus deschis ce nu este posibil, ați dat motivul și ați arătat ce se poate face în schimb. Așa se construiește încrederea.'
		}
	},
	{
		key: 'calmed_down',
		kind: 'positive',
		criterion: null,
		text: {
			en: 'You kept calm, took the customer’s feelings seriously and led the talk back to the solution. At the end the tone was clearly better than at the beginning.',
			ru: 'Вы сохранили спокойствие, отнеслись к чувствам клиента всерьёз и вернули разговор к решению. В конце тон был заметно лучше, чем в начале.',
			lv: 'Jūs saglabājāt mieru, klienta izjūtas uztvērāt nopietni un atgriezāt sarunu pie risinājuma. Beigās tonis bija manāmi labāks nekā sākumā.',
			ro: 'V-ați păstrat calmul, ați luat în serios starea clientului și ați readus discuția la soluție. La final, tonul a fost vizibil mai bun decât la început.'
		}
	},
	{
		key: 'ask_before_offering',
		kind: 'improving',
		criterion: 'needs_discovery',
		text: {
			en: 'Before you offer something, ask one or two open questions about the situation and the purpose. It saves you and the customer a second round.',
			ru: 'Прежде чем предлагать, задайте один-два открытых вопроса о ситуации и цели. Это избавит и Вас, и клиента от второго круга.',
			lv: 'Pirms piedāvājuma uzdodiet vienu vai divus atvērtus jautājumus par situāciju un mērķi. Tas gan Jums, gan klientam aiztaupīs otru apli.',
			ro: 'Înainte de a oferi ceva, puneți una sau două întrebări deschise despre situație și scop. Vă scutește, pe dumneavoastră și pe client, de o a doua rundă.'
		}
	},
	{
		key: 'check_the_facts',
		kind: 'improving',
		criterion: 'product_knowledge',
		text: {
			en: 'The information in the quoted place was not correct. When you are not sure, say that you are checking and come back with the answer: a minute’s wait does less harm than a wrong answer.',
			ru: 'Сведения в отмеченном месте были неверны. Если Вы не уверены, скажите, что проверяете, и вернитесь с ответом: минута ожидания вредит меньше, чем неверный ответ.',
			lv: 'Atzīmētajā vietā sniegtās ziņas nebija pareizas. Ja rodas šaubas, pasakiet, ka pārbaudāt, un atgriezieties ar atbildi: minūte gaidīšanas kaitē mazāk nekā nepareiza atbilde.',
			ro: 'Informația din pasajul marcat nu a fost corectă. Când aveți îndoieli, spuneți că verificați și reveniți cu răspunsul: un minut de așteptare face mai puțin rău decât un răspuns greșit.'
		}
	},
	{
		key: 'hear_before_rules',
		kind: 'improving',
		criterion: 'acknowledges_problem',
		text: {
			en: 'Say first, in one sentence, what went wrong for the customer, and only then turn to rules and data. People who feel heard listen better.',
			ru: 'Сначала одной фразой назовите, что пошло не так для клиента, и лишь потом переходите к правилам и данным. Кого услышали, тот и сам слушает лучше.',
			lv: 'Vispirms vienā teikumā pasakiet, kas klientam nogāja greizi, un tikai tad pārejiet pie noteikumiem un datiem. Kas jūtas uzklausīts, tas arī pats labāk klausās.',
			ro: 'Spuneți mai întâi, într-o frază, ce a mers prost pentru client și abia apoi treceți la reguli și date. Cine se simte ascultat ascultă mai bine.'
		}
	},
	{
		key: 'name_step_and_date',
		kind: 'improving',
		criterion: 'says_next_and_when',
		text: {
			en: 'Please name the next step, who does it and by when. “As soon as possible” leaves the customer waiting and makes them ask again.',
			ru: 'Пожалуйста, называйте следующий шаг, кто его сделает и к какому сроку. «Как можно скорее» оставляет клиента в ожидании и заставляет обращаться снова.',
			lv: 'Lūdzu, nosauciet nākamo soli, kurš to izdarīs un līdz kuram laikam. „Cik ātri vien iespējams” liek klientam gaidīt neziņā un jautāt vēlreiz.',
			ro: 'Vă rog să numiți pasul următor, cine îl face și până când. „Cât mai curând” îl lasă pe client în așteptare și îl face să întrebe din nou.'
		}
	},
	{
		key: 'own_words',
		kind: 'improving',
		criterion: 'human_tone',
		text: {
			en: 'This answer reads like a template. Begin with a sentence of your own about this customer’s situation; the ready-made part can follow.',
			ru: 'Этот ответ читается как шаблон. Начните со своей фразы о ситуации именно этого клиента, а готовая часть пусть идёт следом.',
			lv: 'Šī atbilde izklausās pēc šablona. Sāciet ar savu teikumu tieši par šī klienta situāciju; gatavā daļa var sekot pēc tam.',
			ro: 'Acest răspuns sună ca un șablon. Începeți cu o frază proprie despre situația acestui client; partea gata scrisă poate urma după aceea.'
		}
	},
	{
		key: 'announce_the_wait',
		kind: 'improving',
		criterion: null,
		text: {
			en: 'The customer waited for a long time without a sign from you. If it takes longer, say so, name how long it will take, and report when that time is up even if you have no result yet.',
			ru: 'Клиент долго ждал без единого знака от Вас. Если нужно больше времени, скажите об этом, назовите сколько и по истечении срока отзовитесь, даже если результата ещё нет.',
			lv: 'Klients ilgi gaidīja bez nevienas ziņas no Jums. Ja vajadzīgs vairāk laika, pasakiet to, nosauciet, cik, un, laikam pienākot, atsaucieties arī tad, ja rezultāta vēl nav.',
			ro: 'Clientul a așteptat mult fără niciun semn de la dumneavoastră. Dacă durează, spuneți acest lucru, precizați cât și reveniți la ora anunțată, chiar dacă nu aveți încă un rezultat.'
		}
	},
	{
		key: 'close_clearly',
		kind: 'improving',
		criterion: 'clear_closing',
		text: {
			en: 'The conversation ended without a summary. Repeat in one sentence what was agreed and ask whether anything is still open; it prevents the next enquiry.',
			ru: 'Разговор закончился без итога. Повторите одной фразой, о чём договорились, и спросите, остались ли вопросы: это избавит от следующего обращения.',
			lv: 'Saruna beidzās bez kopsavilkuma. Vienā teikumā atkārtojiet, par ko vienojāties, un pajautājiet, vai vēl kas palicis neskaidrs: tas aiztaupīs nākamo pieteikumu.',
			ro: 'Conversația s-a încheiat fără rezumat. Repetați într-o frază ce s-a stabilit și întrebați dacă a rămas ceva nelămurit: așa evitați următoarea solicitare.'
		}
	}
];
