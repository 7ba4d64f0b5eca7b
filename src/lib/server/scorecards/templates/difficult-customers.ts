import type { Words } from '#lib/locales.ts';

export type DifficultCustomer = {
	key: 'undecided' | 'know_it_all' | 'rude' | 'offended';
	name: Words;
	coachingTips: Words[];
};

/** The kinds of difficult customer that a review can be tagged with. */
export const difficultCustomers: DifficultCustomer[] = [
	{
		key: 'undecided',
		name: { en: 'Undecided', ru: 'Нерешительный', lv: 'Neizlēmīgs', ro: 'Nehotărât' },
		coachingTips: [
			{
				en: 'Narrow the choice to two options and say in one sentence each whom it suits; more choice makes the decision harder.',
				ru: 'Сузьте выбор до двух вариантов и о каждом одной фразой скажите, кому он подходит: чем больше выбор, тем труднее решить.',
				lv: 'Sašauriniet izvēli līdz divām iespējām un par katru vienā teikumā pasakiet, kam tā der: jo plašāka izvēle, jo grūtāk izlemt.',
				ro: 'Restrângeți alegerea la două variante și spuneți despre fiecare, într-o frază, cui i se potrivește: mai multă ofertă înseamnă o decizie mai grea.'
			},
			{
				en: 'Ask what the decision depends on (“What would you need to know to be sure?”) and answer exactly that.',
				ru: 'Спросите, от чего зависит решение («Что Вам нужно знать, чтобы не сомневаться?»), и ответьте именно на это.',
				lv: 'Pajautājiet, no kā atkarīgs lēmums („Kas Jums jāzina, lai nebūtu šaubu?”), un atbildiet tieši uz to.',
				ro: 'Întrebați de ce anume depinde decizia („Ce v-ar ajuta să vă decideți?”) și răspundeți exact la asta.'
			},
			{
				en: 'Recommend one option with its reason, say what happens if it turns out wrong (return, change), and leave time without pressing.',
				ru: 'Посоветуйте один вариант и объясните почему, скажите, что делать, если он не подойдёт (возврат, замена), и дайте время, не торопя.',
				lv: 'Iesakiet vienu iespēju un paskaidrojiet, kāpēc; pasakiet, ko darīt, ja tā nederēs (atgriešana, maiņa), un dodiet laiku, nesteidzinot.',
				ro: 'Recomandați o variantă și spuneți de ce, arătați ce se poate face dacă nu se potrivește (retur, schimb) și lăsați timp, fără presiune.'
			}
		]
	},
	{
		key: 'know_it_all',
		name: { en: 'Know-it-all', ru: 'Всезнайка', lv: 'Viszinis', ro: 'Atotștiutor' },
		coachingTips: [
			{
				en: 'Give credit for what the customer really knows and ask for their experience; whoever feels respected listens more readily.',
				ru: 'Отдайте должное тому, что клиент действительно знает, и спросите о его опыте: кто чувствует уважение, тот охотнее слушает.',
				lv: 'Atzīstiet to, ko klients tiešām zina, un pajautājiet par viņa pieredzi: kas jūtas cienīts, tas labprātāk klausās.',
				ro: 'Apreciați ce știe cu adevărat clientul și întrebați-l despre experiența lui: cine se simte respectat ascultă mai ușor.'
			},
			{
				en: 'Correct a mistake with a source instead of an opinion: “Let us look together at what the terms say.”',
				ru: 'Ошибку поправляйте не мнением, а источником: «Давайте вместе посмотрим, что сказано в условиях».',
				lv: 'Kļūdu labojiet nevis ar viedokli, bet ar avotu: „Apskatīsimies kopā, kas rakstīts noteikumos.”',
				ro: 'Corectați o greșeală cu o sursă, nu cu o părere: „Haideți să vedem împreună ce spun condițiile.”'
			},
			{
				en: 'Do not compete over who is right: settle the one point that matters for the solution and let the rest go.',
				ru: 'Не соревнуйтесь, кто прав: проясните то единственное, что важно для решения, остальное отпустите.',
				lv: 'Nesacentieties, kuram taisnība: noskaidrojiet to vienu, kas svarīgs risinājumam, pārējo palaidiet garām.',
				ro: 'Nu vă întreceți în a avea dreptate: lămuriți singurul lucru important pentru soluție și treceți peste rest.'
			}
		]
	},
	{
		key: 'rude',
		name: { en: 'Rude', ru: 'Грубый', lv: 'Rupjš', ro: 'Nepoliticos' },
		coachingTips: [
			{
				en: 'Speak more slowly and quietly than the customer and answer the matter, not the tone; do not hit back.',
				ru: 'Говорите медленнее и тише, чем клиент, и отвечайте на суть, а не на тон; не отвечайте грубостью на грубость.',
				lv: 'Runājiet lēnāk un klusāk nekā klients un atbildiet uz būtību, nevis uz toni; uz rupjību neatbildiet ar rupjību.',
				ro: 'Vorbiți mai rar și mai încet decât clientul și răspundeți la subiect, nu la ton; nu răspundeți cu aceeași monedă.'
			},
			{
				en: 'Let the first wave pass, then name what you can do: “I want to solve this with you. The first step is …”.',
				ru: 'Дайте схлынуть первой волне, затем назовите, что можете сделать: «Я хочу решить это вместе с Вами. Первый шаг — …».',
				lv: 'Ļaujiet pirmajam vilnim noplakt, tad nosauciet, ko varat darīt: „Es gribu to atrisināt kopā ar Jums. Pirmais solis ir …”.',
				ro: 'Lăsați să treacă primul val, apoi spuneți ce puteți face: „Vreau să rezolvăm împreună. Primul pas este …”.'
			},
			{
				en: 'Set a limit once, politely and clearly; if insults go on, announce that you are ending the conversation, end it, and tell your lead.',
				ru: 'Один раз вежливо и ясно обозначьте границу; если оскорбления продолжаются, предупредите, что завершаете разговор, завершите его и сообщите руководителю.',
				lv: 'Vienreiz pieklājīgi un skaidri novelciet robežu; ja apvainojumi turpinās, brīdiniet, ka sarunu beigsiet, beidziet to un informējiet vadītāju.',
				ro: 'Puneți o limită, o singură dată, politicos și clar; dacă jignirile continuă, anunțați că încheiați conversația, încheiați-o și informați-vă superiorul.'
			}
		]
	},
	{
		key: 'offended',
		name: { en: 'Offended', ru: 'Обиженный', lv: 'Aizvainots', ro: 'Jignit' },
		coachingTips: [
			{
				en: 'Listen to the end without explaining; every “but” reads as a new offence.',
				ru: 'Дослушайте до конца, ничего не объясняя: каждое «но» звучит как новая обида.',
				lv: 'Uzklausiet līdz galam, neko nepaskaidrojot: katrs „bet” izklausās pēc jauna aizvainojuma.',
				ro: 'Ascultați până la capăt, fără explicații: fiecare „dar” sună ca o nouă jignire.'
			},
			{
				en: 'Name what hurt (“You were promised a call and nobody rang”) and apologise for exactly that.',
				ru: 'Назовите, что задело («Вам обещали перезвонить, и никто не позвонил»), и извинитесь именно за это.',
				lv: 'Nosauciet, kas aizskāra („Jums solīja piezvanīt, un neviens nepiezvanīja”), un atvainojieties tieši par to.',
				ro: 'Numiți ce a durut („V-am promis un telefon și nu v-a sunat nimeni”) și cereți scuze exact pentru asta.'
			},
			{
				en: 'Make one small promise that you can keep today, and keep it yourself; trust returns through the second experience.',
				ru: 'Дайте одно небольшое обещание, которое можно выполнить сегодня, и выполните его сами: доверие возвращается со второго раза.',
				lv: 'Dodiet vienu nelielu solījumu, ko var izpildīt šodien, un izpildiet to personīgi: uzticēšanos atgūst ar otro pieredzi.',
				ro: 'Faceți o promisiune mică, pe care o puteți ține astăzi, și țineți-o personal: încrederea revine la a doua experiență.'
			}
		]
	}
];
