import PDFDocument from 'pdfkit';
import { bottom, colours, left, paper, right, styles, top, type Style } from './look.ts';
import { packObjects } from './pack.ts';
import { printableLine } from './printable.ts';
import { interTypesetter, type Typesetter } from './typesetter.ts';

export interface Facts {
	title: string;
	author: string;
	lang: string;
	/** Stamped as created and modified, so that the same report is the same bytes. */
	date: Date;
}

interface TagOptions {
	alt?: string;
	scope?: 'Column' | 'Row';
}

/** A place in the tag tree, made when something is first drawn into it. */
export class Tag {
	readonly type: string;
	#element?: PDFKit.PDFStructureElement;
	readonly #make: () => PDFKit.PDFStructureElement;

	constructor(type: string, make: () => PDFKit.PDFStructureElement) {
		this.type = type;
		this.#make = make;
	}

	get element() {
		return (this.#element ??= this.#make());
	}

	/** Takes its place in the tree, even if nothing is drawn into it. */
	open() {
		return this.element;
	}
}

/** The pages: draws single lines and shapes, each tagged or marked as decoration. Knows nothing of reports. */
export class Sheet {
	readonly doc: PDFKit.PDFDocument;
	readonly root: Tag;
	/** Where the next block goes. */
	y = top;
	readonly #type: Typesetter;

	constructor(facts: Facts, typesetter = interTypesetter) {
		this.doc = new TaggedDocument({
			size: [paper.width, paper.height],
			margin: 0,
			pdfVersion: '1.7',
			lang: facts.lang,
			tagged: true,
			displayTitle: true,
			bufferPages: true,
			autoFirstPage: false,
			font: '',
			info: {
				Title: printableLine(facts.title),
				Author: printableLine(facts.author),
				Creator: 'Plumbline',
				Producer: 'Plumbline',
				CreationDate: facts.date,
				ModDate: facts.date
			}
		});
		this.#type = typesetter(this.doc);
		const document = this.doc.struct('Document');
		this.doc.addStructure(document);
		this.root = new Tag('Document', () => document);
	}

	tag(type: string, parent: Tag = this.root, { alt, scope }: TagOptions = {}): Tag {
		return new Tag(type, () => {
			const words = alt === undefined ? {} : { alt: printableLine(alt) };
			const element = this.doc.struct(type, { ...words, ...(scope ? { scope } : {}) });
			parent.element.add(element);
			return element;
		});
	}

	/** What is drawn belongs to this tag. */
	inside(tag: Tag, draw: () => void) {
		tag.element.add(this.doc.markStructureContent(tag.type));
		draw();
		this.doc.endMarkedContent();
	}

	/** What is drawn is decoration: readers skip it. */
	decoration(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout') {
		this.doc.markContent('Artifact', { type });
		draw();
		this.doc.endMarkedContent();
	}

	widthOf(text: string, style: Style): number {
		return this.#type.widthOf(text, style);
	}

	/** One line of printable text, its baseline at y. */
	line(text: string, x: number, y: number, style: Style) {
		this.#type.line(text, x, y, style);
	}

	rule(x1: number, x2: number, y: number, colour: string, width = 0.5) {
		this.doc.lineWidth(width).strokeColor(colour);
		this.doc.moveTo(near(x1), near(y)).lineTo(near(x2), near(y)).stroke();
	}

	bookmark(title: string, y: number, parent?: PDFKit.PDFOutline): PDFKit.PDFOutline {
		// pdfkit counts `left` from the right edge.
		const place = { top: near(y), left: paper.width, expanded: true };
		return (parent ?? this.doc.outline).addItem(printableLine(title), place);
	}

	newPage() {
		this.doc.addPage();
		this.y = top;
	}

	/** Header and footer, once the number of pages is known. */
	frame(header: [string, string, string], footer: (page: number, pages: number) => string[]) {
		const pages = this.doc.bufferedPageRange().count;
		for (let page = 0; page < pages; page++) {
			this.doc.switchToPage(page);
			this.decoration(() => {
				this.#spread(header, top - 19);
				this.rule(left, right, top - 13, colours.line);
				this.#spread(footer(page + 1, pages), bottom + 21);
			}, 'Pagination');
		}
	}

	/** First text left, second centred, third right; each has room for a page number or an id, the first gives way. */
	#spread(texts: string[], y: number) {
		const style = styles.frame;
		const [first, ...others] = texts.map(printableLine);
		const [middle, last] = others.map((text) => this.shortened(text, (right - left) * 0.39, style));
		const [middleWidth, lastWidth] = [middle, last].map((text) => this.widthOf(text, style));
		const middleX = Math.min(
			(left + right - middleWidth) / 2,
			right - lastWidth - middleWidth - 12
		);
		this.line(this.shortened(first, middleX - left - 12, style), left, y, style);
		this.line(middle, middleX, y, style);
		this.line(last, right - lastWidth, y, style);
	}

	/** As much of the text from its beginning as fits. */
	fitting(text: string, width: number, style: Style): string {
		let [fits, used] = ['', 0];
		for (const character of text) {
			used += this.widthOf(character, style);
			if (used > width) break;
			fits += character;
		}
		// Side by side letters can be wider than each alone
		while (this.widthOf(fits, style) > width) fits = Array.from(fits).slice(0, -1).join('');
		return fits;
	}

	/** The text, or as much of it as fits, with an ellipsis. */
	shortened(text: string, width: number, style: Style): string {
		if (this.widthOf(text, style) <= width) return text;
		const room = width - this.widthOf('…', style);
		return `${this.fitting(text, room, style).trimEnd()}…`;
	}

	async bytes(): Promise<Uint8Array<ArrayBuffer>> {
		const chunks: Uint8Array[] = [];
		this.doc.end();
		for await (const chunk of this.doc) chunks.push(chunk);
		return Uint8Array.from(packObjects(Buffer.concat(chunks)));
	}
}

class TaggedDocument extends PDFDocument {
	/** pdfkit writes title and author into its XML as they are. */
	override endMetadata() {
		for (const [key, value] of Object.entries(this.info))
			if (typeof value === 'string') Object.assign(this.info, { [key]: escapeXml(value) });
		super.endMetadata();
	}
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escapeXml = (text: string) => text.replace(/[&<>]/g, (character) => escapes[character]);

const near = (n: number) => Math.round(n * 100) / 100;
