import { causes } from './root-causes.ts';
import { needsDiscovery, productKnowledge } from './shared-criteria.ts';
import type { Template } from './template.ts';
import { visitQuestions } from './visit-questions.ts';

export const shopVisit: Template = {
	key: 'shop_visit',
	name: {
		en: 'Shop visit',
		ru: 'Посещение магазина',
		lv: 'Veikala apmeklējums',
		ro: 'Vizită în magazin'
	},
	description: {
		en: 'A mystery shopper’s visit to a shop or branch: the first impression, the advice, an awkward moment and the farewell.',
		ru: 'Визит тайного покупателя в магазин или отделение: первое впечатление, консультация, трудный момент и прощание.',
		lv: 'Slepenā pircēja apmeklējums veikalā vai filiālē: pirmais iespaids, konsultācija, sarežģīts brīdis un atvadas.',
		ro: 'Vizita unui client misterios într-un magazin sau într-o filială: prima impresie, consilierea, un moment dificil și despărțirea.'
	},
	channels: [],
	definition: {
		sections: [
			{
				key: 'first_impression',
				questions: visitQuestions.first_impression,
				name: {
					en: 'First impression',
					ru: 'Первое впечатление',
					lv: 'Pirmais iespaids',
					ro: 'Prima impresie'
				},
				criteria: [
					{
						key: 'greeting',
						name: {
							en: 'Greeting and contact',
							ru: 'Приветствие и контакт',
							lv: 'Sveiciens un kontakts',
							ro: 'Întâmpinare și contact'
						},
						description: {
							en: 'Whether the customer is noticed and welcomed: who greets first, eye contact, and an offer of help at the right moment. Judged from entering until the first offer of help.',
							ru: 'Замечают ли клиента и рады ли ему: кто здоровается первым, зрительный контакт, вовремя предложенная помощь. Оценивается от входа до первого предложения помощи.',
							lv: 'Vai klientu pamana un sagaida: kurš sveicina pirmais, acu kontakts, īstajā brīdī piedāvāta palīdzība. Vērtē no ienākšanas līdz pirmajam palīdzības piedāvājumam.',
							ro: 'Dacă este observat și bine primit clientul: cine salută primul, contactul vizual, ajutorul oferit la momentul potrivit. Se evaluează de la intrare până la prima ofertă de ajutor.'
						},
						levels: [
							{
								en: 'Nobody greets during the whole visit, or staff look away or turn their back.',
								ru: 'За всё посещение никто не здоровается, либо сотрудники отводят взгляд или поворачиваются спиной.',
								lv: 'Visa apmeklējuma laikā neviens nesveicina, vai arī darbinieki novēršas vai uzgriež muguru.',
								ro: 'Nimeni nu salută pe toată durata vizitei sau angajații își feresc privirea ori întorc spatele.'
							},
							{
								en: 'A greeting comes only after the customer has spoken first.',
								ru: 'Здороваются только в ответ, когда клиент заговорил первым.',
								lv: 'Sveicina tikai tad, kad klients jau uzrunājis pirmais.',
								ro: 'Salutul vine abia după ce vorbește clientul primul.'
							},
							{
								en: 'Greets first, but without looking up from other work, or offers no help.',
								ru: 'Здоровается первым, но не отрываясь от своих дел, либо не предлагает помощи.',
								lv: 'Sveicina pirmais, bet neatraujoties no sava darba, vai arī nepiedāvā palīdzību.',
								ro: 'Salută primul, dar fără să ridice privirea din ce face, sau nu oferă ajutor.'
							},
							{
								en: 'Greets first with eye contact, but after more than a minute, or offers help by rote at the door (“Can I help?”) or only when the customer looks round for it.',
								ru: 'Здоровается первым, глядя на клиента, но позже чем через минуту, либо помощь предлагает заученно с порога («Вам помочь?») или лишь когда клиент ищет кого-нибудь глазами.',
								lv: 'Sveicina pirmais ar acu kontaktu, bet vēlāk nekā pēc minūtes, vai arī palīdzību piedāvā iemācīti jau pie durvīm („Vai varu palīdzēt?”) vai tikai tad, kad klients kādu meklē ar acīm.',
								ro: 'Salută primul și privește clientul, dar după mai mult de un minut, ori oferă ajutor mecanic chiar de la ușă („Vă pot ajuta?”) sau abia când clientul caută pe cineva din priviri.'
							},
							{
								en: 'Greets first with eye contact and a friendly face within a minute (a nod when busy), and offers help when the customer stops, searches or looks up.',
								ru: 'В течение минуты здоровается первым, приветливо глядя на клиента (если занят — кивает), и предлагает помощь, когда клиент остановился, ищет или поднял взгляд.',
								lv: 'Minūtes laikā sveicina pirmais ar acu kontaktu un laipnu sejas izteiksmi (ja aizņemts – pamāj) un piedāvā palīdzību, kad klients apstājas, meklē vai paceļ skatienu.',
								ro: 'Salută primul în cel mult un minut, cu contact vizual și o expresie prietenoasă (un semn din cap dacă e ocupat), și oferă ajutor când clientul se oprește, caută sau ridică privirea.'
							}
						],
						weight: 14,
						allowsNa: false,
						critical: null,
						commentBelow: 3,
						evidenceBelow: 5,
						rootCauses: causes('long_wait', 'value_not_understood', 'broken_process'),
						coachingTip: {
							en: 'Stand at the entrance together for ten minutes and watch what customers do before they need help: they stop, touch, look round. Agree who greets when everybody is busy; a look and a nod are enough. Replace “Can I help?” by a sentence about what the customer is looking at.',
							ru: 'Постойте вместе у входа десять минут и понаблюдайте, что клиенты делают, прежде чем им нужна помощь: останавливаются, трогают товар, оглядываются. Договоритесь, кто здоровается, когда заняты все; достаточно взгляда и кивка. Вместо «Вам помочь?» пусть прозвучит фраза о том, на что клиент смотрит.',
							lv: 'Desmit minūtes kopā pastāviet pie ieejas un pavērojiet, ko klienti dara, pirms viņiem vajadzīga palīdzība: apstājas, pieskaras precei, skatās apkārt. Vienojieties, kurš sveicina, kad visi ir aizņemti; pietiek ar skatienu un mājienu. „Vai varu palīdzēt?” vietā lai skan teikums par to, ko klients aplūko.',
							ro: 'Stați împreună zece minute la intrare și urmăriți ce fac oamenii înainte de a avea nevoie de ajutor: se opresc, ating, se uită în jur. Stabiliți cine salută când toți sunt ocupați; ajung o privire și un semn din cap. Înlocuiți „Vă pot ajuta?” cu o frază despre produsul la care se uită clientul.'
						}
					},
					{
						key: 'waiting_time',
						name: {
							en: 'Waiting time',
							ru: 'Время ожидания',
							lv: 'Gaidīšanas laiks',
							ro: 'Timp de așteptare'
						},
						description: {
							en: 'How long the customer waits from the moment they visibly want to be served (at the counter, in the queue, looking round) until somebody begins to serve them. The stopwatch decides, not the feeling.',
							ru: 'Сколько клиент ждёт с момента, когда видно, что он хочет обслуживания (у прилавка, в очереди, ищет сотрудника), до начала обслуживания. Решает секундомер, а не впечатление.',
							lv: 'Cik ilgi klients gaida no brīža, kad redzams, ka viņš vēlas apkalpošanu (pie letes, rindā, meklē darbinieku), līdz apkalpošanas sākumam. Izšķir hronometrs, nevis sajūta.',
							ro: 'Cât așteaptă clientul din momentul în care se vede că dorește să fie servit (la tejghea, la coadă, caută pe cineva) până când începe servirea. Decide cronometrul, nu impresia.'
						},
						levels: [
							{
								en: 'More than 10 minutes, or nobody comes at all.',
								ru: 'Больше 10 минут, или не подошёл никто.',
								lv: 'Vairāk nekā 10 minūtes vai neviens tā arī nepienāk.',
								ro: 'Peste 10 minute sau nu vine nimeni.'
							},
							{
								en: 'More than 5 and up to 10 minutes.',
								ru: 'Больше 5 и до 10 минут включительно.',
								lv: 'Vairāk nekā 5 un līdz 10 minūtēm.',
								ro: 'Peste 5 și până la 10 minute.'
							},
							{
								en: 'More than 2 and up to 5 minutes.',
								ru: 'Больше 2 и до 5 минут включительно.',
								lv: 'Vairāk nekā 2 un līdz 5 minūtēm.',
								ro: 'Peste 2 și până la 5 minute.'
							},
							{
								en: 'Up to 2 minutes.',
								ru: 'До 2 минут включительно.',
								lv: 'Līdz 2 minūtēm.',
								ro: 'Cel mult 2 minute.'
							}
						],
						weight: 12,
						allowsNa: true,
						critical: null,
						commentBelow: 3,
						evidenceBelow: 4,
						rootCauses: causes('long_wait', 'illogical_self_service', 'broken_process'),
						coachingTip: {
							en: 'Find out first what the staff were doing in those minutes: serving, filling shelves, talking? Rosters and opened tills are your task, not the employee’s. In the employee’s hands is the sign to those who wait: a look, a nod, “I will be with you in two minutes”.',
							ru: 'Сначала выясните, чем сотрудники были заняты в эти минуты: обслуживали, выкладывали товар, разговаривали? График и число открытых касс — Ваша забота, а не сотрудника. От него зависит знак ожидающим: взгляд, кивок, «подойду к Вам через две минуты».',
							lv: 'Vispirms noskaidrojiet, ko darbinieki tajās minūtēs darīja: apkalpoja, kārtoja preces, sarunājās? Grafiki un atvērto kasu skaits ir Jūsu, nevis darbinieka ziņā. Viņa ziņā ir dot zīmi gaidītājiem: skatiens, mājiens, „būšu pie Jums pēc divām minūtēm”.',
							ro: 'Aflați mai întâi ce făceau angajații în acele minute: serveau, aranjau rafturile, stăteau de vorbă? Programul de lucru și numărul de case deschise sunt treaba dumneavoastră, nu a angajatului. De el ține semnul făcut celor care așteaptă: o privire, un gest, „ajung la dumneavoastră în două minute”.'
						}
					},
					{
						key: 'appearance_order',
						name: {
							en: 'Appearance and order',
							ru: 'Внешний вид и порядок',
							lv: 'Izskats un kārtība',
							ro: 'Aspect și ordine'
						},
						description: {
							en: 'What the customer sees: entrance, aisles, shelves, prices, counter, and the staff’s clothing and name badges. Count the faults that a customer would notice without searching.',
							ru: 'Что видит клиент: вход, проходы, полки, ценники, прилавок, одежда и бейджи сотрудников. Считайте недостатки, которые клиент заметит, не присматриваясь.',
							lv: 'Ko redz klients: ieeja, ejas, plaukti, cenas, lete, darbinieku apģērbs un vārda kartes. Skaitiet nepilnības, ko klients pamanītu, īpaši nemeklējot.',
							ro: 'Ce vede clientul: intrarea, culoarele, rafturile, prețurile, tejgheaua, ținuta și ecusoanele angajaților. Numărați deficiențele pe care clientul le-ar observa fără să le caute.'
						},
						levels: [
							{
								en: 'Dirty or unsafe: blocked aisles, bad smell, broken or expired goods on sale, or visibly unkempt staff.',
								ru: 'Грязно или небезопасно: заставленные проходы, неприятный запах, испорченный или просроченный товар в продаже, явно неопрятные сотрудники.',
								lv: 'Netīri vai nedroši: aizkrautas ejas, slikta smaka, bojātas preces vai preces ar beigušos derīguma termiņu, acīmredzami nekopta izskata darbinieki.',
								ro: 'Murdar sau nesigur: culoare blocate, miros neplăcut, produse stricate sau expirate la vânzare ori angajați vizibil neîngrijiți.'
							},
							{
								en: 'Clean and safe, but with three or more faults: missing prices, empty or untidy shelves, a cluttered counter, no name badges.',
								ru: 'Чисто и безопасно, но три недостатка и больше: нет ценников, пустые или неубранные полки, захламлённый прилавок, нет бейджей.',
								lv: 'Tīri un droši, bet trīs vai vairāk nepilnību: trūkst cenu, tukši vai nekārtīgi plaukti, piekrauta lete, nav vārda karšu.',
								ro: 'Curat și sigur, dar cu trei sau mai multe deficiențe: prețuri lipsă, rafturi goale sau dezordonate, tejghea aglomerată, ecusoane lipsă.'
							},
							{
								en: 'Clean and safe, with one or two small faults.',
								ru: 'Чисто и безопасно, один-два мелких недостатка.',
								lv: 'Tīri un droši, viena vai divas sīkas nepilnības.',
								ro: 'Curat și sigur, cu una sau două deficiențe mici.'
							},
							{
								en: 'No faults: clean, tidy, prices in place, aisles clear, staff neat and wearing name badges.',
								ru: 'Недостатков нет: чисто, прибрано, ценники на месте, проходы свободны, сотрудники опрятны и с бейджами.',
								lv: 'Nepilnību nav: tīri, sakopti, cenas vietā, ejas brīvas, darbinieki kārtīgi un ar vārda kartēm.',
								ro: 'Nicio deficiență: curat, ordonat, prețuri la locul lor, culoare libere, angajați îngrijiți și cu ecuson.'
							}
						],
						weight: 10,
						allowsNa: false,
						critical: null,
						commentBelow: 3,
						evidenceBelow: 4,
						rootCauses: causes('value_not_understood', 'broken_process', 'product_fault'),
						coachingTip: {
							en: 'Walk the customer’s way together, from the street to the till, and photograph what catches the eye. Share out the places, so that each has one person and a time of day. Ask what is missing for order: time, storage, a repair; that part is for you to settle.',
							ru: 'Пройдите вместе путь клиента от улицы до кассы и сфотографируйте то, что бросается в глаза. Распределите участки: у каждого — один ответственный и время суток. Спросите, чего не хватает для порядка: времени, места на складе, ремонта; это решать Вам.',
							lv: 'Kopā izejiet klienta ceļu no ielas līdz kasei un nofotografējiet to, kas duras acīs. Sadaliet vietas tā, lai katrai būtu viens atbildīgais un savs laiks dienā. Pajautājiet, kā kārtībai pietrūkst: laika, vietas noliktavā, remonta; tas jārisina Jums.',
							ro: 'Parcurgeți împreună drumul clientului, din stradă până la casă, și fotografiați ce sare în ochi. Împărțiți zonele, fiecare cu un responsabil și o oră din zi. Întrebați ce lipsește pentru ordine: timp, spațiu de depozitare, o reparație; partea aceasta vă revine dumneavoastră.'
						}
					}
				]
			},
			{
				key: 'advice',
				questions: visitQuestions.advice,
				name: { en: 'Advice', ru: 'Консультация', lv: 'Konsultācija', ro: 'Consiliere' },
				criteria: [needsDiscovery, { ...productKnowledge, weight: 18 }]
			},
			{
				key: 'awkward_moment',
				questions: visitQuestions.awkward_moment,
				name: {
					en: 'Awkward moment',
					ru: 'Трудный момент',
					lv: 'Sarežģīts brīdis',
					ro: 'Moment dificil'
				},
				criteria: [
					{
						key: 'awkward_customer',
						name: {
							en: 'Handling an awkward customer',
							ru: 'Работа с трудным клиентом',
							lv: 'Apiešanās ar sarežģītu klientu',
							ro: 'Relația cu un client dificil'
						},
						description: {
							en: 'How the employee deals with the awkward part of the scenario: an undecided, know-it-all, rude or offended customer. Not rated when the scenario had none.',
							ru: 'Как сотрудник справляется с трудной частью сценария: нерешительным, всезнающим, грубым или обиженным клиентом. Если в сценарии её не было, не оценивается.',
							lv: 'Kā darbinieks tiek galā ar scenārija sarežģīto daļu: neizlēmīgu, viszinīgu, rupju vai aizvainotu klientu. Ja scenārijā tādas nebija, nevērtē.',
							ro: 'Cum face față angajatul părții dificile a scenariului: un client nehotărât, atotștiutor, nepoliticos sau jignit. Nu se evaluează dacă scenariul nu a avut așa ceva.'
						},
						levels: [
							{
								en: 'Loses composure: argues, raises the voice, makes fun of the customer or walks away.',
								ru: 'Теряет самообладание: спорит, повышает голос, высмеивает клиента или уходит.',
								lv: 'Zaudē savaldību: strīdas, paceļ balsi, izsmej klientu vai aiziet.',
								ro: 'Își pierde cumpătul: se ceartă, ridică tonul, ia clientul peste picior sau pleacă.'
							},
							{
								en: 'Shows displeasure (sighs, rolls eyes, answers in monosyllables) or calls a colleague only to be rid of the customer.',
								ru: 'Показывает недовольство (вздыхает, закатывает глаза, отвечает односложно) или зовёт коллегу, лишь бы избавиться от клиента.',
								lv: 'Izrāda nepatiku (nopūšas, bola acis, atbild vienā vārdā) vai sauc kolēģi tikai tāpēc, lai no klienta atbrīvotos.',
								ro: 'Își arată nemulțumirea (oftează, dă ochii peste cap, răspunde monosilabic) sau cheamă un coleg doar ca să scape de client.'
							},
							{
								en: 'Stays correct but rigid: repeats the same rule or answer, and the situation does not ease.',
								ru: 'Остаётся корректным, но негибким: повторяет одно и то же правило или ответ, напряжение не спадает.',
								lv: 'Paliek korekts, bet nelokāms: atkārto vienu un to pašu noteikumu vai atbildi, spriedze nemazinās.',
								ro: 'Rămâne corect, dar rigid: repetă aceeași regulă sau același răspuns, iar tensiunea nu scade.'
							},
							{
								en: 'Stays calm and friendly and finds a way, but only after the customer has insisted more than once.',
								ru: 'Сохраняет спокойствие и приветливость и находит выход, но лишь после того, как клиент настоял не один раз.',
								lv: 'Saglabā mieru un laipnību un atrod izeju, bet tikai pēc tam, kad klients uzstājis vairākkārt.',
								ro: 'Rămâne calm și amabil și găsește o cale, dar numai după ce clientul a insistat de mai multe ori.'
							},
							{
								en: 'Stays calm and friendly, lets the customer finish, grants what is true in it and offers a way out at once, without lecturing.',
								ru: 'Сохраняет спокойствие и приветливость, даёт клиенту договорить, признаёт то, в чём он прав, и сразу, без поучений, предлагает выход.',
								lv: 'Saglabā mieru un laipnību, ļauj klientam izrunāties, atzīst, kur viņam taisnība, un uzreiz, bez pamācībām, piedāvā izeju.',
								ro: 'Rămâne calm și amabil, lasă clientul să termine, recunoaște partea de adevăr și oferă imediat o ieșire, fără să dea lecții.'
							}
						],
						weight: 16,
						allowsNa: true,
						critical: null,
						commentBelow: 3,
						evidenceBelow: 5,
						rootCauses: causes(
							'long_wait',
							'lacked_knowledge',
							'lacked_authority',
							'value_not_understood'
						),
						coachingTip: {
							en: 'Play the scene again with the parts exchanged: the employee is the customer and says which sentence made it better or worse. Pick the one tip for this type of customer that would have helped, and practise only that one. Make sure the employee knows when they may call you, and that calling is not a failure.',
							ru: 'Разыграйте сцену ещё раз, поменявшись ролями: сотрудник становится клиентом и говорит, какая фраза помогла, а какая навредила. Выберите для этого типа клиентов один совет, который выручил бы, и отработайте только его. Убедитесь, что сотрудник знает, когда можно позвать Вас, и что позвать — не провал.',
							lv: 'Izspēlējiet situāciju vēlreiz, mainoties lomām: darbinieks ir klients un pasaka, kurš teikums palīdzēja un kurš kaitēja. Izvēlieties šim klientu tipam vienu padomu, kas būtu noderējis, un trenējiet tikai to. Pārliecinieties, ka darbinieks zina, kad drīkst pasaukt Jūs, un ka pasaukt nav neveiksme.',
							ro: 'Jucați din nou scena, cu rolurile inversate: angajatul este clientul și spune ce frază a ajutat și care a stricat. Alegeți pentru acest tip de client singurul sfat care ar fi ajutat și exersați-l numai pe acela. Asigurați-vă că angajatul știe când vă poate chema și că a chema ajutor nu este un eșec.'
						}
					}
				]
			},
			{
				key: 'farewell',
				questions: visitQuestions.farewell,
				name: { en: 'Farewell', ru: 'Прощание', lv: 'Atvadas', ro: 'Despărțire' },
				criteria: [
					{
						key: 'farewell',
						name: { en: 'Farewell', ru: 'Прощание', lv: 'Atvadas', ro: 'Despărțire' },
						description: {
							en: 'How the customer is seen off, whether they bought anything or not: who says goodbye first, a look, thanks, and a reason to come back.',
							ru: 'Как клиента провожают, купил он что-нибудь или нет: кто прощается первым, взгляд, благодарность и повод вернуться.',
							lv: 'Kā klientu pavada neatkarīgi no tā, vai viņš ko nopirka: kurš atvadās pirmais, skatiens, pateicība un iemesls atgriezties.',
							ro: 'Cum este condus clientul la ieșire, fie că a cumpărat, fie că nu: cine salută primul la plecare, privirea, mulțumirea și un motiv de a reveni.'
						},
						levels: [
							{
								en: 'No goodbye: staff turn away, or to the next customer, in silence.',
								ru: 'С клиентом не прощаются: молча отворачиваются или переходят к следующему.',
								lv: 'Neatvadās: klusēdami novēršas vai pievēršas nākamajam klientam.',
								ro: 'Nimeni nu salută la plecare: angajații se întorc în tăcere sau trec la următorul client.'
							},
							{
								en: 'A goodbye in passing, without looking, or only in reply to the customer’s.',
								ru: 'Прощаются мимоходом, не глядя, или только в ответ клиенту.',
								lv: 'Atvadās garāmejot, nepaskatoties, vai tikai atbildot klientam.',
								ro: 'Un salut din mers, fără o privire, sau doar ca răspuns la al clientului.'
							},
							{
								en: 'Says goodbye first and with eye contact, but without thanks or anything personal.',
								ru: 'Прощается первым, глядя на клиента, но без благодарности и чего-либо личного.',
								lv: 'Atvadās pirmais ar acu kontaktu, bet bez pateicības un bez kā personiska.',
								ro: 'Salută primul la plecare, cu contact vizual, dar fără mulțumire și fără ceva personal.'
							},
							{
								en: 'Says goodbye first with eye contact and thanks, and adds something for this customer: a next step, a tip for use, an invitation to come again.',
								ru: 'Прощается первым, глядя на клиента, благодарит и добавляет что-то именно для него: следующий шаг, совет по использованию, приглашение зайти ещё.',
								lv: 'Atvadās pirmais ar acu kontaktu, pateicas un piebilst ko tieši šim klientam: nākamo soli, lietošanas padomu, aicinājumu nākt atkal.',
								ro: 'Salută primul la plecare, cu contact vizual, mulțumește și adaugă ceva pentru acest client: pasul următor, un sfat de folosire, invitația de a reveni.'
							}
						],
						weight: 12,
						allowsNa: false,
						critical: null,
						commentBelow: 3,
						evidenceBelow: 4,
						rootCauses: causes('long_wait', 'value_not_understood'),
						coachingTip: {
							en: 'Ask what the employee remembers of the last three customers; one remembered detail makes a good farewell. Collect five sentences that sound natural in your shop, also for people who bought nothing. Observe ten farewells together and count how often staff spoke first.',
							ru: 'Спросите, что сотрудник помнит о последних трёх клиентах: одной детали хватит для хорошего прощания. Соберите пять фраз, которые звучат в вашем магазине естественно, в том числе для тех, кто ничего не купил. Вместе понаблюдайте за десятью прощаниями и посчитайте, как часто сотрудник заговорил первым.',
							lv: 'Pajautājiet, ko darbinieks atceras par pēdējiem trim klientiem: labām atvadām pietiek ar vienu sīkumu. Savāciet piecus teikumus, kas jūsu veikalā skan dabiski, arī tiem, kuri neko nenopirka. Kopā pavērojiet desmit atvadas un saskaitiet, cik bieži darbinieks ierunājās pirmais.',
							ro: 'Întrebați ce își amintește angajatul despre ultimii trei clienți: pentru o despărțire bună ajunge un singur detaliu. Adunați cinci fraze care sună firesc în magazinul dumneavoastră, și pentru cei care nu au cumpărat nimic. Observați împreună zece despărțiri și numărați de câte ori a vorbit primul angajatul.'
						}
					}
				]
			}
		]
	}
};
