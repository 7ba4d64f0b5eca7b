export type CopyValue = string | number | string[] | null | undefined;

/** One row for COPY … FROM STDIN in PostgreSQL's text format. */
export function copyLine(values: CopyValue[]): string {
	return values.map(copyField).join('\t') + '\n';
}

function copyField(value: CopyValue): string {
	if (value === null || value === undefined) return '\\N';
	if (typeof value === 'number') return String(value);
	return escapeField(typeof value === 'string' ? value : arrayLiteral(value));
}

const special = /[\\\n\r\t]/;

function escapeField(text: string): string {
	if (!special.test(text)) return text;
	return text
		.replaceAll('\\', '\\\\')
		.replaceAll('\n', '\\n')
		.replaceAll('\r', '\\r')
		.replaceAll('\t', '\\t');
}

function arrayLiteral(items: string[]): string {
	return `{${items.map((item) => `"${item.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
}
