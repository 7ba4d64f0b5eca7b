import type { Stretch } from '#lib/word-steps.ts';

/** A stretch of the transcript that somebody selected; the quote stands there letter for letter. */
export type Selected = Stretch & { segment: number; quote: string };

/** What is selected inside the transcript; of several messages the first. null: nothing. */
export function readSelection(transcript: HTMLElement): Selected | null {
	const selection = document.getSelection();
	if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
	const range = selection.getRangeAt(0);
	if (!range.intersectsNode(transcript)) return null;
	for (const text of transcript.querySelectorAll<HTMLElement>('[data-text]'))
		if (range.intersectsNode(text)) {
			const selected = within(text, range);
			if (selected) return selected;
		}
	return null;
}

/** Selects a stretch of the text of one segment, as the mouse would. */
export function selectStretch(text: HTMLElement, { start, end }: Stretch) {
	const [from, to] = [locate(text, start), locate(text, end)];
	document.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
}

/** The part of a range that lies in one segment's text, without white space around it. */
function within(text: HTMLElement, range: Range): Selected | null {
	const all = text.textContent;
	const startsBefore = range.comparePoint(text, 0) >= 0;
	const endsAfter = range.comparePoint(text, text.childNodes.length) <= 0;
	const from = startsBefore ? 0 : offsetOf(text, range.startContainer, range.startOffset);
	const to = endsAfter ? all.length : offsetOf(text, range.endContainer, range.endOffset);
	const chosen = all.slice(from, to);
	const start = from + chosen.length - chosen.trimStart().length;
	const quote = chosen.trim();
	if (quote === '') return null;
	const segment = Number(text.closest<HTMLElement>('[data-ordinal]')!.dataset.ordinal);
	return { segment, start, end: start + quote.length, quote };
}

function offsetOf(text: HTMLElement, node: Node, offset: number) {
	const before = document.createRange();
	before.setStart(text, 0);
	before.setEnd(node, offset);
	return before.toString().length;
}

function locate(text: HTMLElement, offset: number) {
	const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
	let rest = offset;
	let node = walker.nextNode() as Text | null;
	while (node && rest > node.length) {
		rest -= node.length;
		node = walker.nextNode() as Text | null;
	}
	return node ? { node, offset: rest } : { node: text, offset: 0 };
}
