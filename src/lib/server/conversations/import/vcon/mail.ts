/** The words of an inline body: plain text as it is, HTML without its tags, of a MIME message its text part. */
export function textOf(body: string, mediaType: string, depth = 0): string | null {
	const type = mediaType.split(';')[0].trim().toLowerCase();
	if (type === 'text/html') return htmlText(body);
	if (!type.startsWith('multipart/')) return type === '' || type.startsWith('text/') ? body : null;
	const boundary = /boundary="?([^";\r\n]+)"?/i.exec(mediaType)?.[1];
	if (!boundary || depth > 5) return null;
	const parts = partsOf(body, boundary);
	parts.sort((a, b) => rank(a.type) - rank(b.type));
	for (const part of parts) {
		const text = textOf(part.body, part.type, depth + 1);
		if (text !== null) return text;
	}
	return null;
}

function rank(type: string) {
	return type.startsWith('text/plain') || type === '' ? 0 : type.startsWith('multipart/') ? 1 : 2;
}

function partsOf(body: string, boundary: string): { type: string; body: string }[] {
	const [, ...parts] = `\n${body.replaceAll('\r\n', '\n')}`.split(`\n--${boundary}`);
	return parts
		.filter((part) => !part.startsWith('--'))
		.map((part) => {
			const text = part.replace(/^[ \t]*\n/, '');
			const hasHead = /^[\w-]+:/.test(text);
			const end = hasHead ? `${text}\n\n`.indexOf('\n\n') : 0;
			const head = text.slice(0, end).replace(/\n[ \t]+/g, ' ');
			const content = text.slice(end).replace(/^\n+/, '');
			const type = header(head, 'content-type');
			return { type, body: decoded(content, header(head, 'content-transfer-encoding'), type) };
		});
}

function header(head: string, name: string): string {
	const line = head.split('\n').find((line) => line.toLowerCase().startsWith(`${name}:`));
	return line?.slice(name.length + 1).trim() ?? '';
}

function decoded(content: string, transfer: string, type: string): string {
	if (!/^(base64|quoted-printable)$/i.test(transfer) || !/^(text\/|$)/i.test(type)) return content;
	const bytes = /^base64$/i.test(transfer)
		? Buffer.from(content, 'base64')
		: Buffer.from(
				content
					.replace(/=[ \t]{0,80}\n/g, '')
					.replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
				'latin1'
			);
	const charset = /charset="?([\w-]+)"?/i.exec(type)?.[1] ?? 'utf-8';
	try {
		return new TextDecoder(charset).decode(bytes);
	} catch {
		return new TextDecoder().decode(bytes);
	}
}

const blocks = /^\/?(br|p|div|tr|li|h\d|ul|ol|table|blockquote)\b/i;

/** One pass over the tags, so that broken HTML costs no more than good one. */
function htmlText(html: string): string {
	const [first, ...rest] = html.split('<');
	let text = squeeze(first);
	let hidden = '';
	for (const piece of rest) {
		const end = piece.indexOf('>');
		const tag = /^\/?[a-z]+/i.exec(piece)?.[0].toLowerCase();
		if (hidden) hidden = tag === `/${hidden}` ? '' : hidden;
		else if (end < 0) text += `<${squeeze(piece)}`;
		else {
			if (tag === 'style' || tag === 'script' || tag === 'head') hidden = tag;
			if (blocks.test(piece)) text += '\n';
			if (!hidden) text += squeeze(piece.slice(end + 1));
		}
	}
	return text
		.split('\n')
		.map((line) => entities(line.trim()))
		.join('\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}

function squeeze(text: string) {
	return text.replace(/\s+/g, ' ');
}

const named: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' '
};

function entities(text: string): string {
	return text.replace(
		/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,8}));/gi,
		(whole, decimal, hex, name) => {
			if (name) return named[name.toLowerCase()] ?? whole;
			const code = decimal ? +decimal : parseInt(hex, 16);
			return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
		}
	);
}
