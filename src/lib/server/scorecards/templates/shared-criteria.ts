import type { Criterion } from '#lib/scorecard.ts';
import { causes } from './root-causes.ts';

/** Criteria that mean the same in a conversation and in a shop, so that their marks can be put together. */
export const needsDiscovery: Criterion = {
	key: 'needs_discovery',
	name: {
		en: 'Needs discovery',
		ru: 'Выявление потребности',
		lv: 'Vajadzību noskaidrošana',
		ro: 'Identificarea nevoilor'
	},
	description: {
		en: 'How well the employee finds out what the customer needs before answering or offering: the situation, the purpose and what matters most. What the customer has already said does not have to be asked again.',
		ru: 'Насколько хорошо сотрудник до ответа или предложения выясняет, что нужно клиенту: ситуацию, цель и самое важное для него. То, что клиент уже сказал сам, спрашивать не нужно.',
		lv: 'Cik labi darbinieks pirms atbildes vai piedāvājuma noskaidro, kas klientam vajadzīgs: situāciju, mērķi un to, kas viņam ir vissvarīgākais. Ko klients jau pateicis pats, tas nav jājautā vēlreiz.',
		ro: 'Cât de bine află angajatul, înainte de a răspunde sau de a oferi ceva, de ce are nevoie clientul: situația, scopul și ce contează cel mai mult. Ce a spus deja clientul nu trebuie întrebat din nou.'
	},
	levels: [
		{
			en: 'Asks nothing and takes no notice of what the customer has said; answers or offers at once, past the point.',
			ru: 'Ничего не спрашивает и не учитывает сказанное клиентом: сразу отвечает или предлагает, и не по существу.',
			lv: 'Neko nejautā un neņem vērā klienta teikto: uzreiz atbild vai piedāvā, turklāt ne par lietu.',
			ro: 'Nu întreabă nimic și nu ține cont de ce a spus clientul: răspunde sau oferă imediat, pe lângă subiect.'
		},
		{
			en: 'Asks one general or closed question, then answers or offers without knowing what the customer needs it for.',
			ru: 'Задаёт один общий или закрытый вопрос и сразу отвечает или предлагает, не зная, для чего это нужно клиенту.',
			lv: 'Uzdod vienu vispārīgu vai slēgtu jautājumu un uzreiz atbild vai piedāvā, nezinot, kam klientam tas vajadzīgs.',
			ro: 'Pune o singură întrebare, generală sau închisă, apoi răspunde sau oferă fără să știe la ce îi trebuie clientului.'
		},
		{
			en: 'Learns enough to deal with the request as it was worded, but not what lies behind it: the purpose or an important circumstance stays unknown.',
			ru: 'Узнаёт достаточно, чтобы выполнить просьбу в том виде, в каком она прозвучала, но не то, что за ней стоит: цель или важное обстоятельство остаются неизвестны.',
			lv: 'Noskaidro tik, cik vajag, lai izpildītu lūgumu tā, kā tas izteikts, bet ne to, kas aiz tā slēpjas: mērķis vai kāds svarīgs apstāklis paliek nezināms.',
			ro: 'Află cât să rezolve cererea așa cum a fost formulată, dar nu și ce se află în spatele ei: scopul sau o împrejurare importantă rămân necunoscute.'
		},
		{
			en: 'Learns the situation and the purpose through open questions, but does not check that they were understood correctly, or asks for something already said.',
			ru: 'Открытыми вопросами выясняет ситуацию и цель, но не проверяет, верно ли их понял, или переспрашивает уже сказанное.',
			lv: 'Ar atvērtiem jautājumiem noskaidro situāciju un mērķi, bet nepārliecinās, vai sapratis pareizi, vai arī pārjautā jau pateikto.',
			ro: 'Află prin întrebări deschise situația și scopul, dar nu verifică dacă le-a înțeles corect sau întreabă din nou ceva deja spus.'
		},
		{
			en: 'Learns the situation, the purpose and what matters most, and sums it up in own words before answering, so that the customer can confirm or correct it.',
			ru: 'Выясняет ситуацию, цель и самое важное для клиента и до ответа подводит итог своими словами, чтобы клиент мог подтвердить или поправить.',
			lv: 'Noskaidro situāciju, mērķi un klientam svarīgāko un pirms atbildes to apkopo saviem vārdiem, lai klients varētu apstiprināt vai precizēt.',
			ro: 'Află situația, scopul și ce contează cel mai mult, apoi rezumă cu propriile cuvinte înainte de a răspunde, astfel încât clientul să poată confirma sau corecta.'
		}
	],
	weight: 18,
	allowsNa: true,
	critical: null,
	commentBelow: 3,
	evidenceBelow: 5,
	rootCauses: causes(
		'repeat_themselves',
		'lacked_knowledge',
		'value_not_understood',
		'broken_process'
	),
	coachingTip: {
		en: 'Take one conversation and write down together what the employee knew about the customer before offering something, and what they should have known. Practise two open questions that suit nearly every request, such as “What would you like to use it for?” and “What matters most to you here?”. Make a summary in one sentence (“So you need … by …”) the habit before any answer.',
		ru: 'Возьмите один разговор и вместе выпишите, что сотрудник знал о клиенте до предложения и что следовало узнать. Отработайте два открытых вопроса, подходящих почти к любому обращению, например: «Для чего Вы хотите это использовать?» и «Что для Вас здесь важнее всего?». Пусть станет привычкой перед ответом подводить итог одной фразой: «Значит, Вам нужно … к …».',
		lv: 'Paņemiet vienu sarunu un kopā uzrakstiet, ko darbinieks par klientu zināja pirms piedāvājuma un ko vajadzēja uzzināt. Izmēģiniet divus atvērtus jautājumus, kas der gandrīz jebkurā situācijā, piemēram: „Kam Jūs to vēlaties izmantot?” un „Kas Jums šeit ir vissvarīgākais?”. Lai par ieradumu kļūst kopsavilkums vienā teikumā pirms atbildes: „Tātad Jums vajadzīgs … līdz …”.',
		ro: 'Luați o conversație și notați împreună ce știa angajatul despre client înainte de a oferi ceva și ce ar fi trebuit să afle. Exersați două întrebări deschise care se potrivesc aproape oricărei solicitări, de exemplu „La ce doriți să îl folosiți?” și „Ce contează cel mai mult pentru dumneavoastră?”. Faceți un obicei din rezumatul într-o singură frază înaintea oricărui răspuns: „Așadar, aveți nevoie de … până la …”.'
	}
};

export const productKnowledge: Criterion = {
	key: 'product_knowledge',
	name: {
		en: 'Product knowledge',
		ru: 'Знание продукта',
		lv: 'Produktu pārzināšana',
		ro: 'Cunoașterea produsului'
	},
	description: {
		en: 'Whether what the employee says about products, prices, terms and procedures is correct, complete and understandable. Checking before answering is as good as knowing; guessing is not.',
		ru: 'Насколько верно, полно и понятно сотрудник говорит о товарах и услугах, ценах, условиях и порядке действий. Проверить перед ответом так же хорошо, как знать; угадать — нет.',
		lv: 'Vai darbinieka teiktais par precēm un pakalpojumiem, cenām, noteikumiem un kārtību ir pareizs, pilnīgs un saprotams. Pārbaudīt pirms atbildes ir tikpat labi kā zināt; minēt uz labu laimi – nav.',
		ro: 'Dacă ceea ce spune angajatul despre produse, prețuri, condiții și proceduri este corect, complet și pe înțelesul clientului. Cine verifică înainte de a răspunde este evaluat la fel ca acela care știe pe de rost; cine ghicește, nu.'
	},
	levels: [
		{
			en: 'States something wrong about price, terms, availability or the customer’s rights, and the customer leaves believing it.',
			ru: 'Сообщает неверные сведения о цене, условиях, наличии или правах клиента, и клиент уходит, веря в них.',
			lv: 'Sniedz nepareizas ziņas par cenu, noteikumiem, pieejamību vai klienta tiesībām, un klients aiziet, tām ticot.',
			ro: 'Dă informații greșite despre preț, condiții, disponibilitate sau drepturile clientului, iar clientul pleacă crezându-le.'
		},
		{
			en: 'Presents a guess as a fact, or says something wrong and takes it back only when the customer doubts it.',
			ru: 'Выдаёт догадку за факт или говорит неверно и поправляется, только когда клиент усомнился.',
			lv: 'Minējumu pasniedz kā faktu vai pasaka ko nepareizu un izlabo tikai tad, kad klients to apšauba.',
			ro: 'Prezintă o presupunere drept certitudine sau spune ceva greșit și se corectează abia când clientul se îndoiește.'
		},
		{
			en: 'What is said is right, but a question stays unanswered or an important condition (fee, deadline, exception) goes unmentioned.',
			ru: 'Сказанное верно, но один из вопросов остаётся без ответа или не названо важное условие (плата, срок, исключение).',
			lv: 'Teiktais ir pareizs, bet kāds jautājums paliek bez atbildes vai nav pieminēts svarīgs nosacījums (maksa, termiņš, izņēmums).',
			ro: 'Ce spune este corect, dar o întrebare rămâne fără răspuns sau o condiție importantă (taxă, termen, excepție) nu este menționată.'
		},
		{
			en: 'Right and complete, but the customer has to draw out the details by asking, or to have internal terms explained.',
			ru: 'Верно и полно, но подробности клиенту приходится выспрашивать самому или просить объяснить служебные термины.',
			lv: 'Pareizi un pilnīgi, bet sīkāka informācija klientam jāizprašņā pašam vai jālūdz paskaidrot iekšējos terminus.',
			ro: 'Corect și complet, dar clientul trebuie să scoată singur detaliile prin întrebări sau să ceară explicarea termenilor interni.'
		},
		{
			en: 'Right and complete, in the customer’s words; where unsure, says so, checks and comes back with the answer.',
			ru: 'Верно, полно и понятными клиенту словами; если не уверен — говорит об этом, проверяет и возвращается с ответом.',
			lv: 'Pareizi, pilnīgi un klientam saprotamiem vārdiem; ja nav pārliecināts, to pasaka, pārbauda un atgriežas ar atbildi.',
			ro: 'Corect, complet și în cuvintele clientului; când nu este sigur, o spune, verifică și revine cu răspunsul.'
		}
	],
	weight: 15,
	allowsNa: true,
	critical: { fails: 'section', class: 'customer' },
	commentBelow: 3,
	evidenceBelow: 5,
	rootCauses: causes('lacked_knowledge', 'broken_process', 'product_fault'),
	coachingTip: {
		en: 'Collect three questions of the month that the employee could not answer; let them find the answers in the knowledge base and explain them to you in a customer’s language. Agree a sentence for not knowing: “I want to be exact, so I am checking; you will have the answer in five minutes.” If the source itself is missing or wrong, report that: it is not the employee’s fault.',
		ru: 'Соберите три вопроса месяца, на которые сотрудник не смог ответить: пусть сам найдёт ответы в базе знаний и объяснит их Вам языком клиента. Договоритесь о фразе на случай незнания: «Хочу ответить точно, поэтому проверю; ответ будет у Вас через пять минут». Если сведений нет в самой базе или они неверны, сообщите об этом ответственным за неё: вины сотрудника здесь нет.',
		lv: 'Apkopojiet trīs šī mēneša jautājumus, uz kuriem darbinieks nevarēja atbildēt: lai viņš pats atrod atbildes zināšanu bāzē un izskaidro tās Jums klienta valodā. Vienojieties par teikumu gadījumiem, kad atbilde nav zināma: „Gribu atbildēt precīzi, tāpēc pārbaudīšu; pēc piecām minūtēm Jums būs atbilde.” Ja ziņu nav pašā zināšanu bāzē vai tās ir nepareizas, ziņojiet par to tālāk: tā nav darbinieka vaina.',
		ro: 'Adunați trei întrebări din luna aceasta la care angajatul nu a putut răspunde; lăsați-l să găsească răspunsurile în baza de cunoștințe și să vi le explice pe limba clientului. Conveniți o frază pentru situațiile în care nu știe: „Vreau să vă dau un răspuns exact, așa că verific; îl aveți în cinci minute.” Dacă informația lipsește chiar din sursă sau este greșită, semnalați acest lucru: nu este vina angajatului.'
	}
};
