import { causes } from './root-causes.ts';
import type { Template } from './template.ts';

export const digitalSupport: Template = {
	key: 'digital_support',
	name: {
		en: 'Digital support',
		ru: 'Цифровая поддержка',
		lv: 'Digitālais atbalsts',
		ro: 'Asistență digitală'
	},
	description: {
		en: 'Support in chat, social media, messengers and e-mail, where every word stays and much of it is read by everybody: trust, help and tone.',
		ru: 'Поддержка в чате, соцсетях, мессенджерах и по электронной почте, где каждое слово остаётся и многое читают все: доверие, помощь и тон.',
		lv: 'Atbalsts tērzēšanā, sociālajos tīklos, ziņapmaiņas lietotnēs un e-pastā, kur katrs vārds paliek un daudz ko lasa visi: uzticēšanās, palīdzība un tonis.',
		ro: 'Asistență prin chat, rețele sociale, mesagerie și e-mail, unde fiecare cuvânt rămâne și multe sunt citite de toată lumea: încredere, ajutor și ton.'
	},
	channels: ['chat', 'social', 'messenger', 'email'],
	definition: {
		sections: [
			{
				key: 'trust',
				name: { en: 'Trust', ru: 'Доверие', lv: 'Uzticēšanās', ro: 'Încredere' },
				criteria: [
					{
						key: 'honesty',
						name: {
							en: 'Honesty and openness',
							ru: 'Честность и открытость',
							lv: 'Godīgums un atklātība',
							ro: 'Onestitate și deschidere'
						},
						description: {
							en: 'How openly the employee speaks about what the customer may not like to hear: costs, delays, limits, own mistakes. Not rated when nothing of the kind was at stake; whether facts are right belongs to reliability.',
							ru: 'Насколько открыто сотрудник говорит о том, что клиенту может не понравиться: о расходах, задержках, ограничениях, собственных ошибках. Если ничего подобного не было, не оценивается; верность сведений относится к надёжности.',
							lv: 'Cik atklāti darbinieks runā par to, kas klientam var nepatikt: par maksu, kavēšanos, ierobežojumiem, savām kļūdām. Ja nekā tāda nebija, nevērtē; ziņu pareizību vērtē pie uzticamības.',
							ro: 'Cât de deschis vorbește angajatul despre ceea ce s-ar putea să nu îi placă clientului: costuri, întârzieri, limite, propriile greșeli. Nu se evaluează dacă nu a fost cazul; corectitudinea informațiilor ține de fiabilitate.'
						},
						levels: [
							{
								en: 'Hides or twists something that matters to the customer (a cost, a fault, a delay), or untruthfully puts the blame on others.',
								ru: 'Скрывает или искажает важное для клиента (плату, неисправность, задержку) или неправдой перекладывает вину на других.',
								lv: 'Noklusē vai sagroza klientam svarīgo (maksu, bojājumu, kavēšanos) vai nepatiesi noveļ vainu uz citiem.',
								ro: 'Ascunde sau denaturează ceva important pentru client (un cost, un defect, o întârziere) ori aruncă pe nedrept vina pe alții.'
							},
							{
								en: 'Dodges a direct question: answers beside the point, in general phrases, or not at all.',
								ru: 'Уходит от прямого вопроса: отвечает не о том, общими словами или не отвечает вовсе.',
								lv: 'Izvairās no tieša jautājuma: atbild par ko citu, ar vispārīgām frāzēm vai nemaz.',
								ro: 'Ocolește o întrebare directă: răspunde pe lângă, în fraze generale sau deloc.'
							},
							{
								en: 'Answers every direct question openly, but what matters comes out only because the customer asked.',
								ru: 'На каждый прямой вопрос отвечает открыто, но важное выясняется только потому, что клиент спросил.',
								lv: 'Uz katru tiešu jautājumu atbild atklāti, bet svarīgais atklājas tikai tāpēc, ka klients pajautāja.',
								ro: 'Răspunde deschis la fiecare întrebare directă, dar lucrurile importante ies la iveală doar fiindcă a întrebat clientul.'
							},
							{
								en: 'Names costs, delays, limits or own mistakes unasked and in plain words, before the customer decides.',
								ru: 'Сам, не дожидаясь вопроса, простыми словами называет расходы, задержки, ограничения или свои ошибки до того, как клиент примет решение.',
								lv: 'Pats, negaidot jautājumu, vienkāršiem vārdiem pasaka par maksu, kavēšanos, ierobežojumiem vai savām kļūdām, pirms klients izlemj.',
								ro: 'Spune din proprie inițiativă și pe înțeles costurile, întârzierile, limitele sau propriile greșeli, înainte de decizia clientului.'
							}
						],
						weight: 18,
						allowsNa: true,
						critical: { fails: 'section', class: 'compliance' },
						commentBelow: 3,
						evidenceBelow: 4,
						rootCauses: causes(
							'lacked_authority',
							'value_not_understood',
							'broken_process',
							'product_fault'
						),
						coachingTip: {
							en: 'Ask what made the open answer hard: fear of trouble, an instruction, or not knowing. Collect the uncomfortable truths of your service (fees, queues, known faults) and agree a plain sentence for each that everybody may use. Show with an example that bad news told early costs less than bad news found out.',
							ru: 'Спросите, что помешало ответить прямо: страх неприятностей, указание или незнание. Соберите неудобную правду о вашем сервисе (комиссии, очереди, известные неисправности) и согласуйте по каждому пункту простую фразу, которую вправе сказать любой сотрудник. Покажите на примере: плохая новость, сказанная вовремя, обходится дешевле той, что клиент узнал сам.',
							lv: 'Pajautājiet, kas traucēja atbildēt atklāti: bailes no nepatikšanām, norādījums vai nezināšana. Apkopojiet nepatīkamās patiesības par savu servisu (maksas, rindas, zināmi bojājumi) un par katru vienojieties par vienkāršu teikumu, ko drīkst teikt ikviens. Parādiet ar piemēru: laikus pateikta slikta ziņa izmaksā lētāk nekā tā, ko klients uzzina pats.',
							ro: 'Întrebați ce a îngreunat răspunsul direct: teama de neplăceri, o instrucțiune sau necunoașterea. Adunați adevărurile incomode ale serviciului (taxe, timpi de așteptare, defecte cunoscute) și conveniți pentru fiecare o frază simplă, permisă tuturor. Arătați pe un exemplu că o veste proastă spusă la timp costă mai puțin decât una descoperită de client.'
						}
					},
					{
						key: 'reliability',
						name: {
							en: 'Reliability: says only what is true',
							ru: 'Надёжность: говорит только то, что верно',
							lv: 'Uzticamība: saka tikai to, kas ir patiess',
							ro: 'Fiabilitate: spune numai ce este adevărat'
						},
						description: {
							en: 'Whether every statement and promise of the employee can be relied on: does it agree with the systems, the terms and the customer’s data? Judged by the facts, not by how sure it sounded.',
							ru: 'Можно ли положиться на каждое утверждение и обещание сотрудника: соответствует ли оно системам, условиям и данным клиента. Оценивается по фактам, а не по тому, насколько уверенно это прозвучало.',
							lv: 'Vai uz katru darbinieka apgalvojumu un solījumu var paļauties: vai tas atbilst sistēmām, noteikumiem un klienta datiem. Vērtē pēc faktiem, nevis pēc tā, cik pārliecinoši tas skanēja.',
							ro: 'Dacă se poate conta pe fiecare afirmație și promisiune a angajatului, adică dacă ele corespund sistemelor, condițiilor și datelor clientului. Se judecă după fapte, nu după cât de sigur a sunat.'
						},
						levels: [
							{
								en: 'At least one statement or promise is untrue or cannot be kept, and it is not put right before the conversation ends.',
								ru: 'Хотя бы одно утверждение или обещание неверно либо невыполнимо и до конца разговора не исправлено.',
								lv: 'Vismaz viens apgalvojums vai solījums ir nepatiess vai neizpildāms un līdz sarunas beigām nav izlabots.',
								ro: 'Cel puțin o afirmație sau o promisiune este neadevărată ori nu poate fi respectată și nu este corectată până la sfârșitul conversației.'
							},
							{
								en: 'Everything proves true in the end, but something was stated unchecked or promised with “probably”, or a mistake was made and put right in the same conversation.',
								ru: 'В итоге всё верно, но что-то сказано без проверки или обещано со словом «наверное», либо ошибка допущена и исправлена в том же разговоре.',
								lv: 'Galu galā viss ir patiess, bet kaut kas pateikts nepārbaudīts vai solīts ar vārdu „droši vien”, vai arī kļūda pieļauta un izlabota tajā pašā sarunā.',
								ro: 'În final totul se dovedește adevărat, dar ceva a fost afirmat neverificat sau promis cu „probabil”, ori o greșeală a fost făcută și corectată în aceeași conversație.'
							},
							{
								en: 'Everything is true and checked; what is not yet certain is called so, with when it will be known.',
								ru: 'Всё верно и проверено; то, что пока не ясно, так и названо, и сказано, когда станет известно.',
								lv: 'Viss ir patiess un pārbaudīts; kas vēl nav skaidrs, tā arī nosaukts, pasakot, kad tas būs zināms.',
								ro: 'Totul este adevărat și verificat; ce nu este încă sigur este prezentat ca atare, împreună cu momentul în care se va ști.'
							}
						],
						weight: 22,
						allowsNa: false,
						critical: { fails: 'review', class: 'customer' },
						commentBelow: 3,
						evidenceBelow: 3,
						rootCauses: causes('lacked_knowledge', 'broken_process', 'product_fault'),
						coachingTip: {
							en: 'Trace the untrue statement to its source together: was it out of date, a guess, or never looked up? Agree which three kinds of statement (price, date, refund) are never made without checking. Replace “surely” and “should be” by what is known now and when the rest will be.',
							ru: 'Вместе проследите, откуда взялось неверное утверждение: устарело, угадано или не проверено? Договоритесь, какие три вида сведений (цена, срок, возврат денег) никогда не сообщаются без проверки. Вместо «точно» и «должно быть» пусть звучит, что известно сейчас и когда станет известно остальное.',
							lv: 'Kopā izsekojiet, no kurienes radies nepareizais apgalvojums: novecojis, uzminēts vai nepārbaudīts? Vienojieties, kuras trīs lietas (cenu, termiņu, naudas atmaksu) nekad nesaka bez pārbaudes. „Noteikti” un „vajadzētu būt” vietā lai skan, kas zināms tagad un kad būs zināms pārējais.',
							ro: 'Urmăriți împreună de unde vine afirmația greșită: era depășită, ghicită sau neverificată? Stabiliți trei feluri de informații (preț, termen, rambursare) care nu se dau niciodată fără verificare. Înlocuiți „sigur” și „ar trebui” cu ce se știe acum și când se va afla restul.'
						}
					}
				]
			},
			{
				key: 'help',
				name: { en: 'Help', ru: 'Помощь', lv: 'Palīdzība', ro: 'Ajutor' },
				criteria: [
					{
						key: 'helpfulness',
						name: {
							en: 'Helpfulness',
							ru: 'Готовность помочь',
							lv: 'Gatavība palīdzēt',
							ro: 'Disponibilitatea de a ajuta'
						},
						description: {
							en: 'How far the employee goes to settle the customer’s matter instead of merely answering the message. Links and instructions are help only if the customer can get on with them.',
							ru: 'Насколько сотрудник стремится решить вопрос клиента, а не просто ответить на сообщение. Ссылки и инструкции — помощь, только если клиент с ними справится.',
							lv: 'Cik lielā mērā darbinieks cenšas atrisināt klienta jautājumu, nevis tikai atbildēt uz ziņu. Saites un instrukcijas ir palīdzība tikai tad, ja klients ar tām tiek galā.',
							ro: 'Cât de mult se străduiește angajatul să rezolve problema clientului, nu doar să răspundă la mesaj. Linkurile și instrucțiunile sunt un ajutor numai când clientul se descurcă cu ele.'
						},
						levels: [
							{
								en: 'Refuses help or does not react to the request: a copied text that has nothing to do with it, or silence.',
								ru: 'Отказывает в помощи или не реагирует на просьбу: скопированный текст не по теме или молчание.',
								lv: 'Atsaka palīdzību vai uz lūgumu nereaģē: nokopēts teksts ne par tēmu vai klusums.',
								ro: 'Refuză ajutorul sau nu reacționează la cerere: un text copiat, fără legătură cu ea, ori tăcere.'
							},
							{
								en: 'Answers with a link, a rule or another address without looking at this customer’s case.',
								ru: 'Отвечает ссылкой, правилом или другим адресом, не вникая в случай этого клиента.',
								lv: 'Atbild ar saiti, noteikumu vai citu adresi, neiedziļinoties šī klienta gadījumā.',
								ro: 'Răspunde cu un link, o regulă sau o altă adresă, fără să se uite la cazul acestui client.'
							},
							{
								en: 'Answers the question that was asked, correctly for this case, but leaves the rest of the way to the customer.',
								ru: 'Отвечает на заданный вопрос применительно к этому случаю, но остальной путь оставляет клиенту.',
								lv: 'Uz uzdoto jautājumu atbild tieši šim gadījumam, bet pārējo ceļu atstāj klienta ziņā.',
								ro: 'Răspunde la întrebarea pusă, corect pentru acest caz, dar restul drumului îl lasă în seama clientului.'
							},
							{
								en: 'Takes the matter on and leads the customer step by step to the result, but reacts only to what is asked.',
								ru: 'Берёт вопрос на себя и шаг за шагом ведёт клиента к результату, но откликается лишь на то, о чём спросили.',
								lv: 'Uzņemas jautājumu un soli pa solim ved klientu līdz rezultātam, bet reaģē tikai uz to, ko pajautā.',
								ro: 'Preia cazul și îl conduce pe client pas cu pas până la rezultat, dar reacționează numai la ce i se cere.'
							},
							{
								en: 'Takes the matter on, finishes it or brings the customer to the end, and answers the next obvious question in advance.',
								ru: 'Берёт вопрос на себя, сам доводит его до конца или проводит клиента до результата и заранее отвечает на следующий очевидный вопрос.',
								lv: 'Uzņemas jautājumu, pats to atrisina vai aizved klientu līdz galam un jau iepriekš atbild uz nākamo acīmredzamo jautājumu.',
								ro: 'Preia cazul, îl rezolvă sau îl însoțește pe client până la capăt și lămurește din timp următoarea întrebare previzibilă.'
							}
						],
						weight: 20,
						allowsNa: false,
						critical: null,
						commentBelow: 3,
						evidenceBelow: 5,
						rootCauses: causes(
							'illogical_self_service',
							'lacked_knowledge',
							'lacked_authority',
							'value_not_understood',
							'confusing_menu',
							'broken_process'
						),
						coachingTip: {
							en: 'Take an answer that was only a link and let the employee go the customer’s way: open it, fill it in, see where one gets stuck. Then have the answer rewritten with those steps. Ask about each case: what will this customer ask next, and can it be answered now?',
							ru: 'Возьмите ответ, состоявший из одной ссылки, и пусть сотрудник сам пройдёт путь клиента: откроет, заполнит, увидит, где можно застрять. Затем пусть перепишет ответ с этими шагами. О каждом случае спрашивайте: что клиент спросит дальше и нельзя ли ответить на это сразу?',
							lv: 'Paņemiet atbildi, kurā bija tikai saite, un lai darbinieks pats iziet klienta ceļu: atver, aizpilda, ierauga, kur var iestrēgt. Pēc tam lai pārraksta atbildi ar šiem soļiem. Par katru gadījumu jautājiet: ko klients jautās tālāk un vai uz to var atbildēt uzreiz?',
							ro: 'Luați un răspuns care era doar un link și lăsați angajatul să parcurgă drumul clientului: să deschidă, să completeze, să vadă unde se împotmolește. Apoi cereți-i să rescrie răspunsul cu acești pași. La fiecare caz întrebați: ce va întreba clientul mai departe și i se poate răspunde de pe acum?'
						}
					},
					{
						key: 'reachability',
						name: {
							en: 'Reachability',
							ru: 'Доступность',
							lv: 'Sasniedzamība',
							ro: 'Ușurința contactării'
						},
						description: {
							en: 'How easily the customer gets to a person who can help, and can find them again. The answer times themselves are measured from the transcript and not judged here.',
							ru: 'Насколько легко клиент попадает к человеку, который может помочь, и находит его снова. Само время ответа измеряется по записи и здесь не оценивается.',
							lv: 'Cik viegli klients nonāk pie cilvēka, kurš var palīdzēt, un atrod viņu vēlreiz. Pašu atbildes laiku izmēra pēc sarunas ieraksta, un šeit to nevērtē.',
							ro: 'Cât de ușor ajunge clientul la o persoană care îl poate ajuta și cât de ușor o regăsește. Timpii de răspuns se măsoară din transcriere și nu se evaluează aici.'
						},
						levels: [
							{
								en: 'The customer reaches nobody: only a bot or an automatic reply, or the request is closed before an answer.',
								ru: 'Клиент не застаёт никого: только бот или автоответ либо обращение закрыто до ответа.',
								lv: 'Klients nesasniedz nevienu: tikai robots vai automātiska atbilde, vai arī pieteikums slēgts pirms atbildes.',
								ro: 'Clientul nu ajunge la nimeni: doar un bot sau un răspuns automat, ori solicitarea este închisă înainte de răspuns.'
							},
							{
								en: 'The customer has to write again, change channel or be passed on at least twice before somebody takes care of it.',
								ru: 'Клиенту приходится писать повторно, менять канал или пройти не меньше двух переадресаций, прежде чем им займутся.',
								lv: 'Klientam jāraksta vēlreiz, jāmaina kanāls vai jāiztur vismaz divas pāradresācijas, līdz kāds sāk risināt.',
								ro: 'Clientul trebuie să scrie din nou, să schimbe canalul sau să fie redirecționat de cel puțin două ori până se ocupă cineva.'
							},
							{
								en: 'One extra step is needed (a second request, one handover), and the customer has to tell the story again.',
								ru: 'Нужен один лишний шаг (повторный запрос или одна передача), и клиент рассказывает всё заново.',
								lv: 'Vajadzīgs viens lieks solis (atkārtots pieprasījums vai viena nodošana tālāk), un klientam viss jāstāsta no jauna.',
								ro: 'Este nevoie de un pas în plus (o nouă solicitare sau un transfer), iar clientul povestește totul de la capăt.'
							},
							{
								en: 'The customer reaches the right person at once, or after one handover without repeating anything, but is not told how to get back to the matter.',
								ru: 'Клиент попадает к нужному человеку сразу или после одной передачи, ничего не повторяя, но не узнаёт, как вернуться к своему вопросу.',
								lv: 'Klients nonāk pie īstā cilvēka uzreiz vai pēc vienas nodošanas, neko neatkārtojot, bet neuzzina, kā pie sava jautājuma atgriezties.',
								ro: 'Clientul ajunge la persoana potrivită direct sau după un singur transfer, fără să repete nimic, dar nu află cum poate reveni la cazul său.'
							},
							{
								en: 'The customer reaches the right person without repeating anything and learns how to get back to the matter: name or case number, channel, hours.',
								ru: 'Клиент попадает к нужному человеку, ничего не повторяя, и узнаёт, как вернуться к своему вопросу: имя или номер обращения, канал, часы работы.',
								lv: 'Klients nonāk pie īstā cilvēka, neko neatkārtojot, un uzzina, kā pie sava jautājuma atgriezties: vārds vai pieteikuma numurs, kanāls, darba laiks.',
								ro: 'Clientul ajunge la persoana potrivită fără să repete nimic și află cum poate reveni la cazul său: nume sau număr de caz, canal, program.'
							}
						],
						weight: 12,
						allowsNa: true,
						critical: null,
						commentBelow: 3,
						evidenceBelow: 5,
						rootCauses: causes(
							'long_wait',
							'illogical_self_service',
							'repeat_themselves',
							'paid_line',
							'confusing_menu',
							'broken_process'
						),
						coachingTip: {
							en: 'Draw the customer’s way from the first message to the answer and mark where they waited, repeated or were passed on; what is not in the employee’s hands goes to the owner of the process. What is in their hands: reading the history before asking, handing over with a short summary, giving name and case number.',
							ru: 'Нарисуйте путь клиента от первого сообщения до ответа и отметьте, где он ждал, повторял или был передан дальше; то, что не зависит от сотрудника, передайте владельцу процесса. От сотрудника зависит другое: прочитать историю до вопросов, передать обращение с кратким изложением, назвать имя и номер обращения.',
							lv: 'Uzzīmējiet klienta ceļu no pirmās ziņas līdz atbildei un atzīmējiet, kur viņš gaidīja, atkārtoja vai tika nodots tālāk; to, kas nav darbinieka rokās, nododiet procesa īpašniekam. Darbinieka rokās ir pirms jautājumiem izlasīt iepriekšējo saziņu, nododot tālāk, pievienot īsu izklāstu un nosaukt savu vārdu un pieteikuma numuru.',
							ro: 'Desenați drumul clientului de la primul mesaj până la răspuns și marcați unde a așteptat, a repetat sau a fost redirecționat; ce nu ține de angajat merge la responsabilul procesului. De angajat țin: citirea istoricului înainte de întrebări, transferul însoțit de un scurt rezumat, comunicarea numelui și a numărului de caz.'
						}
					},
					{
						key: 'over_delivering',
						name: {
							en: 'Delivering more than promised',
							ru: 'Больше, чем обещано',
							lv: 'Vairāk, nekā solīts',
							ro: 'Mai mult decât s-a promis'
						},
						description: {
							en: 'What becomes of the employee’s promises: broken, kept, or kept with something useful added. Not rated when nothing was promised or the outcome is not in the record.',
							ru: 'Что происходит с обещаниями сотрудника: нарушены, выполнены или выполнены с чем-то полезным сверх того. Если ничего не обещано или исход по записи не виден, не оценивается.',
							lv: 'Kāds ir darbinieka solījumu liktenis: nepildīti, izpildīti vai izpildīti ar noderīgu papildinājumu. Ja nekas nav solīts vai iznākums ierakstā nav redzams, nevērtē.',
							ro: 'Ce se alege de promisiunile angajatului: încălcate, respectate sau respectate cu ceva util în plus. Nu se evaluează dacă nu s-a promis nimic sau rezultatul nu apare în înregistrare.'
						},
						levels: [
							{
								en: 'A promise is broken, and the customer finds out only by asking.',
								ru: 'Обещание нарушено, и клиент узнаёт об этом, только спросив сам.',
								lv: 'Solījums nav izpildīts, un klients to uzzina, tikai pats pajautājot.',
								ro: 'O promisiune este încălcată, iar clientul află doar întrebând.'
							},
							{
								en: 'A promise is kept late or in part, or it is broken but the employee says so before the customer asks.',
								ru: 'Обещание выполнено с опозданием или частично либо нарушено, но сотрудник говорит об этом раньше, чем клиент спросит.',
								lv: 'Solījums izpildīts ar nokavēšanos vai daļēji, vai arī nav izpildīts, bet darbinieks to pasaka, pirms klients jautā.',
								ro: 'O promisiune este respectată târziu sau parțial ori este încălcată, dar angajatul o spune înainte să întrebe clientul.'
							},
							{
								en: 'What was promised is done, fully and on time.',
								ru: 'Обещанное сделано полностью и в срок.',
								lv: 'Solītais izdarīts pilnībā un laikā.',
								ro: 'Ce s-a promis este făcut integral și la timp.'
							},
							{
								en: 'What was promised is done ahead of time or with something useful added that the customer did not have to ask for.',
								ru: 'Обещанное сделано раньше срока или дополнено чем-то полезным, о чём клиенту не пришлось просить.',
								lv: 'Solītais izdarīts pirms termiņa vai papildināts ar ko noderīgu, ko klientam nevajadzēja lūgt.',
								ro: 'Ce s-a promis este făcut mai devreme sau completat cu ceva util pe care clientul nu a trebuit să îl ceară.'
							}
						],
						weight: 6,
						allowsNa: true,
						critical: null,
						commentBelow: 3,
						evidenceBelow: 4,
						rootCauses: causes(
							'lacked_authority',
							'value_not_understood',
							'broken_process',
							'product_fault'
						),
						coachingTip: {
							en: 'Begin with the promise, not with the surprise: a promise with a little room (“by noon tomorrow” for what will be ready this evening) can be beaten. Collect small extras that cost nothing and help: a direct link, the invoice at once, a reminder before a deadline. Where a promise was broken, ask when the employee first knew and why the customer was not told then.',
							ru: 'Начните с обещания, а не с сюрприза: обещание с небольшим запасом («завтра до полудня» о том, что будет готово вечером) можно превзойти. Соберите мелочи, которые ничего не стоят, но помогают: прямая ссылка, сразу присланный счёт, напоминание до истечения срока. Если обещание нарушено, спросите, когда сотрудник это понял и почему не сказал клиенту тогда же.',
							lv: 'Sāciet ar solījumu, nevis ar pārsteigumu: solījumu ar nelielu rezervi („rīt līdz pusdienlaikam” par to, kas būs gatavs jau vakarā) var pārspēt. Apkopojiet sīkumus, kas neko nemaksā, bet palīdz: tieša saite, uzreiz atsūtīts rēķins, atgādinājums pirms termiņa. Ja solījums nav izpildīts, pajautājiet, kad darbinieks to saprata un kāpēc klientam to nepateica tūlīt.',
							ro: 'Porniți de la promisiune, nu de la surpriză: o promisiune cu puțină rezervă („mâine până la prânz” pentru ceva gata diseară) poate fi depășită. Adunați mici atenții care nu costă nimic și ajută: un link direct, factura trimisă pe loc, o reamintire înainte de termen. Unde o promisiune a fost încălcată, întrebați când și-a dat seama angajatul și de ce nu a aflat clientul chiar atunci.'
						}
					}
				]
			},
			{
				key: 'tone',
				name: { en: 'Tone', ru: 'Тон', lv: 'Tonis', ro: 'Ton' },
				criteria: [
					{
						key: 'human_tone',
						name: {
							en: 'Human tone',
							ru: 'Человеческий тон',
							lv: 'Cilvēcīgs tonis',
							ro: 'Ton uman'
						},
						description: {
							en: 'Whether the customer feels a person writing to them: own words, the right register, an answer to how the customer feels. It shows most in social media, where a template stands out.',
							ru: 'Чувствует ли клиент, что ему пишет человек: свои слова, уместный тон, отклик на чувства клиента. Заметнее всего в соцсетях, где шаблон бросается в глаза.',
							lv: 'Vai klients jūt, ka viņam raksta cilvēks: paša vārdi, piemērots tonis, atsaucība uz klienta izjūtām. Visvairāk tas redzams sociālajos tīklos, kur šablons uzreiz duras acīs.',
							ro: 'Dacă simte clientul că îi scrie un om: cuvinte proprii, registru potrivit, atenție la starea lui. Se vede cel mai bine pe rețelele sociale, unde un șablon sare în ochi.'
						},
						levels: [
							{
								en: 'Reads like a machine or an official notice: a template with empty or wrong fields, the same text posted again, or a text about another case.',
								ru: 'Пишет как машина или канцелярия: шаблон с пустыми или чужими данными, повтор того же текста или текст о другом случае.',
								lv: 'Raksta kā mašīna vai kanceleja: šablons ar tukšiem vai svešiem datiem, tā paša teksta atkārtojums vai teksts par citu gadījumu.',
								ro: 'Sună ca o mașină sau ca o adresă oficială: șablon cu câmpuri goale ori greșite, același text repetat sau un text despre alt caz.'
							},
							{
								en: 'Ready-made sentences only; not a word about the customer’s situation or feelings.',
								ru: 'Только готовые фразы; ни слова о ситуации и чувствах клиента.',
								lv: 'Tikai gatavas frāzes; ne vārda par klienta situāciju un izjūtām.',
								ro: 'Numai fraze gata făcute; niciun cuvânt despre situația sau starea clientului.'
							},
							{
								en: 'A template with one sentence of the employee’s own; friendly, but the customer’s anger, worry or joy goes unanswered, or the register does not fit.',
								ru: 'Шаблон с одной своей фразой; приветливо, но гнев, тревога или радость клиента остаются без отклика либо тон не к месту.',
								lv: 'Šablons ar vienu paša teikumu; laipni, bet klienta dusmas, bažas vai prieks paliek bez atsaucības vai tonis nav vietā.',
								ro: 'Șablon cu o singură frază proprie; amabil, dar furia, îngrijorarea sau bucuria clientului rămân fără răspuns ori registrul nu se potrivește.'
							},
							{
								en: 'Own words and a fitting register; answers the feeling, but one phrase sounds official or hollow (“your message is very important to us”).',
								ru: 'Свои слова и уместный тон; откликается на чувство, но одна фраза звучит казённо или пусто («Ваше обращение очень важно для нас»).',
								lv: 'Paša vārdi un piemērots tonis; atsaucas uz izjūtām, bet viena frāze skan kancelejiski vai tukši („Jūsu ziņa mums ir ļoti svarīga”).',
								ro: 'Cuvinte proprii și registru potrivit; răspunde la sentiment, dar o frază sună oficial sau gol („mesajul dumneavoastră este foarte important pentru noi”).'
							},
							{
								en: 'Own words throughout: answers the feeling and picks up a detail from the customer’s message; would sound natural said aloud.',
								ru: 'Всё своими словами: откликается на чувство и подхватывает деталь из сообщения клиента; звучало бы естественно и вслух.',
								lv: 'Viss paša vārdiem: atsaucas uz izjūtām un piemin kādu detaļu no klienta ziņas; arī skaļi izlasīts, skanētu dabiski.',
								ro: 'Numai cuvinte proprii: răspunde la sentiment și reia un detaliu din mesajul clientului; ar suna firesc și rostit cu voce tare.'
							}
						],
						weight: 10,
						allowsNa: false,
						critical: null,
						commentBelow: 3,
						evidenceBelow: 5,
						rootCauses: causes('lacked_authority', 'value_not_understood', 'broken_process'),
						coachingTip: {
							en: 'Have the employee read the answer aloud as if the customer sat opposite; what nobody would say is crossed out. Agree a rule for templates: the first and the last sentence are always one’s own. Collect good answers of the team as examples, not as new templates.',
							ru: 'Пусть сотрудник прочитает ответ вслух, как если бы клиент сидел напротив; то, чего никто не сказал бы, вычёркивается. Договоритесь о правиле для шаблонов: первая и последняя фразы всегда свои. Собирайте удачные ответы команды как примеры, а не как новые шаблоны.',
							lv: 'Lai darbinieks izlasa atbildi skaļi, it kā klients sēdētu pretī; ko neviens tā neteiktu, to izsvītro. Vienojieties par šablonu noteikumu: pirmais un pēdējais teikums vienmēr ir paša rakstīts. Krājiet komandas labākās atbildes kā piemērus, nevis kā jaunus šablonus.',
							ro: 'Rugați angajatul să citească răspunsul cu voce tare, de parcă ar sta față în față cu clientul; ce nu ar spune nimeni se taie. Conveniți o regulă pentru șabloane: prima și ultima frază sunt întotdeauna proprii. Adunați răspunsurile bune ale echipei ca exemple, nu ca șabloane noi.'
						}
					},
					{
						key: 'no_public_arguing',
						name: {
							en: 'No arguing in public',
							ru: 'Никаких споров на публике',
							lv: 'Nekādu publisku strīdu',
							ro: 'Fără dispute în public'
						},
						description: {
							en: 'How the employee behaves where others read along: one calm reply, then the matter moves to private. Not rated when the conversation was private from the start.',
							ru: 'Как сотрудник ведёт себя там, где читают посторонние: один спокойный ответ, затем вопрос переходит в личную переписку. Если разговор с самого начала был личным, не оценивается.',
							lv: 'Kā darbinieks rīkojas tur, kur līdzi lasa citi: viena mierīga atbilde, tad jautājums pāriet privātā sarakstē. Ja saruna jau no sākuma bija privāta, nevērtē.',
							ro: 'Cum se poartă angajatul acolo unde citesc și alții: un singur răspuns calm, apoi discuția se mută în privat. Nu se evaluează dacă discuția a fost privată de la început.'
						},
						levels: [
							{
								en: 'Argues, mocks, lectures, blames or reveals the customer’s data where others can read it, or deletes a justified complaint.',
								ru: 'Спорит, высмеивает, поучает, обвиняет или раскрывает данные клиента там, где это читают другие, либо удаляет обоснованную жалобу.',
								lv: 'Strīdas, izsmej, pamāca, vaino vai atklāj klienta datus tur, kur to lasa citi, vai izdzēš pamatotu sūdzību.',
								ro: 'Se ceartă, ironizează, dă lecții, acuză sau dezvăluie date ale clientului acolo unde citesc și alții, ori șterge o reclamație întemeiată.'
							},
							{
								en: 'Stays calm, but discusses the matter in public over several replies, or invites the customer to private without a word on the matter.',
								ru: 'Сохраняет спокойствие, но обсуждает вопрос публично в нескольких репликах или зовёт в личные сообщения, ни слова не сказав по существу.',
								lv: 'Saglabā mieru, bet jautājumu publiski apspriež vairākās atbildēs vai aicina uz privātu saraksti, ne vārda nepasakot par būtību.',
								ro: 'Rămâne calm, dar discută problema în public în mai multe replici sau invită în privat fără niciun cuvânt despre subiect.'
							},
							{
								en: 'One calm public reply that takes the problem seriously and names the private channel and who will answer there.',
								ru: 'Один спокойный публичный ответ: проблема принята всерьёз, назван личный канал и сказано, кто там ответит.',
								lv: 'Viena mierīga publiska atbilde: problēma uztverta nopietni, nosaukts privātais kanāls un tas, kurš tur atbildēs.',
								ro: 'Un singur răspuns public, calm: problema este luată în serios, se indică un canal privat și cine va răspunde acolo.'
							}
						],
						weight: 12,
						allowsNa: true,
						critical: { fails: 'section', class: 'business' },
						commentBelow: 3,
						evidenceBelow: 3,
						rootCauses: causes(
							'long_wait',
							'lacked_authority',
							'value_not_understood',
							'broken_process'
						),
						coachingTip: {
							en: 'Remind the employee that a public answer is written for the hundred silent readers, not for the one who is angry. Practise the pattern: thanks for telling us, one sentence on the problem, an invitation to private with a name. Agree who is asked before anybody answers in public a second time.',
							ru: 'Напомните: публичный ответ пишется для сотни молчащих читателей, а не для одного рассерженного. Отработайте схему: благодарность за сигнал, одна фраза о проблеме, приглашение в личную переписку с именем сотрудника. Договоритесь, с кем советуются, прежде чем ответить публично второй раз.',
							lv: 'Atgādiniet: publisku atbildi raksta simtam klusējošu lasītāju, nevis tam vienam, kurš dusmojas. Trenējiet shēmu: pateicība par ziņu, viens teikums par problēmu, uzaicinājums uz privātu saraksti, nosaucot vārdu. Vienojieties, ar ko apspriežas, pirms publiski atbildēt otrreiz.',
							ro: 'Amintiți-i angajatului că un răspuns public se scrie pentru suta de cititori tăcuți, nu pentru cel supărat. Exersați schema: mulțumire pentru semnalare, o frază despre problemă, invitația în privat, cu un nume. Stabiliți cu cine se consultă oricine înainte de a răspunde public a doua oară.'
						}
					}
				]
			}
		]
	}
};
