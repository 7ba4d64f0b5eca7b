import type { Locale } from '../../../locales.ts';

/**
 * Beginnings of words, in lower case, without ё. `acts` are things that staff do: praise when done, blame when denied,
 * and neither when the shopper speaks of themselves. `deniers` turn what follows; `nobody` is blame on its own.
 */
type CommentWords = {
	good: RegExp;
	bad: RegExp;
	acts: RegExp;
	deniers: RegExp;
	nobody: RegExp;
	/** The shopper as the one who does it. */
	self: RegExp;
	/** Letters before a word that deny it. */
	prefix: RegExp | null;
	/** Ends what a denial denies. */
	and: RegExp;
	/** Where another thought begins. */
	turns: RegExp;
	/** A blame of several words. */
	phrases: RegExp;
	/** Words that take the edge off: the blame beside them is too small to contradict anything. */
	mild: RegExp;
};

const stems = (text: string) => new RegExp(`^(?:${text.replace(/\s+/g, '|')})`, 'u');
const words = (text: string) => new RegExp(`^(?:${text.replace(/\s+/g, '|')})$`, 'u');
const within = (text: string) => new RegExp(text, 'gu');

export const commentWords: Record<Locale, CommentWords> = {
	en: {
		good: stems(
			`polite courte friendl warm pleasan kindl helpful attentiv knowledg competen profession excellen great
			perfect wonderful brillian good nice nicely clean tidy neat quick fast prompt patien clear careful
			impress delight satisf cheer`
		),
		bad: stems(
			`rude impolite unfriend unhelp unprofess ignor dirty messy mess$ untid dust slow bored cold dismiss
			indifferen reluctan impatien terrible awful horrible worst bad badly poor argu shout annoy irritat
			disappoint confus wrong interrupt unpleas unclear lazy refus sigh threw throw`
		),
		acts: stems(
			`greet welcom smil thank explain offer ask help listen recommend suggest advis answered wish know apolog served
			serve look`
		),
		deniers: words(
			`not no never without nor neither hardly barely didn't wasn't don't doesn't couldn't nothing`
		),
		nobody: words(`nobody none noone`),
		self: words(`i we`),
		and: words(`and`),
		prefix: null,
		turns: /[.!?;:\n]|\b(?:but|however|although|though|because|only|even when)\b/u,
		phrases: within(
			`\\bno one\\b|turned (?:his|her|their) back|wait(?:ed|ing)? (?:\\S+ )?(?:long|forever|ages)|on (?:his|her|the) phone|had to (?:find|do|look for) `
		),
		mild: words(`little bit slightly`)
	},
	ru: {
		good: stems(
			`вежлив учтив приветлив дружелюб тепл приятн любезн внимательн грамотн компетент профессион отличн прекрасн
			замечательн идеальн чудесн хорош чист аккуратн опрятн быстр терпелив спокойн понятн подробн доброжелат
			доволен довольн`
		),
		bad: stems(
			`груб нагруб хам нахам игнор гряз беспоряд разброс медленн скучающ холодн неохотн раздраж нетерпелив равнодуш
			ужас кошмар отврат плох хуже спорил крич недовол разочаров неверн ошиб перебива лени отказ пыл броси швыр`
		),
		acts: stems(
			`поздоров здоров привет улыб поблагодар благодар объясн рассказ предлож предлаг спрос спраш помог
			посовет рекоменд ответил отвеч пожел зна извин выслуш обслуж пригла подош попрощ прощан посмотр`
		),
		deniers: words(`не ни без ничего нет нельзя никак никаких`),
		nobody: words(`никто`),
		self: words(`я мы`),
		and: words(`и`),
		prefix: /^не(?=\p{L}{4})/u,
		turns: /[.!?;:\n]|(?<!\p{L})(?:но|однако|хотя|потому|только|зато)(?!\p{L})/u,
		phrases: within(
			`сквозь зубы|закатыва\\p{L}* глаза|между собой|(?:долго|вечность) жд|жда\\p{L}* (?:очень )?долго|пришлось искать`
		),
		mild: words(`немного слегка чуть чуточку`)
	},
	lv: {
		good: stems(
			`laipn pieklājīg draudzīg silt patīkam uzmanīg zinoš kompeten profesionāl lielisk izcil ideāl brīnišķīg lab
			tīr kārtīg ātr pacietīg mierīg saprotam sīki apmierināt jauk`
		),
		bad: stems(
			`rup ignor netīr nekārt putek lēn garlaik vēs auksti vienaldzīg negrib nepaciet brīdis briesmīg šausm slikt
			strīd kliedz aizkaitin īgn vīl nepareiz kļūd pārtrauc slink atteic nomet svied`
		),
		acts: stems(
			`sasveicin sveicien sveicin smaid pasmaid pateic izskaidr paskaidr piedāv pajaut jautā palīdz ieteic ieteik
			atbildēj novēl pārzin atvain uzklaus apkalp aicin pienāc pienāk atvad paskat izrād`
		),
		deniers: words(`ne nebija bez neko nekādu nekādas nav nekas nespēja`),
		nobody: words(`neviens neviena`),
		self: words(`es mēs manu mans`),
		and: words(`un`),
		prefix: /^ne(?=\p{L}{4})/u,
		turns: /[.!?;:\n]|(?<!\p{L})(?:bet|taču|tomēr|tikai|jo|kaut)(?!\p{L})/u,
		phrases: within(`savā starpā|ilgi (?:nācās )?gaid|gaid\\p{L}* (?:ļoti )?ilgi|bija jāmeklē`),
		mild: words(`nedaudz mazliet`)
	},
	ro: {
		good: stems(
			`politicoas politicos amabil prietenos cald plăcut placut atent competent profesion excelent minunat perfect
			grozav bun bine curat ordonat îngrijit rapid repede răbd calm clar atenție mulțumit$`
		),
		bad: stems(
			`nepolitic grosolan ignor murdar dezord mizer lent plictis rece indifer nerăbd groaznic oribil îngrozit prost
			rău cert țip enerv iritat dezamăg greșit greșel întrerup lene refuz praf arunc trânt neprof neplăc`
		),
		acts: stems(
			`salut zâmb mulțum explic ofer propus întreb ajut recomand sfătu răspunde răspuns$ cunoa ura urat scuze ascult serv invit
			apropi revedere uitat`
		),
		deniers: words(`nu n fără nici nimic niciun nicio`),
		nobody: words(`nimeni`),
		self: words(`am eu noi mea`),
		and: words(`și`),
		prefix: null,
		turns: /[.!?;:\n]|(?<!\p{L})(?:dar|însă|totuși|deși|doar|pentru că)(?!\p{L})/u,
		phrases: within(
			`fără chef|între ele|între ei|aștept\\p{L}* (?:foarte )?mult|a trebuit să caut`
		),
		mild: words(`puțin putin`)
	}
};

const tells: Record<Exclude<Locale, 'ru'>, RegExp> = {
	en: /\b(?:the|was|were|and|she|he|my|me|with|of|to|not|had|a|but|in)\b/giu,
	lv: /[āēīūķļņģčž]|(?<!\p{L})(?:un|bija|es|man|mani|nav|ar|par|uz|viņš|viņa|ļoti|bet|tikai|viss)(?!\p{L})/giu,
	ro: /[ăâșțşţ]|(?<!\p{L})(?:și|si|a|m|mi|nu|era|cu|la|am|fost|de|un|o|dar)(?!\p{L})/giu
};

/** The language that a comment is most likely written in; null when nothing tells. */
export function languageOf(text: string): Locale | null {
	if (/\p{Script=Cyrillic}/u.test(text)) return 'ru';
	const counts = (['en', 'lv', 'ro'] as const).map((locale) => ({
		locale,
		count: text.match(tells[locale])?.length ?? 0
	}));
	const [best] = counts.sort((a, b) => b.count - a.count);
	return best.count ? best.locale : null;
}
