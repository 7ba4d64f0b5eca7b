/** Decimal money as text, such as `12.50`: never a binary fraction. */
export const moneyPattern = /^\d{1,9}(\.\d{1,2})?$/;

/** The whole amount in hundredths. Throws a RangeError for anything that is not decimal money. */
export function cents(amount: string): bigint {
	const text = amount.trim().replace(',', '.');
	if (!moneyPattern.test(text)) throw new RangeError(`${amount} is no amount of money`);
	const [whole, part = ''] = text.split('.');
	return BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'));
}

/** Hundredths as text with two digits after the point. */
export const fromCents = (value: bigint) =>
	`${value / 100n}.${String(value % 100n).padStart(2, '0')}`;

/** The exact sum. */
export const sumMoney = (amounts: string[]) =>
	fromCents(amounts.reduce((sum, amount) => sum + cents(amount), 0n));

/** As the reader's language writes it, exact to the hundredth. */
export const moneyText = (amount: string, currency: string, region: string) =>
	new Intl.NumberFormat(region, { style: 'currency', currency }).format(amount as never);
