import { deflateSync } from 'node:zlib';

const perStream = 200;
const end = 'endobj\n';

/**
 * pdfkit writes each tag of the structure tree as an object in plain text: half of the file.
 * Objects without a stream go into compressed object streams, as PDF has allowed since 1.5 (ISO 32000-1, 7.5.7 and 7.5.8).
 */
export function packObjects(plain: Buffer): Buffer {
	const { objects, trailer } = objectsOf(plain);
	const loose = objects.filter(({ body }) => body.endsWith('endstream\n'));
	const small = objects.filter(({ body }) => !body.endsWith('endstream\n'));
	const head = plain.toString('latin1', 0, objects[0].at);
	const pieces = [head];
	let length = head.length;
	const entries: Entry[] = [[0, 0, 65535]];
	let next = objects.length + 1;

	for (const { id, body } of loose) add(id, body);
	for (let from = 0; from < small.length; from += perStream) {
		const group = small.slice(from, from + perStream);
		group.forEach(({ id }, i) => (entries[id] = [2, next, i]));
		add(next++, objectStream(group));
	}
	const start = length;
	entries[next] = [1, start, 0];
	add(next, crossReferences(entries, trailer));
	pieces.push(`startxref\n${start}\n%%EOF\n`);
	return Buffer.from(pieces.join(''), 'latin1');

	function add(id: number, body: string) {
		entries[id] = [1, length, 0];
		const piece = `${id} 0 obj\n${body}${end}`;
		pieces.push(piece);
		length += piece.length;
	}
}

interface PlainObject {
	id: number;
	at: number;
	body: string;
}

/** Kind, then offset and generation, or the object stream and the place in it. */
type Entry = [kind: number, where: number, index: number];

/** Reads pdfkit's own cross-reference table: one line of twenty bytes for each object. */
function objectsOf(plain: Buffer) {
	const text = plain.toString('latin1');
	const table = Number(text.slice(text.lastIndexOf('startxref\n') + 10).split('\n')[0]);
	const [, count, ...lines] = text.slice(table).split('\n');
	const offsets = lines.slice(1, Number(count.split(' ')[1])).map((line) => parseInt(line, 10));
	const inOrder = [...offsets, table].sort((a, b) => a - b);
	const following = new Map(inOrder.map((offset, i) => [offset, inOrder[i + 1]]));
	const objects = offsets.map((at, i): PlainObject => {
		const whole = text.slice(at, following.get(at));
		return { id: i + 1, at, body: whole.slice(whole.indexOf('obj\n') + 4, -end.length) };
	});
	const trailer = text.slice(text.lastIndexOf('trailer\n<<\n') + 11, text.lastIndexOf('\n>>'));
	objects.sort((a, b) => a.at - b.at);
	return { objects, trailer: trailer.replace(/\/Size \d+\n/, '') };
}

function objectStream(group: PlainObject[]): string {
	let offset = 0;
	const index = group.map(({ id, body }) => {
		const entry = `${id} ${offset}`;
		offset += body.length;
		return entry;
	});
	const head = `${index.join(' ')}\n`;
	const content = head + group.map(({ body }) => body).join('');
	return stream(`/Type /ObjStm\n/N ${group.length}\n/First ${head.length}`, content);
}

function crossReferences(entries: Entry[], trailer: string): string {
	const rows = Buffer.alloc(entries.length * 7);
	entries.forEach(([kind, where, index], i) => {
		rows.writeUInt8(kind, i * 7);
		rows.writeUInt32BE(where, i * 7 + 1);
		rows.writeUInt16BE(index, i * 7 + 5);
	});
	const facts = `/Type /XRef\n/Size ${entries.length}\n/W [1 4 2]\n${trailer}`;
	return stream(facts, rows.toString('latin1'));
}

function stream(facts: string, content: string): string {
	const packed = deflateSync(Buffer.from(content, 'latin1')).toString('latin1');
	const dictionary = `<<\n${facts}\n/Filter /FlateDecode\n/Length ${packed.length}\n>>`;
	return `${dictionary}\nstream\n${packed}\nendstream\n`;
}
