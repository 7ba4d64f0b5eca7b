import { digitRanges } from './digits.ts';

const digit = `[${digitRanges}]`;
const begin = `(?<![\\p{L}${digitRanges}])`;
const end = '(?!\\p{L})';

/** Words that mean nothing but a card's secret: en, ru, lv, ro. */
const secretWords = [
	'cvv2?|cvc2?|cvn|csc|свв|свс|цвв|цвс',
	'pin(?:s|a|u|ul|ului)?(?:[ -]?(?:code|number|kods|kodu|kodam|cod|codul))?',
	'(?:card )?(?:security|verification) (?:code|number|value)|card code',
	'(?:last )?(?:three|3) digits',
	'пин(?:а|у|ом)?(?:[ -]?код(?:а|у|ом)?)?',
	'код(?:а|у|ом|е)? (?:безопасности|проверки|карты|с карты)',
	'(?:последни[ех] )?(?:три|трёх|трех|3) цифр[ыа]?',
	'(?:drošības|kartes|pārbaudes) kod(?:s|a|u|am|ā)',
	'(?:pēdēj(?:ie|os) )?(?:trīs|3) cipar(?:i|us)',
	'cod(?:ul|ului)? (?:de )?(?:securitate|siguranță|siguranta|verificare|al cardului|cardului)',
	'(?:ultimele )?(?:trei|3) cifre'
].join('|');
/** Words that can mean another code too, unless the word beside them says so. */
const codeWords = 'code|код(?:а|у|ом|е)?|kod(?:s|a|u|am|ā)|cod(?:ul|ului)?';
const otherCodes = [
	'error|promo|promotion(?:al)?|discount|coupon|voucher|zip|post(?:al)?|area|country|city|dial(?:l?ing)?',
	'product|item|article|order|booking|reservation|tracking|reference|client|customer|status|bar|qr|source|dress|conduct',
	'(?:ошибк|промо|акци|скидк|почтов|город|стран|регион|товар|заказ|клиент|артикул|отслеживани|штрих)\\p{L}*',
	'(?:kļūd|atlai|akcij|past|valst|pilsēt|prec|produkt|pasūtījum|klient|sūtījum)\\p{L}*',
	'(?:ero[ar]|promo[tț]ion|reducer|po[sș]tal|[tț]ar[aăi]|ora[sș]|produs|comen|comand|client)\\p{L}*'
].join('|');

const secret = `${begin}(?:${secretWords})${end}`;
const code = `(?<!(?:${otherCodes})[ -])${begin}(?:${codeWords})${end}(?! (?:of |de |al |a )?(?:${otherCodes}))`;
const link =
	'(?:[\\s:=,"«“„\'(–—-]|is|was|it|its|for|the|card|from|sms|это|есть|вот|такой|на|из|смс|карте|карты|ir|šāds|no|kartes|e|este|din|pe|card)';
/** Three or four digits that are no part of an amount, a time, a date, a share or a longer number. */
const digits =
	`(?<!(?:${digit}|•)[.,:/-]?|[$€£₽+#№])(${digit}{3,4})` +
	`(?![.,:/-]?${digit}|\\s?(?:[%€$£₽]|eur|usd|mdl|ron|rub|lei|руб|евро|eiro))`;

const threeDigits = new RegExp(`${digit}{3}`);
const loneDigits = new RegExp(digits, 'iu');
const alone = new RegExp(`^[^\\p{L}${digitRanges}]*${digit}{3,4}[^\\p{L}${digitRanges}]*$`, 'u');
const short = new RegExp(`^[^${digitRanges}]{0,20}${digit}{3,4}[^${digitRanges}]{0,20}$`);
const asks = new RegExp(`${secret}|${code}`, 'iu');
const asksSecret = new RegExp(secret, 'iu');
const near = [
	// 4111…1111 12/27 737: what follows the expiry date of a masked card
	`(•••• ${digit}{4}[\\s,;]{1,3}[01]${digit}\\s?[/.-]?\\s?(?:20)?${digit}{2}[\\s,;]{1,3})${digits}()`,
	`(${secret}(?:(?![!?•\\n]|\\.\\s).){0,30}?)${digits}()`,
	`()${digits}([^\\n.!?${digitRanges}]{0,20}?${secret})`,
	`(${code}${link}{0,8})${digits}()`
].map((pattern) => new RegExp(pattern, 'giu'));

/** Replaces the digits of security codes and PINs that stand near their words. */
export function maskCodes(text: string): string {
	if (!threeDigits.test(text) || !loneDigits.test(text)) return text;
	return near.reduce(
		(masked, pattern) =>
			masked.replace(pattern, (_, before: string, found: string, after: string) => {
				return before + '•'.repeat(found.length) + after;
			}),
		text
	);
}

/** Masks a short answer to `question`: digits alone, or with a few words after a plain request. */
export function maskAnswer(text: string, question: string, hasCard: boolean): string {
	const isAnswer = alone.test(text)
		? hasCard || asks.test(question)
		: short.test(text) && asksSecret.test(question);
	return isAnswer && loneDigits.test(text)
		? text.replace(loneDigits, (found) => '•'.repeat(found.length))
		: text;
}
