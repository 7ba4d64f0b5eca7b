import { causes } from './root-causes.ts';
import { needsDiscovery, productKnowledge } from './shared-criteria.ts';
import type { Template } from './template.ts';

export const serviceConversation: Template = {
	key: 'service_conversation',
	name: {
		en: 'Service conversation',
		ru: 'Разговор с клиентом',
		lv: 'Apkalpošanas saruna',
		ro: 'Conversație cu clientul'
	},
	description: {
		en: 'Everyday service by chat, phone, e-mail or messenger: manner, understanding the need, the solution and a clear ending.',
		ru: 'Повседневное обслуживание в чате, по телефону, по электронной почте и в мессенджерах: манера общения, понимание потребности, решение и чёткое завершение.',
		lv: 'Ikdienas apkalpošana tērzēšanā, pa tālruni, e-pastā un ziņapmaiņas lietotnēs: saskarsme, vajadzību izpratne, risinājums un skaidrs noslēgums.',
		ro: 'Asistența de zi cu zi prin chat, telefon, e-mail sau mesagerie: atitudine, înțelegerea nevoii, soluție și o încheiere clară.'
	},
	channels: ['chat', 'call', 'email', 'messenger', 'ticket'],
	definition: {
		sections: [
			{
				key: 'manner',
				name: { en: 'Manner', ru: 'Манера общения', lv: 'Saskarsme', ro: 'Atitudine' },
				criteria: [
					{
						key: 'politeness',
						name: { en: 'Politeness', ru: 'Вежливость', lv: 'Pieklājība', ro: 'Politețe' },
						description: {
							en: 'How courteously and respectfully the employee treats the customer: greeting, form of address, please and thank you, patience. Levels 1 and 2 mean disrespect; a merely cool tone is level 3.',
							ru: 'Насколько учтиво и уважительно сотрудник относится к клиенту: приветствие, обращение, «пожалуйста» и «спасибо», терпение. Уровни 1 и 2 означают неуважение; просто сухой тон — это уровень 3.',
							lv: 'Cik pieklājīgi un cieņpilni darbinieks izturas pret klientu: sveiciens, uzruna, „lūdzu” un „paldies”, pacietība. 1. un 2. līmenis nozīmē necieņu; vienkārši vēss tonis ir 3. līmenis.',
							ro: 'Cât de amabil și de respectuos îl tratează angajatul pe client: salut, formulă de adresare, „vă rog” și „mulțumesc”, răbdare. Nivelurile 1 și 2 înseamnă lipsă de respect; un ton doar rece este nivelul 3.'
						},
						levels: [
							{
								en: 'Insults, mocks or threatens the customer, shouts, or breaks off the conversation while the customer is still talking.',
								ru: 'Оскорбляет клиента, насмехается, угрожает, кричит или обрывает разговор, пока клиент ещё говорит.',
								lv: 'Apvaino vai izsmej klientu, draud, kliedz vai pārtrauc sarunu, kamēr klients vēl runā.',
								ro: 'Jignește, ia în râs sau amenință clientul, țipă ori întrerupe convorbirea cât timp clientul încă vorbește.'
							},
							{
								en: 'Shows annoyance openly: sarcasm, reproach, orders, talking down, or interrupting again and again.',
								ru: 'Открыто показывает раздражение: язвит, упрекает, командует, говорит свысока или раз за разом перебивает.',
								lv: 'Atklāti izrāda aizkaitinājumu: ironizē, pārmet, pavēl, runā augstprātīgi vai atkal un atkal pārtrauc klientu.',
								ro: 'Își arată deschis iritarea: ironii, reproșuri, ordine, ton de superioritate sau întreruperi repetate.'
							},
							{
								en: 'Correct but cool: two or more courtesies are missing (greeting, form of address, please, thanks); nothing hurtful is said.',
								ru: 'Корректно, но сухо: не хватает двух и более знаков внимания (приветствие, обращение, «пожалуйста», благодарность); ничего обидного не сказано.',
								lv: 'Korekti, bet vēsi: trūkst divu vai vairāku uzmanības apliecinājumu (sveiciens, uzruna, „lūdzu”, pateicība); nekas aizskarošs nav pateikts.',
								ro: 'Corect, dar rece: lipsesc două sau mai multe forme de politețe (salut, formulă de adresare, „vă rog”, mulțumiri); nu spune nimic jignitor.'
							},
							{
								en: 'Polite from beginning to end, with one courtesy missing: the customer’s name, thanks for waiting, or an apology for an interruption.',
								ru: 'Вежливо от начала до конца, но упущен один знак внимания: обращение по имени, благодарность за ожидание или извинение за перерыв.',
								lv: 'Pieklājīgi no sākuma līdz galam, bet trūkst viena uzmanības apliecinājuma: uzrunas vārdā, pateicības par gaidīšanu vai atvainošanās par pārtraukumu.',
								ro: 'Politicos de la început până la sfârșit, dar lipsește una dintre formele de politețe: numele clientului, mulțumirea pentru așteptare sau scuza pentru o întrerupere.'
							},
							{
								en: 'Polite from beginning to end: addresses the customer correctly, gives thanks, asks instead of demanding, and stays patient even when the customer does not.',
								ru: 'Вежливо от начала до конца: правильно обращается к клиенту, благодарит, просит, а не требует, и сохраняет терпение, даже когда клиент его теряет.',
								lv: 'Pieklājīgi no sākuma līdz galam: pareizi uzrunā klientu, pateicas, lūdz, nevis pieprasa, un saglabā pacietību arī tad, kad klients to zaudē.',
								ro: 'Politicos de la început până la sfârșit: i se adresează corect clientului, mulțumește, roagă în loc să pretindă și rămâne răbdător chiar și când clientul își pierde răbdarea.'
							}
						],
						weight: 12,
						allowsNa: false,
						critical: { fails: 'review', class: 'customer' },
						commentBelow: 3,
						evidenceBelow: 5,
						rootCauses: causes('long_wait', 'value_not_understood', 'broken_process'),
						coachingTip: {
							en: 'Read or listen to the passage together and ask first how the employee felt at that moment; irritation usually has a reason. Look for the sentence that would have said the same with respect, and have it said aloud. For small omissions a note beside the screen helps: name, please, thank you for waiting.',
							ru: 'Вместе перечитайте или переслушайте это место и сначала спросите, что сотрудник чувствовал в тот момент: у раздражения обычно есть причина. Найдите фразу, которая сказала бы то же самое уважительно, и пусть он произнесёт её вслух. От мелких упущений помогает листок у экрана: имя, «пожалуйста», «спасибо, что подождали».',
							lv: 'Kopā pārlasiet vai noklausieties šo vietu un vispirms pajautājiet, kā darbinieks tobrīd jutās: aizkaitinājumam parasti ir iemesls. Atrodiet teikumu, kas to pašu pasaka ar cieņu, un lai darbinieks to izrunā skaļi. Pret sīkiem izlaidumiem palīdz lapiņa pie ekrāna: vārds, „lūdzu”, „paldies, ka pagaidījāt”.',
							ro: 'Recitiți sau reascultați împreună pasajul și întrebați mai întâi ce a simțit angajatul în acel moment: iritarea are de obicei un motiv. Căutați fraza care ar fi spus același lucru cu respect și rugați-l să o rostească. Pentru micile scăpări ajută un bilet lângă ecran: numele, „vă rog”, „mulțumesc că ați așteptat”.'
						}
					},
					{
						key: 'communication_culture',
						name: {
							en: 'Communication culture',
							ru: 'Культура речи',
							lv: 'Saziņas kultūra',
							ro: 'Cultura comunicării'
						},
						description: {
							en: 'How well the employee speaks or writes: clear, correct, calm sentences in the customer’s language, without jargon, padding or mistakes. On the phone also pace, diction and letting the customer finish.',
							ru: 'Как сотрудник говорит или пишет: ясно, грамотно и спокойно, на языке клиента, без жаргона, пустословия и ошибок. В звонках важны также темп, дикция и умение дослушать.',
							lv: 'Kā darbinieks runā vai raksta: skaidri, pareizi un mierīgi, klienta valodā, bez žargona, liekvārdības un kļūdām. Pa tālruni – arī temps, dikcija un prasme uzklausīt līdz galam.',
							ro: 'Cum vorbește sau scrie angajatul: clar, corect și calm, în limba clientului, fără jargon, vorbe de umplutură și greșeli. La telefon contează și ritmul, dicția și răbdarea de a asculta până la capăt.'
						},
						levels: [
							{
								en: 'The customer cannot follow: broken sentences, the wrong language, slang, or speech that cannot be made out.',
								ru: 'Понять сказанное клиент не может: обрывки фраз, не тот язык, сленг или неразборчивая речь.',
								lv: 'Klients teikto nevar saprast: aprauti teikumi, cita valoda, slengs vai neskaidra runa.',
								ro: 'Clientul nu poate urmări ce i se spune: fraze fără legătură, altă limbă, argou sau vorbire de neînțeles.'
							},
							{
								en: 'The customer has to ask more than once what is meant, or mistakes and jargon change the meaning.',
								ru: 'Клиенту приходится не раз переспрашивать, что имеется в виду, или ошибки и жаргон меняют смысл.',
								lv: 'Klientam vairākkārt jāpārjautā, kas ar to domāts, vai arī kļūdas un žargons maina jēgu.',
								ro: 'Clientul trebuie să întrebe de mai multe ori ce înseamnă cele spuse sau greșelile și jargonul schimbă sensul.'
							},
							{
								en: 'Understandable with effort: several mistakes, long tangled sentences, unexplained abbreviations, or a customer who is not allowed to finish.',
								ru: 'Понять можно, но с усилием: несколько ошибок, длинные запутанные фразы, сокращения без пояснений или клиенту не дают договорить.',
								lv: 'Saprotami, bet ar piepūli: vairākas kļūdas, gari un samudžināti teikumi, nepaskaidroti saīsinājumi vai klientam neļauj izrunāties.',
								ro: 'Se înțelege, dar cu efort: mai multe greșeli, fraze lungi și încâlcite, prescurtări neexplicate sau clientul nu este lăsat să termine.'
							},
							{
								en: 'Clear and correct, with one or two slips (a typing error, a filler word, one unexplained term) that do not disturb.',
								ru: 'Ясно и грамотно, с одной-двумя мелочами (опечатка, слово-паразит, один термин без пояснения), которые не мешают.',
								lv: 'Skaidri un pareizi, ar vienu divām netraucējošām nepilnībām (pārrakstīšanās, liekvārdība, viens nepaskaidrots termins).',
								ro: 'Clar și corect, cu una-două scăpări (o greșeală de tastare, un tic verbal, un termen neexplicat) care nu deranjează.'
							},
							{
								en: 'Clear, correct and to the point: difficult things in simple words, pace and length fitted to the customer.',
								ru: 'Ясно, грамотно и по делу: о сложном — простыми словами, темп и длина подобраны под клиента.',
								lv: 'Skaidri, pareizi un par lietu: par sarežģīto – vienkāršiem vārdiem, temps un garums pielāgoti klientam.',
								ro: 'Clar, corect și la obiect: lucrurile dificile sunt spuse simplu, iar ritmul și lungimea sunt potrivite clientului.'
							}
						],
						weight: 8,
						allowsNa: false,
						critical: null,
						commentBelow: 3,
						evidenceBelow: 5,
						rootCauses: causes('repeat_themselves', 'lacked_knowledge', 'value_not_understood'),
						coachingTip: {
							en: 'Choose the employee’s hardest message and shorten it together to half its length without losing anything. Collect internal words that customers do not understand and agree a plain word for each. For calls, listen to two minutes of the recording together: most people hear their own pace and fillers at once.',
							ru: 'Выберите самое трудное для понимания сообщение сотрудника и вместе сократите его вдвое, ничего не потеряв. Соберите служебные слова, непонятные клиентам, и к каждому подберите простое. Если это звонок, послушайте вместе две минуты записи: свой темп и слова-паразиты большинство замечает сразу.',
							lv: 'Izvēlieties darbinieka visgrūtāk saprotamo ziņu un kopā saīsiniet to uz pusi, neko nezaudējot. Apkopojiet iekšējos vārdus, kurus klienti nesaprot, un katram atrodiet vienkāršu. Ja tas ir zvans, kopā noklausieties divas minūtes ieraksta: savu tempu un liekos vārdus vairums pamana uzreiz.',
							ro: 'Alegeți mesajul cel mai greu de înțeles al angajatului și scurtați-l împreună la jumătate, fără să pierdeți nimic. Adunați cuvintele interne pe care clienții nu le înțeleg și găsiți pentru fiecare unul simplu. La apeluri, ascultați împreună două minute din înregistrare: cei mai mulți își observă imediat ritmul și ticurile verbale.'
						}
					}
				]
			},
			{
				key: 'need',
				name: {
					en: 'Finding the need',
					ru: 'Выяснение потребности',
					lv: 'Vajadzību izpratne',
					ro: 'Înțelegerea nevoii'
				},
				criteria: [needsDiscovery]
			},
			{
				key: 'solution',
				name: { en: 'Solution', ru: 'Решение', lv: 'Risinājums', ro: 'Soluție' },
				criteria: [
					productKnowledge,
					{
						key: 'objection_handling',
						name: {
							en: 'Objection handling',
							ru: 'Работа с возражениями',
							lv: 'Darbs ar iebildumiem',
							ro: 'Gestionarea obiecțiilor'
						},
						description: {
							en: 'What the employee does when the customer doubts, hesitates or says no: hears the reason and answers it, without pressure or argument. Not rated when there was no objection.',
							ru: 'Что делает сотрудник, когда клиент сомневается, колеблется или отказывается: слышит причину и отвечает на неё без нажима и споров. Если возражений не было, не оценивается.',
							lv: 'Ko darbinieks dara, kad klients šaubās, vilcinās vai atsakās: sadzird iemeslu un atbild uz to bez spiediena un strīda. Ja iebildumu nebija, nevērtē.',
							ro: 'Ce face angajatul când clientul se îndoiește, ezită sau refuză: ascultă motivul și răspunde la el, fără presiune și fără ceartă. Nu se evaluează dacă nu au existat obiecții.'
						},
						levels: [
							{
								en: 'Argues, presses, blames the customer for the objection, or ignores it altogether.',
								ru: 'Спорит, давит, ставит возражение клиенту в вину или вовсе его не замечает.',
								lv: 'Strīdas, spiež, pārmet klientam viņa iebildumu vai to nemaz neievēro.',
								ro: 'Se contrazice cu clientul, insistă, îi reproșează obiecția sau o ignoră cu totul.'
							},
							{
								en: 'Brushes it aside with a stock phrase (“that is our policy”, “everybody pays that”) without asking why.',
								ru: 'Отмахивается готовой фразой («такие правила», «все так платят»), не спросив почему.',
								lv: 'Atgaiņājas ar gatavu frāzi („tādi ir noteikumi”, „visi tā maksā”), nepajautājot, kāpēc.',
								ro: 'O expediază cu o frază gata făcută („așa e regula”, „toți plătesc la fel”), fără să întrebe de ce.'
							},
							{
								en: 'Answers the objection as it was worded, but does not find out the real reason; the doubt remains.',
								ru: 'Отвечает на возражение буквально, но не выясняет настоящую причину; сомнение остаётся.',
								lv: 'Atbild uz iebildumu burtiski, bet nenoskaidro īsto iemeslu; šaubas paliek.',
								ro: 'Răspunde obiecției așa cum a fost formulată, dar nu află motivul real; îndoiala rămâne.'
							},
							{
								en: 'Asks for the reason and answers it with facts, but does not check whether the doubt is settled.',
								ru: 'Спрашивает о причине и отвечает фактами, но не проверяет, снято ли сомнение.',
								lv: 'Pajautā iemeslu un atbild ar faktiem, bet nepārliecinās, vai šaubas ir kliedētas.',
								ro: 'Întreabă care este motivul și răspunde cu informații concrete, dar nu verifică dacă îndoiala a dispărut.'
							},
							{
								en: 'Acknowledges the doubt, asks for the reason, answers with facts or an alternative, and checks that the customer is content with the answer.',
								ru: 'Признаёт право на сомнение, спрашивает о причине, отвечает фактами или другим вариантом и убеждается, что ответ клиента устроил.',
								lv: 'Izrāda sapratni par šaubām, pajautā iemeslu, atbild ar faktiem vai citu iespēju un pārliecinās, ka atbilde klientu apmierina.',
								ro: 'Arată că înțelege îndoiala, întreabă care este motivul, răspunde cu informații concrete sau cu o alternativă și verifică dacă răspunsul îl mulțumește pe client.'
							}
						],
						weight: 10,
						allowsNa: true,
						critical: null,
						commentBelow: 3,
						evidenceBelow: 5,
						rootCauses: causes(
							'lacked_knowledge',
							'lacked_authority',
							'value_not_understood',
							'product_fault'
						),
						coachingTip: {
							en: 'List the three objections the team hears most and let the employee write an honest answer to each: the fact, the benefit to the customer, and when the customer is simply right. Practise in pairs: before any answer, one question (“What makes you hesitate?”). Praise a refusal taken calmly too: a customer who was not pressed comes back.',
							ru: 'Выпишите три возражения, которые команда слышит чаще всего, и пусть сотрудник составит на каждое честный ответ: факт, польза для клиента и случаи, когда клиент попросту прав. Потренируйтесь в паре: до ответа — один вопрос («Что Вас смущает?»). Хвалите и за спокойно принятый отказ: клиент, на которого не давили, возвращается.',
							lv: 'Uzrakstiet trīs iebildumus, kurus komanda dzird visbiežāk, un lai darbinieks katram sagatavo godīgu atbildi: fakts, ieguvums klientam un gadījumi, kad klientam vienkārši ir taisnība. Trenējieties pārī: pirms atbildes – viens jautājums („Kas Jums liek šaubīties?”). Uzslavējiet arī par mierīgi pieņemtu atteikumu: klients, kuru nespieda, atgriežas.',
							ro: 'Notați cele trei obiecții pe care echipa le aude cel mai des și lăsați angajatul să scrie câte un răspuns onest: faptul, folosul pentru client și cazurile în care clientul are pur și simplu dreptate. Exersați în doi: înainte de orice răspuns, o întrebare („Ce vă face să ezitați?”). Lăudați și un refuz primit cu calm: un client asupra căruia nu s-a insistat revine.'
						}
					},
					{
						key: 'offering_options',
						name: {
							en: 'Offering options',
							ru: 'Предложение вариантов',
							lv: 'Iespēju piedāvāšana',
							ro: 'Oferirea de variante'
						},
						description: {
							en: 'Whether the customer gets a real choice: options that fit the need, with what each costs and brings. Where only one way is possible, explaining why is enough.',
							ru: 'Получает ли клиент настоящий выбор: подходящие варианты, цена и польза каждого. Если возможен только один путь, достаточно объяснить почему.',
							lv: 'Vai klientam ir īsta izvēle: vajadzībai atbilstošas iespējas, katras cena un ieguvums. Ja iespējams tikai viens ceļš, pietiek paskaidrot, kāpēc.',
							ro: 'Dacă i se dă clientului o alegere reală: variante potrivite nevoii, cu prețul și folosul fiecăreia. Unde există o singură cale, este de ajuns să se explice de ce.'
						},
						levels: [
							{
								en: 'Offers nothing, or says “not possible” though there is a way.',
								ru: 'Ничего не предлагает или говорит «невозможно», хотя способ есть.',
								lv: 'Neko nepiedāvā vai saka „nav iespējams”, lai gan risinājums ir.',
								ro: 'Nu oferă nimic sau spune „nu se poate”, deși există o cale.'
							},
							{
								en: 'Offers something that does not fit what the customer said, or reads out the whole price list.',
								ru: 'Предлагает то, что не вяжется со словами клиента, или зачитывает весь прейскурант.',
								lv: 'Piedāvā ko tādu, kas neatbilst klienta teiktajam, vai nolasa visu cenrādi.',
								ro: 'Oferă ceva ce nu se potrivește cu spusele clientului sau citește toată lista de prețuri.'
							},
							{
								en: 'Offers one suitable way, without an alternative and without saying why this one.',
								ru: 'Предлагает один подходящий способ, без альтернативы и без объяснения, почему именно его.',
								lv: 'Piedāvā vienu piemērotu iespēju bez citiem variantiem un nepaskaidro, kāpēc tieši to.',
								ro: 'Oferă o singură variantă potrivită, fără alternativă și fără să spună de ce tocmai pe aceasta.'
							},
							{
								en: 'Offers two or more suitable options, but not what sets them apart: cost, time or effort.',
								ru: 'Предлагает два и более подходящих варианта, но не говорит, чем они отличаются: ценой, сроком или хлопотами.',
								lv: 'Piedāvā divas vai vairākas piemērotas iespējas, bet nepasaka, kā tās atšķiras pēc cenas, laika vai pūlēm.',
								ro: 'Oferă două sau mai multe variante potrivite, dar nu spune prin ce se deosebesc: cost, timp sau efort.'
							},
							{
								en: 'Offers two or more suitable options (or explains why there is only one), compares cost, time and benefit for this customer, and recommends one with a reason.',
								ru: 'Предлагает два и более подходящих варианта (или объясняет, почему он один), сравнивает цену, срок и пользу для этого клиента и советует один, называя причину.',
								lv: 'Piedāvā divas vai vairākas piemērotas iespējas (vai paskaidro, kāpēc ir tikai viena), salīdzina cenu, laiku un ieguvumu šim klientam un iesaka vienu, pasakot iemeslu.',
								ro: 'Oferă două sau mai multe variante potrivite (ori explică de ce există doar una), compară costul, timpul și folosul pentru acest client și recomandă una, spunând motivul.'
							}
						],
						weight: 12,
						allowsNa: true,
						critical: null,
						commentBelow: 3,
						evidenceBelow: 5,
						rootCauses: causes(
							'lacked_knowledge',
							'lacked_authority',
							'value_not_understood',
							'broken_process'
						),
						coachingTip: {
							en: 'Take three everyday requests and find two or three honest options for each with the employee: price, time, whom it suits. Replace “we can’t” by “what we can do is …”. If the employee was not allowed to offer what would have helped, that is a question of authority: raise it with management, not with the employee.',
							ru: 'Возьмите три обычных обращения и найдите вместе с сотрудником по два-три честных варианта к каждому: цена, срок, кому подходит. Вместо «мы не можем» пусть звучит «мы можем сделать так: …». Если сотруднику не разрешено предлагать то, что помогло бы, это вопрос полномочий: обсуждайте его с руководством, а не с сотрудником.',
							lv: 'Paņemiet trīs ikdienišķus lūgumus un kopā ar darbinieku katram atrodiet divas trīs godīgas iespējas: cena, laiks, kam tā der. „Mēs nevaram” vietā lai skan „mēs varam izdarīt tā: …”. Ja darbinieks nedrīkst piedāvāt to, kas būtu palīdzējis, tas ir pilnvaru jautājums: pārrunājiet to ar vadību, nevis ar darbinieku.',
							ro: 'Luați trei solicitări obișnuite și găsiți împreună cu angajatul câte două-trei variante oneste: preț, timp, cui i se potrivesc. Înlocuiți „nu putem” cu „putem face așa: …”. Dacă angajatul nu are voie să ofere ceea ce ar fi ajutat, este o chestiune de atribuții: discutați-o cu conducerea, nu cu angajatul.'
						}
					},
					{
						key: 'solution_next_step',
						name: {
							en: 'Solution and next step',
							ru: 'Решение и следующий шаг',
							lv: 'Risinājums un nākamais solis',
							ro: 'Soluția și pasul următor'
						},
						description: {
							en: 'Whether the request is solved, or the customer knows exactly what happens next, who does it and by when. Judged by the state in which the customer leaves the conversation.',
							ru: 'Решён ли вопрос или клиент точно знает, что будет дальше, кто это сделает и к какому сроку. Оценивается по тому, с чем клиент выходит из разговора.',
							lv: 'Vai jautājums ir atrisināts vai klients precīzi zina, kas notiks tālāk, kurš to darīs un līdz kuram laikam. Vērtē pēc tā, ar ko klients sarunu beidz.',
							ro: 'Dacă cererea este rezolvată sau clientul știe exact ce urmează, cine se ocupă și până când. Se judecă după situația în care clientul încheie conversația.'
						},
						levels: [
							{
								en: 'The request is neither solved nor taken on: the customer leaves with nothing, or is sent to ask elsewhere.',
								ru: 'Вопрос не решён и не принят в работу: клиент уходит ни с чем или его отсылают спрашивать в другом месте.',
								lv: 'Jautājums nav ne atrisināts, ne pieņemts izskatīšanai: klients aiziet tukšām rokām vai tiek sūtīts jautāt citur.',
								ro: 'Cererea nu este nici rezolvată, nici preluată: clientul pleacă cu mâna goală sau este trimis să întrebe în altă parte.'
							},
							{
								en: 'Passed on or put off without a date (“try again later”, “somebody will call you”), though the employee could have dealt with it.',
								ru: 'Клиента перенаправляют или вопрос откладывают без срока («попробуйте позже», «Вам перезвонят»), хотя сотрудник мог им заняться сам.',
								lv: 'Klients tiek pāradresēts vai jautājums atlikts bez termiņa („pamēģiniet vēlāk”, „Jums atzvanīs”), lai gan darbinieks to varēja risināt pats.',
								ro: 'Clientul este redirecționat sau amânat fără termen („reveniți mai târziu”, „vă va suna cineva”), deși angajatul se putea ocupa.'
							},
							{
								en: 'Part of the request is solved, or a next step is named without who does it or by when.',
								ru: 'Решена часть вопроса или назван следующий шаг, но не сказано, кто и к какому сроку его сделает.',
								lv: 'Atrisināta daļa jautājuma vai nosaukts nākamais solis, bet nav pateikts, kurš un līdz kuram laikam to darīs.',
								ro: 'O parte a cererii este rezolvată sau este numit pasul următor, dar nu se spune cine îl face ori până când.'
							},
							{
								en: 'Solved, or the next step is named with person and date, but the customer has to do something the employee could have done for them.',
								ru: 'Вопрос решён или назван следующий шаг с ответственным и сроком, но клиенту остаётся то, что сотрудник мог сделать за него.',
								lv: 'Jautājums atrisināts vai nosaukts nākamais solis, atbildīgais un termiņš, bet klientam pašam jādara tas, ko darbinieks varēja izdarīt viņa vietā.',
								ro: 'Cererea este rezolvată ori pasul următor are responsabil și termen, dar clientul trebuie să facă singur ceva ce angajatul putea face în locul lui.'
							},
							{
								en: 'Solved in this conversation, or the next step is named with person and date and already under way; the customer has nothing to chase.',
								ru: 'Вопрос решён в этом же разговоре или следующий шаг назван с ответственным и сроком и уже начат; напоминать клиенту ни о чём не придётся.',
								lv: 'Jautājums atrisināts šajā pašā sarunā vai nākamais solis ar atbildīgo un termiņu ir nosaukts un jau sākts; klientam nekas nebūs jāatgādina.',
								ro: 'Cererea este rezolvată chiar în această conversație ori pasul următor are responsabil și termen și este deja început; clientul nu mai are nimic de urmărit.'
							}
						],
						weight: 17,
						allowsNa: false,
						critical: null,
						commentBelow: 3,
						evidenceBelow: 5,
						rootCauses: causes(
							'illogical_self_service',
							'lacked_knowledge',
							'lacked_authority',
							'value_not_understood',
							'broken_process',
							'product_fault'
						),
						coachingTip: {
							en: 'For each open ending ask: who does what by when, and how does the customer hear of it? Let the employee rewrite three endings of their own so that they answer this. Agree what the employee may settle alone, and up to what amount, so that passing on becomes the exception.',
							ru: 'О каждом нерешённом вопросе спрашивайте: кто, что и к какому сроку делает и как об этом узнает клиент? Пусть сотрудник перепишет с этими ответами три своих завершения. Договоритесь, что и до какой суммы он вправе решать сам, чтобы передача дальше стала исключением.',
							lv: 'Par katru neatrisinātu jautājumu jautājiet: kurš, ko un līdz kuram laikam dara un kā par to uzzinās klients? Lai darbinieks ar šīm atbildēm pārraksta trīs savu sarunu nobeigumus. Vienojieties, ko un līdz kādai summai viņš drīkst izlemt pats, lai nodošana tālāk kļūtu par izņēmumu.',
							ro: 'La fiecare final deschis întrebați: cine, ce și până când face și cum află clientul? Lăsați angajatul să rescrie astfel trei dintre încheierile sale. Stabiliți ce și până la ce sumă poate hotărî singur, pentru ca trimiterea mai departe să devină excepție.'
						}
					}
				]
			},
			{
				key: 'ending',
				name: { en: 'Ending', ru: 'Завершение', lv: 'Noslēgums', ro: 'Încheiere' },
				criteria: [
					{
						key: 'clear_closing',
						name: {
							en: 'Clear closing',
							ru: 'Чёткое завершение',
							lv: 'Skaidrs noslēgums',
							ro: 'Încheiere clară'
						},
						description: {
							en: 'Whether both sides know that the conversation is over and what was agreed: a summary, a question whether anything is open, a goodbye. If the customer has already left, the employee’s last message is judged.',
							ru: 'Понятно ли обеим сторонам, что разговор окончен и о чём договорились: итог, вопрос, всё ли решено, прощание. Если клиент уже ушёл, оценивается последнее сообщение сотрудника.',
							lv: 'Vai abām pusēm ir skaidrs, ka saruna beigusies un par ko vienojās: kopsavilkums, jautājums, vai viss ir skaidrs, atvadas. Ja klients jau aizgājis, vērtē darbinieka pēdējo ziņu.',
							ro: 'Dacă ambele părți știu că s-a încheiat conversația și ce s-a stabilit: rezumat, întrebarea dacă a mai rămas ceva, salutul de încheiere. Dacă a plecat deja clientul, se judecă ultimul mesaj al angajatului.'
						},
						levels: [
							{
								en: 'Ends abruptly: closes the chat or hangs up without a word, or stops answering.',
								ru: 'Обрывает разговор: молча закрывает чат, кладёт трубку или перестаёт отвечать.',
								lv: 'Aprauj sarunu: bez vārda aizver tērzēšanu, noliek klausuli vai pārstāj atbildēt.',
								ro: 'Încheie brusc: închide chatul sau telefonul fără niciun cuvânt ori nu mai răspunde.'
							},
							{
								en: 'Does only one of three things: says goodbye, sums up what was agreed, or asks whether anything is open.',
								ru: 'Делает лишь одно из трёх: прощается, подводит итог договорённостям или спрашивает, остались ли вопросы.',
								lv: 'Izdara tikai vienu no trim: atvadās, apkopo sarunāto vai pajautā, vai vēl kas palicis neskaidrs.',
								ro: 'Face un singur lucru din trei: salută la final, rezumă ce s-a stabilit sau întreabă dacă a rămas ceva nelămurit.'
							},
							{
								en: 'Does two of the three: says goodbye, sums up what was agreed, asks whether anything is open.',
								ru: 'Делает два из трёх: прощается, подводит итог договорённостям, спрашивает, остались ли вопросы.',
								lv: 'Izdara divas lietas no trim: atvadās, apkopo sarunāto, pajautā, vai vēl kas palicis neskaidrs.',
								ro: 'Face două din trei: salută la final, rezumă ce s-a stabilit, întreabă dacă a rămas ceva nelămurit.'
							},
							{
								en: 'Does all three: sums up what was agreed, asks whether anything is open, and says goodbye.',
								ru: 'Делает всё: подводит итог договорённостям, спрашивает, остались ли вопросы, и прощается.',
								lv: 'Izdara visu: apkopo sarunāto, pajautā, vai vēl kas palicis neskaidrs, un atvadās.',
								ro: 'Le face pe toate: rezumă ce s-a stabilit, întreabă dacă a rămas ceva nelămurit și salută la final.'
							}
						],
						weight: 8,
						allowsNa: true,
						critical: null,
						commentBelow: 3,
						evidenceBelow: 4,
						rootCauses: causes('long_wait', 'value_not_understood', 'broken_process'),
						coachingTip: {
							en: 'Agree a closing in three parts, in the employee’s own words: what we agreed, “Is there anything else?”, a goodbye by name. It must not sound read out: have two versions written, a short one for a quick question and a fuller one for when something was agreed. Look in the next five conversations whether customers come back with the same question.',
							ru: 'Договоритесь о завершении из трёх частей, слова для которых сотрудник выберет сам: о чём договорились, «Могу ли я ещё чем-нибудь помочь?», прощание по имени. Оно не должно звучать заученно: пусть составит две версии — короткую для простого вопроса и полную для случаев, когда о чём-то договорились. По следующим пяти разговорам посмотрите, не возвращаются ли клиенты с тем же вопросом.',
							lv: 'Vienojieties par noslēgumu trijās daļās, kurām vārdus izvēlas pats darbinieks: par ko vienojāmies, „Vai varu vēl kā palīdzēt?”, atvadas, uzrunājot vārdā. Tas nedrīkst skanēt iemācīti: lai darbinieks uzraksta divus variantus – īsu vienkāršam jautājumam un pilnāku gadījumam, kad par kaut ko vienojās. Nākamajās piecās sarunās paskatieties, vai klienti neatgriežas ar to pašu jautājumu.',
							ro: 'Conveniți o încheiere în trei părți, cu cuvintele angajatului: ce am stabilit, „Vă mai pot ajuta cu ceva?”, un salut cu numele clientului. Nu trebuie să sune ca un text citit: cereți două versiuni, una scurtă pentru o întrebare simplă și una mai completă pentru când s-a convenit ceva. Urmăriți în următoarele cinci conversații dacă revin clienți cu aceeași întrebare.'
						}
					}
				]
			}
		]
	}
};
