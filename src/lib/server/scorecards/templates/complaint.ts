import { causes } from './root-causes.ts';
import type { Template } from './template.ts';

export const complaint: Template = {
	key: 'complaint',
	name: { en: 'Complaint', ru: 'Жалоба', lv: 'Sūdzība', ro: 'Reclamație' },
	description: {
		en: 'A customer complains that something went wrong, on any channel: from being heard, through the facts and the promises on the way, to a solution both sides have agreed to.',
		ru: 'Жалоба клиента в любом канале: как его выслушали, как собрали факты и сдержали обещания и к какому решению пришли вместе.',
		lv: 'Klients jebkurā kanālā sūdzas, ka kaut kas nav bijis kārtībā: no uzklausīšanas, faktiem un solījumiem pa ceļam līdz risinājumam, kuram piekrīt abas puses.',
		ro: 'Un client se plânge, pe orice canal, de ceva ce nu a mers bine: de la ascultare, la clarificarea situației și promisiunile de pe parcurs, până la o soluție acceptată de ambele părți.'
	},
	channels: ['chat', 'call', 'email', 'social', 'messenger', 'ticket'],
	definition: {
		sections: [
			{
				key: 'hearing',
				name: {
					en: 'Hearing the customer',
					ru: 'Умение выслушать',
					lv: 'Klienta uzklausīšana',
					ro: 'Ascultarea clientului'
				},
				criteria: [
					{
						key: 'acknowledges_problem',
						name: {
							en: 'Acknowledges the problem',
							ru: 'Признаёт проблему',
							lv: 'Atzīst problēmu',
							ro: 'Recunoaște problema'
						},
						description: {
							en: 'Whether the employee shows that the problem, and what it means for the customer, has been understood and is taken seriously. Acknowledging a problem is not admitting guilt.',
							ru: 'Показывает ли сотрудник, что проблема и её последствия для клиента поняты и приняты всерьёз. Признать проблему не значит признать вину.',
							lv: 'Vai darbinieks parāda, ka problēma un tās sekas klientam ir saprastas un uztvertas nopietni. Atzīt problēmu nenozīmē atzīt vainu.',
							ro: 'Dacă angajatul arată că problema și urmările ei pentru client au fost înțelese și sunt luate în serios. A recunoaște problema nu înseamnă a recunoaște vina.'
						},
						levels: [
							{
								en: 'Denies the problem, doubts the customer’s word or puts the blame on the customer.',
								ru: 'Отрицает проблему, ставит слова клиента под сомнение или винит его самого.',
								lv: 'Noliedz problēmu, apšauba klienta vārdus vai vaino viņu pašu.',
								ro: 'Neagă problema, pune la îndoială cuvântul clientului sau dă vina pe el.'
							},
							{
								en: 'Passes over the problem: goes straight to rules, to the customer’s data or to “how can I help?”.',
								ru: 'Проходит мимо проблемы: сразу переходит к правилам, данным клиента или «чем могу помочь?».',
								lv: 'Paiet problēmai garām: uzreiz pāriet pie noteikumiem, klienta datiem vai „kā varu palīdzēt?”.',
								ro: 'Trece peste problemă: sare direct la reguli, la datele clientului sau la „cu ce vă pot ajuta?”.'
							},
							{
								en: 'Answers the problem with a stock phrase (“I understand you”), without saying what was understood.',
								ru: 'Откликается на проблему дежурной фразой («я Вас понимаю»), не говоря, что именно понято.',
								lv: 'Uz problēmu atbild ar ierastu frāzi („es Jūs saprotu”), nepasakot, kas tieši saprasts.',
								ro: 'Răspunde la problemă cu o frază standard („vă înțeleg”), fără să spună ce anume a înțeles.'
							},
							{
								en: 'Repeats the problem correctly in own words, but says nothing about what it means for the customer.',
								ru: 'Верно пересказывает проблему своими словами, но не говорит, чем она обернулась для клиента.',
								lv: 'Pareizi atstāsta problēmu saviem vārdiem, bet nepasaka, ko tā klientam nozīmē.',
								ro: 'Redă corect problema cu propriile cuvinte, dar nu spune nimic despre ce înseamnă ea pentru client.'
							},
							{
								en: 'Repeats the problem in own words and names what it means for the customer (time, money, spoilt plans), before asking for anything.',
								ru: 'Пересказывает проблему своими словами и называет, чем она обернулась для клиента (время, деньги, сорванные планы), прежде чем о чём-либо спросить.',
								lv: 'Atstāsta problēmu saviem vārdiem un nosauc, ko tā klientam nodarījusi (laiks, nauda, izjaukti plāni), pirms kaut ko jautā.',
								ro: 'Redă problema cu propriile cuvinte și spune ce a însemnat pentru client (timp, bani, planuri stricate) înainte de a-i cere ceva.'
							}
						],
						weight: 18,
						allowsNa: false,
						critical: null,
						commentBelow: 3,
						evidenceBelow: 5,
						rootCauses: causes('repeat_themselves', 'lacked_knowledge', 'value_not_understood'),
						coachingTip: {
							en: 'Read the customer’s first message together and let the employee say in one sentence what went wrong and what it cost the customer. Write down that sentence: it is the first sentence of the answer. Make clear that it admits nothing; it only shows that somebody has listened.',
							ru: 'Вместе прочитайте первое сообщение клиента, и пусть сотрудник одной фразой скажет, что пошло не так и чего это стоило клиенту. Запишите эту фразу: с неё и начинается ответ. Объясните, что ею никто ни в чём не признаётся; она лишь показывает, что клиента услышали.',
							lv: 'Kopā izlasiet klienta pirmo ziņu, un lai darbinieks vienā teikumā pasaka, kas nogāja greizi un ko tas klientam maksāja. Pierakstiet šo teikumu: ar to arī sākas atbilde. Paskaidrojiet, ka ar to neviens neatzīst vainu; tas tikai parāda, ka klients ir uzklausīts.',
							ro: 'Citiți împreună primul mesaj al clientului și rugați angajatul să spună într-o frază ce a mers prost și cât l-a costat pe client. Notați fraza: cu ea începe răspunsul. Explicați că prin ea nu se recunoaște nicio vină; arată doar că cineva a ascultat.'
						}
					},
					{
						key: 'apologises',
						name: {
							en: 'Apologises',
							ru: 'Приносит извинения',
							lv: 'Atvainojas',
							ro: 'Își cere scuze'
						},
						description: {
							en: 'Whether the employee says sorry for what the customer has been through, plainly and without “but”. It needs no admission of legal fault.',
							ru: 'Извиняется ли сотрудник за то, что пришлось пережить клиенту, — просто и без «но». Признания юридической вины для этого не нужно.',
							lv: 'Vai darbinieks vienkārši un bez „bet” atvainojas par to, ko klientam nācies piedzīvot. Juridiska vainas atzīšana tam nav vajadzīga.',
							ro: 'Dacă angajatul își cere scuze pentru neplăcerile prin care a trecut clientul, simplu și fără „dar”. Nu este nevoie de recunoașterea unei vini juridice.'
						},
						levels: [
							{
								en: 'No apology, or one taken back in the same breath (“sorry, but you should have …”).',
								ru: 'Извинения нет или оно тут же взято назад («простите, но Вам следовало …»).',
								lv: 'Atvainošanās nav, vai tā tūlīt pat atsaukta („atvainojiet, bet Jums vajadzēja …”).',
								ro: 'Nu își cere scuze sau le retrage pe loc („îmi pare rău, dar ar fi trebuit să …”).'
							},
							{
								en: 'Apologises in plain words for what the customer has been through, without conditions.',
								ru: 'Простыми словами и без оговорок извиняется за то, что пришлось пережить клиенту.',
								lv: 'Vienkāršiem vārdiem un bez atrunām atvainojas par to, ko klientam nācies piedzīvot.',
								ro: 'Își cere scuze în cuvinte simple și fără condiții pentru neplăcerile clientului.'
							}
						],
						weight: 10,
						allowsNa: false,
						critical: null,
						commentBelow: 2,
						evidenceBelow: 2,
						rootCauses: causes('lacked_authority', 'value_not_understood'),
						coachingTip: {
							en: 'Ask what stands in the way: many believe that an apology admits guilt or may not be given without permission; settle that first. Then practise one sentence that names the thing: “I am sorry that you waited for the technician in vain.” One apology is enough; the next sentence belongs to the solution.',
							ru: 'Спросите, что мешает: многие думают, что извинение — это признание вины или что на него нужно разрешение; сначала развейте эти сомнения. Затем отработайте фразу, которая называет суть: «Мне жаль, что Вы напрасно ждали мастера». Достаточно одного извинения; следующая фраза — уже о решении.',
							lv: 'Pajautājiet, kas traucē: daudzi domā, ka atvainošanās ir vainas atzīšana vai ka tai vajadzīga atļauja; vispirms kliedējiet šīs šaubas. Pēc tam trenējiet teikumu, kas nosauc lietu vārdā: „Man žēl, ka Jūs velti gaidījāt meistaru.” Pietiek atvainoties vienreiz; nākamais teikums jau ir par risinājumu.',
							ro: 'Întrebați ce îl oprește: mulți cred că scuzele înseamnă recunoașterea vinei sau că au nevoie de aprobare; lămuriți mai întâi acest lucru. Apoi exersați o frază care spune lucrurilor pe nume: „Îmi pare rău că l-ați așteptat degeaba pe tehnician.” O singură scuză ajunge; fraza următoare este despre soluție.'
						}
					}
				]
			},
			{
				key: 'facts',
				name: { en: 'Facts', ru: 'Факты', lv: 'Fakti', ro: 'Informații' },
				criteria: [
					{
						key: 'collects_facts',
						name: {
							en: 'Collects all the facts',
							ru: 'Собирает все факты',
							lv: 'Noskaidro visus faktus',
							ro: 'Adună toate informațiile'
						},
						description: {
							en: 'Whether all that is needed to settle the complaint is asked for in good order and written down: what, when, where, how much, and what the customer expects. Facts already on record count as known.',
							ru: 'По порядку ли выяснено и записано всё, что нужно для разбора жалобы: что, когда, где, сколько и чего ждёт клиент. Факты, которые уже есть в системе, считаются известными.',
							lv: 'Vai secīgi noskaidrots un pierakstīts viss, kas vajadzīgs sūdzības atrisināšanai: kas, kad, kur, cik un ko sagaida klients. Fakti, kas jau ir sistēmā, uzskatāmi par zināmiem.',
							ro: 'Dacă se află și se notează, în ordine, tot ce trebuie pentru rezolvarea reclamației: ce, când, unde, cât și ce așteaptă clientul. Ce se află deja în sistem se consideră cunoscut.'
						},
						levels: [
							{
								en: 'Asks for nothing and notes nothing; whoever goes on with it has to start from zero.',
								ru: 'Ничего не спрашивает и не записывает; тому, кто продолжит, придётся начинать с нуля.',
								lv: 'Neko nejautā un nepieraksta; tam, kurš turpinās, jāsāk no nulles.',
								ro: 'Nu întreabă și nu notează nimic; cine preia cazul trebuie să o ia de la zero.'
							},
							{
								en: 'Asks at random; at the end one of the essentials (what happened, when, which order or contract) is missing.',
								ru: 'Спрашивает наугад; в конце не хватает чего-то главного (что случилось, когда, какой заказ или договор).',
								lv: 'Jautā uz labu laimi; beigās trūkst kaut kā būtiska (kas noticis, kad, kurš pasūtījums vai līgums).',
								ro: 'Întreabă la întâmplare; la final lipsește ceva esențial (ce s-a întâmplat, când, ce comandă sau contract).'
							},
							{
								en: 'The essentials are there, but not what the customer expects, or things are asked that are already on record.',
								ru: 'Главное выяснено, но не то, чего ждёт клиент, либо запрошено то, что уже есть в системе.',
								lv: 'Būtiskais noskaidrots, bet ne tas, ko klients sagaida, vai arī jautāts tas, kas jau ir sistēmā.',
								ro: 'Esențialul este clarificat, dar nu și ce așteaptă clientul, ori se cer date aflate deja în sistem.'
							},
							{
								en: 'The facts and the expectation are there, but collected in several rounds, or not read back to the customer.',
								ru: 'Факты и ожидание клиента выяснены, но в несколько заходов или без сверки с клиентом.',
								lv: 'Fakti un klienta gaidas noskaidrotas, bet vairākos paņēmienos vai nepārbaudot tās kopā ar klientu.',
								ro: 'Informațiile și așteptarea clientului sunt clarificate, dar au fost adunate în mai multe runde sau nu au fost confirmate cu clientul.'
							},
							{
								en: 'The facts and the expectation are collected in one go and read back for the customer to confirm; nothing has to be asked again.',
								ru: 'Факты и ожидание выяснены за один раз и повторены клиенту для подтверждения; переспрашивать ничего не придётся.',
								lv: 'Fakti un klienta gaidas noskaidrotas vienā reizē un atkārtotas klientam apstiprināšanai; nekas nebūs jājautā vēlreiz.',
								ro: 'Informațiile și așteptarea clientului sunt adunate dintr-o dată și repetate spre confirmare; nimic nu mai trebuie întrebat încă o dată.'
							}
						],
						weight: 18,
						allowsNa: false,
						critical: null,
						commentBelow: 3,
						evidenceBelow: 5,
						rootCauses: causes(
							'illogical_self_service',
							'repeat_themselves',
							'lacked_knowledge',
							'broken_process'
						),
						coachingTip: {
							en: 'Draw up with the employee a short list of questions for the three commonest complaints, with what the customer expects as the last one. Let them note on two open complaints what is missing for a decision. If the form asks for what the system already knows, that is a fault of the form: report it.',
							ru: 'Составьте с сотрудником короткий список вопросов для трёх самых частых жалоб; последний вопрос — чего ждёт клиент. Пусть на двух открытых жалобах он отметит, чего не хватает для решения. Если форма требует то, что система уже знает, это изъян формы: сообщите о нём.',
							lv: 'Kopā ar darbinieku sastādiet īsu jautājumu sarakstu trim biežākajām sūdzībām; pēdējais jautājums – ko klients sagaida. Lai viņš divās atvērtās sūdzībās atzīmē, kā trūkst lēmumam. Ja veidlapa prasa to, ko sistēma jau zina, tā ir veidlapas kļūda: ziņojiet par to.',
							ro: 'Alcătuiți cu angajatul o listă scurtă de întrebări pentru cele mai frecvente trei reclamații; ultima întrebare: la ce se așteaptă clientul. Rugați-l să noteze, la două reclamații deschise, ce lipsește pentru o decizie. Dacă formularul cere ce știe deja sistemul, este o greșeală a formularului: semnalați-o.'
						}
					}
				]
			},
			{
				key: 'way',
				name: {
					en: 'What happens next',
					ru: 'Что будет дальше',
					lv: 'Kas notiks tālāk',
					ro: 'Ce urmează'
				},
				criteria: [
					{
						key: 'says_next_and_when',
						name: {
							en: 'Says what happens next and by when',
							ru: 'Говорит, что будет дальше и к какому сроку',
							lv: 'Pasaka, kas notiks tālāk un līdz kuram laikam',
							ro: 'Spune ce urmează și până când'
						},
						description: {
							en: 'Whether the customer knows at the end of the contact what happens with the complaint, by what date, and who is responsible. Where it was solved at once, the solution counts as the step.',
							ru: 'Знает ли клиент в конце обращения, что будет с жалобой, к какой дате и кто отвечает. Если вопрос решён сразу, шагом считается само решение.',
							lv: 'Vai klients sarunas beigās zina, kas ar sūdzību notiks, līdz kuram datumam un kurš par to atbild. Ja jautājums atrisināts uzreiz, par soli uzskatāms pats risinājums.',
							ro: 'Dacă știe clientul, la sfârșitul contactului, ce se întâmplă cu reclamația, până la ce dată și cine răspunde de ea. Dacă s-a rezolvat pe loc, soluția însăși este pasul.'
						},
						levels: [
							{
								en: 'Says nothing about what happens next; the complaint is left hanging in the air.',
								ru: 'О дальнейшем не сказано ничего; жалоба повисает в воздухе.',
								lv: 'Par turpmāko nav pateikts nekas; sūdzība paliek gaisā.',
								ro: 'Nu spune nimic despre ce urmează; reclamația rămâne în aer.'
							},
							{
								en: 'Stays vague (“we will look into it”, “as soon as possible”): neither a step nor a date.',
								ru: 'Общие слова («разберёмся», «как можно скорее»): ни шага, ни срока.',
								lv: 'Atbild vispārīgi („skatīsimies”, „cik ātri vien iespējams”): ne soļa, ne termiņa.',
								ro: 'Rămâne vag („o să verificăm”, „cât mai curând”): niciun pas și niciun termen.'
							},
							{
								en: 'Names the next step or a date, but not both.',
								ru: 'Назван следующий шаг или срок, но не то и другое вместе.',
								lv: 'Nosaukts nākamais solis vai termiņš, bet ne abi kopā.',
								ro: 'Numește pasul următor sau un termen, dar nu pe amândouă.'
							},
							{
								en: 'Names the step and the date, but not who is responsible.',
								ru: 'Названы шаг и срок, но не сказано, кто отвечает.',
								lv: 'Nosaukts solis un termiņš, bet nav pateikts, kurš ir atbildīgs.',
								ro: 'Numește pasul și termenul, dar nu și persoana responsabilă.'
							},
							{
								en: 'Names the step, the date and the person responsible, and what the customer can do if the date passes.',
								ru: 'Названы шаг, срок и ответственный, а также что делать клиенту, если срок пройдёт.',
								lv: 'Nosaukts solis, termiņš un atbildīgais, kā arī tas, ko klients var darīt, ja termiņš paiet.',
								ro: 'Numește pasul, termenul și responsabilul, precum și ce poate face clientul dacă termenul trece.'
							}
						],
						weight: 18,
						allowsNa: false,
						critical: { fails: 'section', class: 'customer' },
						commentBelow: 3,
						evidenceBelow: 5,
						rootCauses: causes('lacked_knowledge', 'lacked_authority', 'broken_process'),
						coachingTip: {
							en: 'Agree a closing sentence with three gaps, “… will do … by …”, and put it at the end of every complaint. Practise what to say when the date is not known: the date of the next news is always possible. If dates cannot be given because other departments do not commit themselves, take that up yourself.',
							ru: 'Договоритесь о завершающей фразе с тремя пропусками: «… сделает … до …» — и ставьте её в конец каждой жалобы. Отработайте, что сказать, когда срок неизвестен: дату следующего сообщения можно назвать всегда. Если сроков нет потому, что их не дают другие отделы, займитесь этим сами.',
							lv: 'Vienojieties par nobeiguma teikumu ar trim tukšām vietām: „… līdz … izdarīs …”, un lieciet to katras sūdzības beigās. Pārrunājiet, ko teikt, ja termiņš nav zināms: nākamās ziņas datumu var nosaukt vienmēr. Ja termiņus nevar nosaukt tāpēc, ka tos nedod citas nodaļas, uzņemieties to nokārtot.',
							ro: 'Conveniți o frază de încheiere cu trei goluri, „… va face … până la …”, și puneți-o la sfârșitul fiecărei reclamații. Exersați ce se spune când termenul nu este cunoscut: data următoarei vești se poate da întotdeauna. Dacă termenele lipsesc pentru că alte departamente nu se angajează, ocupați-vă dumneavoastră de asta.'
						}
					},
					{
						key: 'keeps_informed',
						name: {
							en: 'Keeps the customer informed',
							ru: 'Держит клиента в курсе',
							lv: 'Informē klientu par sūdzības virzību',
							ro: 'Ține clientul la curent'
						},
						description: {
							en: 'Whether the customer hears from us before having to ask, for as long as the complaint is open. Not rated when it was solved in the first contact.',
							ru: 'Получает ли клиент вести от нас раньше, чем ему приходится спрашивать, пока жалоба не закрыта. Если всё решено при первом обращении, не оценивается.',
							lv: 'Vai klients, kamēr sūdzība nav slēgta, saņem no mums ziņas, pirms viņam jājautā. Ja viss atrisināts pirmajā saziņas reizē, nevērtē.',
							ro: 'Dacă primește clientul vești de la noi înainte de a fi nevoit să întrebe, cât timp reclamația este deschisă. Nu se evaluează dacă s-a rezolvat de la primul contact.'
						},
						levels: [
							{
								en: 'After the first answer nothing more comes; the promised date passes in silence.',
								ru: 'После первого ответа — тишина; обещанный срок проходит без единого слова.',
								lv: 'Pēc pirmās atbildes vairs nekā; solītais termiņš paiet klusumā.',
								ro: 'După primul răspuns nu mai vine nimic; termenul promis trece în tăcere.'
							},
							{
								en: 'News comes only after the customer has asked.',
								ru: 'Новости приходят только после вопроса клиента.',
								lv: 'Ziņas pienāk tikai tad, kad klients ir jautājis.',
								ro: 'Veștile vin abia după ce întreabă clientul.'
							},
							{
								en: 'News comes unasked, but late or without content (“still in progress”).',
								ru: 'Новости приходят без напоминания, но с опозданием или без содержания («ещё в работе»).',
								lv: 'Ziņas pienāk bez atgādinājuma, bet vēlu vai bez satura („vēl strādājam”).',
								ro: 'Veștile vin fără să fie cerute, dar târziu sau fără conținut („încă lucrăm”).'
							},
							{
								en: 'News comes unasked and on time and says what has been done, but not when the next will come.',
								ru: 'Новости приходят сами и в срок, сказано, что сделано, но не сказано, когда ждать следующих.',
								lv: 'Ziņas pienāk pašas un laikā, pateikts, kas izdarīts, bet ne tas, kad gaidīt nākamās.',
								ro: 'Veștile vin la timp și fără să fie cerute și spun ce s-a făcut, dar nu și când vine următoarea.'
							},
							{
								en: 'News comes unasked and on time: what has been done, what is still open and when the next will come; a delay is told before the date, not after it.',
								ru: 'Новости приходят сами и в срок: что сделано, что осталось и когда ждать следующих; о задержке сообщают до срока, а не после.',
								lv: 'Ziņas pienāk pašas un laikā: kas izdarīts, kas vēl atlicis un kad gaidīt nākamās; par kavēšanos pasaka pirms termiņa, nevis pēc tā.',
								ro: 'Veștile vin la timp și fără să fie cerute: ce s-a făcut, ce a rămas și când vine următoarea; o întârziere este anunțată înainte de termen, nu după.'
							}
						],
						weight: 16,
						allowsNa: true,
						critical: null,
						commentBelow: 3,
						evidenceBelow: 5,
						rootCauses: causes('long_wait', 'value_not_understood', 'broken_process'),
						coachingTip: {
							en: 'Look together at the employee’s open complaints: what did each customer hear last, and when will they hear again? Help them set a reminder the day before each promised date. Agree what a message without a result looks like: what was done, what we are waiting for, when we will write again.',
							ru: 'Вместе просмотрите открытые жалобы сотрудника: что каждый клиент слышал последним и когда услышит снова? Помогите поставить напоминание за день до каждого обещанного срока. Договоритесь, как выглядит сообщение, когда результата ещё нет: что сделано, чего ждём, когда напишем снова.',
							lv: 'Kopā izskatiet darbinieka atvērtās sūdzības: kādu ziņu katrs klients saņēma pēdējo un kad saņems nākamo? Palīdziet ielikt atgādinājumu dienu pirms katra solītā termiņa. Vienojieties, kā izskatās ziņa, kad rezultāta vēl nav: kas izdarīts, ko gaidām, kad rakstīsim atkal.',
							ro: 'Parcurgeți împreună reclamațiile deschise ale angajatului: ce a aflat ultima dată fiecare client și când va mai afla ceva? Ajutați-l să își pună o reamintire cu o zi înaintea fiecărui termen promis. Conveniți cum arată un mesaj când nu există încă un rezultat: ce s-a făcut, ce așteptăm, când revenim.'
						}
					}
				]
			},
			{
				key: 'solution',
				name: { en: 'Solution', ru: 'Решение', lv: 'Risinājums', ro: 'Soluție' },
				criteria: [
					{
						key: 'solution_agreed',
						name: {
							en: 'Solution offered and agreed',
							ru: 'Решение предложено и согласовано',
							lv: 'Risinājums piedāvāts un saskaņots',
							ro: 'Soluție oferită și convenită'
						},
						description: {
							en: 'Whether the complaint ends in a solution that fits the problem and that the customer has agreed to. A justified refusal counts as a solution when it is explained and another way is shown.',
							ru: 'Заканчивается ли жалоба решением, которое отвечает проблеме и с которым клиент согласился. Обоснованный отказ тоже считается решением, если он объяснён и показан другой путь.',
							lv: 'Vai sūdzība beidzas ar risinājumu, kas atbilst problēmai un kam klients piekritis. Arī pamatots atteikums ir risinājums, ja tas paskaidrots un parādīts cits ceļš.',
							ro: 'Dacă se încheie reclamația cu o soluție potrivită problemei și acceptată de client. Și un refuz întemeiat este o soluție, când este explicat și se arată o altă cale.'
						},
						levels: [
							{
								en: 'No solution: refused or closed without giving a reason.',
								ru: 'Решения нет: отказано или закрыто без объяснения причин.',
								lv: 'Risinājuma nav: atteikts vai slēgts bez pamatojuma.',
								ro: 'Nicio soluție: refuz sau închidere fără motivare.'
							},
							{
								en: 'A solution is decreed that does not fit the problem, or the customer’s objection to it is not heard.',
								ru: 'Навязано решение, не отвечающее проблеме, или возражение клиента против него не услышано.',
								lv: 'Uzspiests risinājums, kas neatbilst problēmai, vai nav uzklausīti klienta iebildumi pret to.',
								ro: 'Este impusă o soluție care nu se potrivește problemei sau obiecția clientului față de ea nu este ascultată.'
							},
							{
								en: 'A fitting solution is announced, but the customer is not asked whether they agree.',
								ru: 'Подходящее решение объявлено, но согласия клиента не спросили.',
								lv: 'Piemērots risinājums paziņots, bet klientam nav jautāts, vai viņš piekrīt.',
								ro: 'Este anunțată o soluție potrivită, dar clientul nu este întrebat dacă e de acord.'
							},
							{
								en: 'A fitting solution is offered and the customer agrees, but details stay open (when, how, how much).',
								ru: 'Подходящее решение предложено, клиент согласен, но детали остались открытыми (когда, как, сколько).',
								lv: 'Piemērots risinājums piedāvāts, klients piekrīt, bet detaļas palikušas neskaidras (kad, kā, cik).',
								ro: 'Este oferită o soluție potrivită și clientul acceptă, dar rămân detalii deschise (când, cum, cât).'
							},
							{
								en: 'A fitting solution is offered with a choice or a reason, the customer says yes, and what, when and how is confirmed.',
								ru: 'Подходящее решение предложено с выбором или объяснением, клиент прямо согласился, подтверждено, что, когда и как будет сделано.',
								lv: 'Piemērots risinājums piedāvāts ar izvēli vai pamatojumu, klients skaidri piekritis, un apstiprināts, kas, kad un kā tiks izdarīts.',
								ro: 'Este oferită o soluție potrivită, cu o alegere sau un motiv, clientul spune limpede da și se confirmă ce, când și cum se face.'
							}
						],
						weight: 20,
						allowsNa: true,
						critical: null,
						commentBelow: 3,
						evidenceBelow: 5,
						rootCauses: causes(
							'lacked_knowledge',
							'lacked_authority',
							'value_not_understood',
							'broken_process',
							'product_fault'
						),
						coachingTip: {
							en: 'Go through a complaint and ask: what did the customer want, what was possible, and did anybody ask whether this would do? Practise the question “Would that settle the matter for you?” and bearing the answer no. Set out what the employee may grant without asking; every complaint passed up for want of five euros is a question for you.',
							ru: 'Разберите одну жалобу и спросите: чего хотел клиент, что было возможно и спросил ли кто-нибудь, устроит ли его это? Отработайте вопрос «Будет ли это для Вас решением?» и умение принять ответ «нет». Определите, что сотрудник вправе дать без согласования; каждая жалоба, переданная наверх из-за пяти евро, — вопрос к Вам.',
							lv: 'Izejiet cauri vienai sūdzībai un jautājiet: ko klients gribēja, kas bija iespējams, un vai kāds pajautāja, vai ar to pietiks? Trenējiet jautājumu „Vai tas Jums būtu risinājums?” un prasmi pieņemt atbildi „nē”. Nosakiet, ko darbinieks drīkst piešķirt bez saskaņošanas; katra sūdzība, kas piecu eiro dēļ nodota augstāk, ir jautājums Jums.',
							ro: 'Parcurgeți o reclamație și întrebați: ce voia clientul, ce era posibil și l-a întrebat cineva dacă îi convine? Exersați întrebarea „Ar fi aceasta o rezolvare pentru dumneavoastră?” și primirea unui „nu”. Stabiliți ce poate acorda angajatul fără aprobare; fiecare reclamație trimisă mai sus pentru cinci euro este o întrebare pentru dumneavoastră.'
						}
					}
				]
			}
		]
	}
};
