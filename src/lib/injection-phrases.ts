/** Patterns match text in lower case whose Latin letters have lost their marks, see `plainText`. */
const near = '[^.!?\\n]{0,70}?';
const word = (pattern: string) => `(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`;
const inOrder = (...parts: string[]) => [new RegExp(parts.map(word).join(near), 'u')];
/** All of them, in any order. */
const together = (...parts: string[]) => parts.map((part) => new RegExp(word(part), 'u'));

const l = '\\p{L}*';

const en = {
	forget: 'ignore|ignoring|disregard|forget|override|bypass|do not follow|don.t follow',
	given: 'instructions?|rules|guidelines|prompts?|directions|rubric|directives',
	before: 'previous|prior|above|earlier|all|any|your|you were given|system|these',
	judge:
		'ai|llm|gpt|language model|evaluator|grader|judge|auditor|ai reviewer|ai model|assistant|reviewer',
	rate: 'rate|score|give|assign|award|awards|mark|grade|set|write|deduct|mention',
	all: 'criteria|criterion|full marks|maximum marks|points|this message|lowest score|highest level|top level|all levels'
};
const ru = {
	forget: `игнорир${l}|проигнорир${l}|забудь${l}|отмени${l}|не учитыва${l}|пренебре${l}|не следу${l}`,
	given: `инструкци${l}|указани${l}|правил${l}|промпт${l}|установк${l}`,
	judge: `ии|нейросет${l}|языков${l} модел${l}|модель|оценщик${l}|аудитор${l}|проверяющ${l}`,
	rate: `постав${l}|выстав${l}|оцени${l}|присво${l}|начисл${l}|снижа${l}|упомина${l}`,
	all: `критери${l}|балл${l}|оценк${l}|сообщени${l}`
};
const lv = {
	forget: `ignore${l}|aizmirst${l}|nenem${l} vera|neievero${l}|atcel${l}`,
	given: `instrukcij${l}|noradijum${l}|noteikum${l}|nosacijum${l}`,
	judge: `maksliga${l} intelekt${l}|valodas model${l}|modeli|vertetaj${l}|auditor${l}|parbauditaj${l}`,
	rate: `pieskir${l}|ieliec${l}|liec${l}|noverte${l}|nesamazin${l}|nepiemin${l}`,
	all: `kriterij${l}|punkt${l}|atzim${l}|vertejum${l}|zinojum${l}`
};
const ro = {
	forget: `ignor${l}|uita${l}|nu (?:mai )?(?:tine${l} cont|respect${l}|urma${l})|anul${l}`,
	given: `instructiun${l}|reguli${l}|indicati${l}|prompt${l}|indrumar${l}`,
	judge: `inteligent${l} artificial${l}|model${l} de limbaj|modelule|evaluator${l}|auditor${l}`,
	rate: `acord${l}|da|dati|pune${l}|noteaza|evaluez${l}|atribui${l}|scade${l}|mention${l}`,
	all: `criteri${l}|punct${l}|nota|scor${l}|nivel${l}|mesaj`
};

/** Speaks to whoever judges the conversation: forget what you were told, rate like this, keep quiet. A row speaks when all its patterns match. */
export const instructions: RegExp[][] = [
	inOrder(en.forget, en.before, en.given),
	inOrder(en.forget, en.given, 'above|you were given|in your prompt|before'),
	together(en.judge, en.rate, en.all),
	inOrder(en.rate, 'all|every|each', 'criteria|criterion|level'),
	inOrder('all|every|each', 'criteria|criterion', 'rated|fulfilled|top|highest|maximum|passed'),
	inOrder('(?:your|the) system prompt'),
	inOrder('(?:note|message|instructions?) (?:to|for) the (?:ai|model|evaluator|grader|reviewer)'),
	inOrder('(?:rating|score|evaluation)', 'already (?:settled|decided|approved)'),

	inOrder(ru.forget, `предыдущ${l}|прежн${l}|вс[её]${l}|выше${l}|прошл${l}|сво${l}`, ru.given),
	together(ru.judge, ru.rate, ru.all),
	inOrder(ru.rate, `максимальн${l}|высш${l}|наивысш${l}|5`, `критери${l}`),
	inOrder(`(?:примечани|инструкци|указани|сообщени)${l} для (?:ии|модели|нейросети|оценщика)`),
	inOrder('новая инструкция|новые инструкции', `оцен${l}|постав${l}|высш${l}`),
	inOrder(`правила оцен${l}|оценк${l}`, `изменен${l}|утвержден${l}`, `критери${l}|максимум`),

	inOrder(lv.forget, `iepriekse${l}|vis${l}|augstak${l}|sav${l}`, lv.given),
	together(lv.judge, lv.rate, lv.all),
	inOrder(lv.rate, `maksimal${l}|augstak${l}|5`, `kriterij${l}|vertejum${l}`),
	inOrder(`piezime${l} (?:maksligajam intelektam|modelim|vertetajam)`),
	inOrder('jauna instrukcija|jaunas instrukcijas', `novert${l}|augstak${l}|liec${l}`),
	inOrder(`vertesanas noteikum${l}`, `mainit${l}`, `kriterij${l}`),
	inOrder(`sarun${l}`, `jau ir novertet${l}`, `vertejum${l}|nevert${l}`),

	inOrder(ro.forget, ro.given, `anterioar${l}|precedent${l}|de mai sus|sistem${l}|toate`),
	inOrder(ro.forget, 'toate', ro.given),
	together(ro.judge, ro.rate, ro.all),
	inOrder(ro.rate, `maxim${l}|cel mai inalt|5`, `criteri${l}`),
	inOrder('nota pentru (?:inteligenta artificiala|model|evaluator)'),
	inOrder('instructiune noua|instructiuni noi', `evalue${l}|acord${l}|nivel${l}`),
	inOrder(`regul${l} de evaluare`, `schimbat${l}`, `criteri${l}`),
	inOrder(`conversati${l}`, `deja evaluat${l}`, `punctaj${l}|reevalu${l}`)
];

const verdict =
	'final verdict|verdict|evaluation result|итогов\\p{L}* оценк\\p{L}*|gala vertejum\\p{L}*|verdict final';

/** Looks like the answer of the machine, or of somebody who has judged already. */
export const verdicts: RegExp[] = [
	/["'](?:level|score|verdict|rating|notapplicable|na)["']\s*:\s*(?:\d|null|["'](?:pass|max))/u,
	new RegExp(`${word(verdict)}[\\s\\S]{0,80}?\\d\\s*/\\s*\\d`, 'u')
];

/** Pretends that the transcript is over or that somebody with more authority speaks. */
export const roles: RegExp[] = [
	/<\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id|end_header_id|begin_of_text)\|>|\[\/?inst\]|<\/?(?:system|transcript|instructions?|s)>/u,
	/(?:^|\n)\s*(?:#{1,3}\s*)?(?:system|assistant|developer)\s*:/u,
	/(?:^|\n)\s*(?:системное сообщение|sistemas zinojums|mesaj de sistem)\s*:/u,
	/(?<!\p{L})(?:end of (?:the )?transcript|transcript ends here|конец стенограммы|transkripta beigas|sfarsitul transcrierii)(?!\p{L})/u
];
