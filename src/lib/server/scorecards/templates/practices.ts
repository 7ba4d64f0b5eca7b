import type { Words } from '#lib/locales.ts';

/** One thing to practise for each criterion that ships: what a plan proposes. The tip stays with the coach. */
export const practices: Partial<Record<string, Words>> = {
	politeness: {
		en: 'Say the customer’s name, “please” and “thank you for waiting” in every conversation.',
		ru: 'В каждом разговоре обращаться по имени, говорить «пожалуйста» и «спасибо, что подождали».',
		lv: 'Katrā sarunā uzrunāt klientu vārdā, teikt „lūdzu” un „paldies, ka pagaidījāt”.',
		ro: 'Numele clientului, „vă rog” și „mulțumesc că ați așteptat” în fiecare conversație.'
	},
	communication_culture: {
		en: 'Before sending, cut the message by a third and replace each internal word by a plain one.',
		ru: 'Перед отправкой сокращать сообщение на треть и заменять служебные слова простыми.',
		lv: 'Pirms sūtīšanas saīsināt ziņu par trešdaļu un iekšējos vārdus aizstāt ar vienkāršiem.',
		ro: 'Înainte de trimitere, mesaj scurtat cu o treime și cuvinte simple în locul celor interne.'
	},
	needs_discovery: {
		en: 'Ask two open questions before any offer and sum up the need in one sentence.',
		ru: 'До предложения задавать два открытых вопроса и подводить итог одной фразой.',
		lv: 'Pirms piedāvājuma uzdot divus atvērtus jautājumus un apkopot vajadzību vienā teikumā.',
		ro: 'Două întrebări deschise înaintea oricărei oferte și nevoia rezumată într-o frază.'
	},
	product_knowledge: {
		en: 'Find the answers to three open questions of this month and explain them to the lead.',
		ru: 'Найти ответы на три вопроса месяца, оставшихся без ответа, и объяснить их руководителю.',
		lv: 'Atrast atbildes uz trim šī mēneša neatbildētiem jautājumiem un izskaidrot tās vadītājam.',
		ro: 'Răspunsuri găsite la trei întrebări rămase deschise și explicate șefului de echipă.'
	},
	objection_handling: {
		en: 'Ask for the reason before answering; write honest answers to the three commonest objections.',
		ru: 'До ответа спрашивать о причине; составить честные ответы на три самых частых возражения.',
		lv: 'Pirms atbildes pajautāt iemeslu; sagatavot godīgas atbildes uz trim biežākajiem iebildumiem.',
		ro: 'Mai întâi întrebarea despre motiv; răspunsuri oneste scrise la cele mai dese trei obiecții.'
	},
	offering_options: {
		en: 'Name two options with price and time, and recommend one with a reason.',
		ru: 'Называть два варианта с ценой и сроком и советовать один, объясняя почему.',
		lv: 'Nosaukt divas iespējas ar cenu un termiņu un ieteikt vienu, pasakot iemeslu.',
		ro: 'Două variante cu preț și termen, apoi recomandarea uneia, cu motivul ei.'
	},
	solution_next_step: {
		en: 'End every open matter with who does what by when.',
		ru: 'По каждому нерешённому вопросу называть, кто, что и к какому сроку сделает.',
		lv: 'Katru neatrisinātu jautājumu noslēgt ar to, kurš, ko un līdz kuram laikam darīs.',
		ro: 'La fiecare chestiune rămasă deschisă: cine, ce și până când face.'
	},
	clear_closing: {
		en: 'Close in three steps: what we agreed, “Is there anything else?”, goodbye by name.',
		ru: 'Завершать в три шага: о чём договорились, «Могу ли я ещё чем-нибудь помочь?», прощание по имени.',
		lv: 'Noslēgt trijos soļos: par ko vienojāmies, „Vai varu vēl kā palīdzēt?”, atvadas, uzrunājot vārdā.',
		ro: 'Încheiere în trei pași: ce am stabilit, „Vă mai pot ajuta cu ceva?”, salut cu numele clientului.'
	},
	honesty: {
		en: 'Say costs, delays and limits early, in the plain sentences agreed with the team.',
		ru: 'Сразу говорить о расходах, задержках и ограничениях простыми фразами, принятыми в команде.',
		lv: 'Par izmaksām, kavēšanos un ierobežojumiem runāt laikus, komandā saskaņotiem teikumiem.',
		ro: 'Costurile, întârzierile și limitele spuse din timp, cu frazele convenite în echipă.'
	},
	reliability: {
		en: 'Check every price, date and refund before naming it.',
		ru: 'Проверять каждую цену, срок и возврат, прежде чем их назвать.',
		lv: 'Pirms nosaukšanas pārbaudīt katru cenu, termiņu un atmaksu.',
		ro: 'Fiecare preț, termen și rambursare verificate înainte de a fi comunicate.'
	},
	helpfulness: {
		en: 'Add the steps to every link, and answer the customer’s next question too.',
		ru: 'К каждой ссылке добавлять шаги и сразу отвечать на следующий вопрос клиента.',
		lv: 'Katrai saitei pievienot soļus un uzreiz atbildēt arī uz klienta nākamo jautājumu.',
		ro: 'Pașii adăugați la fiecare link și răspuns dat și la următoarea întrebare a clientului.'
	},
	reachability: {
		en: 'Read the history before asking; hand over with a short summary, name and number.',
		ru: 'Читать историю до вопросов; передавать дальше с кратким итогом, именем и номером.',
		lv: 'Pirms jautāšanas izlasīt vēsturi; nododot tālāk, pievienot īsu kopsavilkumu, vārdu un numuru.',
		ro: 'Istoricul citit înainte de a întreba; predare cu un scurt rezumat, nume și număr.'
	},
	over_delivering: {
		en: 'Promise with a little room, keep it, and add one small useful thing.',
		ru: 'Обещать с небольшим запасом, выполнять и добавлять одну полезную мелочь.',
		lv: 'Solīt ar nelielu rezervi, izpildīt un pievienot vienu noderīgu sīkumu.',
		ro: 'Promisiuni cu o mică rezervă, respectate, și câte un mic lucru util în plus.'
	},
	human_tone: {
		en: 'Write the first and the last sentence of every answer in own words.',
		ru: 'Первую и последнюю фразу каждого ответа писать своими словами.',
		lv: 'Katras atbildes pirmo un pēdējo teikumu rakstīt saviem vārdiem.',
		ro: 'Prima și ultima frază a fiecărui răspuns scrise cu propriile cuvinte.'
	},
	no_public_arguing: {
		en: 'Answer in public once: thanks, one sentence on the problem, an invitation to private.',
		ru: 'На публике отвечать один раз: благодарность, фраза о проблеме, приглашение в личные сообщения.',
		lv: 'Publiski atbildēt vienreiz: pateicība, teikums par problēmu, aicinājums rakstīt privāti.',
		ro: 'Un singur răspuns public: mulțumire, o frază despre problemă, invitația în privat.'
	},
	acknowledges_problem: {
		en: 'Begin the answer with one sentence: what went wrong and what it meant for the customer.',
		ru: 'Начинать ответ одной фразой: что случилось и что это значило для клиента.',
		lv: 'Atbildi sākt ar vienu teikumu: kas notika un ko tas nozīmēja klientam.',
		ro: 'O frază la începutul răspunsului: ce s-a întâmplat și ce a însemnat pentru client.'
	},
	apologises: {
		en: 'Apologise once, for the thing itself, without “but”; then go on to the solution.',
		ru: 'Извиняться один раз и за само событие, без «но»; затем переходить к решению.',
		lv: 'Atvainoties vienreiz un par pašu notikumu, bez „bet”; tad pāriet pie risinājuma.',
		ro: 'O singură scuză, pentru faptul în sine, fără „dar”; apoi direct la soluție.'
	},
	collects_facts: {
		en: 'Use a short list of questions; the last one is what the customer expects.',
		ru: 'Пользоваться кратким списком вопросов; последний — чего ожидает клиент.',
		lv: 'Izmantot īsu jautājumu sarakstu; pēdējais – ko sagaida klients.',
		ro: 'O listă scurtă de întrebări la fiecare reclamație; ultima: ce așteaptă clientul.'
	},
	says_next_and_when: {
		en: 'End every complaint with “… will do … by …”, or with the date of the next news.',
		ru: 'Завершать каждую жалобу фразой «… сделает … к …» или датой следующей новости.',
		lv: 'Katru sūdzību noslēgt ar „… izdarīs … līdz …” vai ar nākamās ziņas datumu.',
		ro: 'La finalul fiecărei reclamații „… face … până la …” sau data următoarei vești.'
	},
	keeps_informed: {
		en: 'Set a reminder a day before each promised date, and write even without a result.',
		ru: 'Ставить напоминание за день до каждого обещанного срока и писать даже без результата.',
		lv: 'Iestatīt atgādinājumu dienu pirms katra solītā termiņa un rakstīt arī bez rezultāta.',
		ro: 'Memento cu o zi înainte de fiecare termen promis și mesaj chiar și fără rezultat.'
	},
	solution_agreed: {
		en: 'Before closing, ask: “Would that settle the matter for you?”',
		ru: 'Перед завершением спрашивать: «Будет ли это для Вас решением?»',
		lv: 'Pirms noslēguma jautāt: „Vai tas Jums būtu risinājums?”',
		ro: 'Întrebarea de la final: „Ar fi aceasta o rezolvare pentru dumneavoastră?”'
	},
	greeting: {
		en: 'Greet first, within a minute; when busy, with a look and a nod.',
		ru: 'Здороваться первым, в течение минуты; если занят — взглядом и кивком.',
		lv: 'Sveicināt pirmajam, minūtes laikā; ja aizņemts – ar skatienu un mājienu.',
		ro: 'Salut din proprie inițiativă într-un minut; la aglomerație, o privire și un semn din cap.'
	},
	waiting_time: {
		en: 'Give those who wait a sign: a look, a nod, “I will be with you in two minutes”.',
		ru: 'Подавать знак ожидающим: взгляд, кивок, «подойду к Вам через две минуты».',
		lv: 'Dot zīmi gaidītājiem: skatiens, mājiens, „būšu pie Jums pēc divām minūtēm”.',
		ro: 'Un semn celor care așteaptă: o privire, un gest, „ajung la dumneavoastră în două minute”.'
	},
	appearance_order: {
		en: 'Walk the customer’s way once a shift and put right what catches the eye.',
		ru: 'Раз в смену проходить путь клиента и исправлять то, что бросается в глаза.',
		lv: 'Reizi maiņā iziet klienta ceļu un sakārtot to, kas duras acīs.',
		ro: 'O dată pe tură, drumul clientului parcurs și îndreptat ce sare în ochi.'
	},
	awkward_customer: {
		en: 'Practise one sentence for this type of customer, with the parts exchanged.',
		ru: 'Отработать одну фразу для этого типа клиентов, поменявшись ролями.',
		lv: 'Mainoties lomām, iztrenēt vienu teikumu šim klientu tipam.',
		ro: 'Exersarea unei fraze pentru acest tip de client, cu rolurile inversate.'
	},
	farewell: {
		en: 'Say goodbye first and add one thing meant for this customer.',
		ru: 'Прощаться первым и добавлять что-то именно для этого клиента.',
		lv: 'Atvadīties pirmajam un piebilst ko tieši šim klientam.',
		ro: 'La plecare, salut din proprie inițiativă și un cuvânt anume pentru acest client.'
	}
};
