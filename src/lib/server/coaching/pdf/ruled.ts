import { whole, type Block } from './blocks.ts';
import { colours } from './look.ts';
import type { Sheet } from './sheet.ts';

const lineHeight = 16;

/** Lines to write on with a pen. */
export function ruledLines(sheet: Sheet, count: number, width: number): Block {
	return whole(count * lineHeight, (x, y) =>
		sheet.decoration(() => {
			for (let line = 1; line <= count; line++)
				sheet.rule(x, x + width, y + line * lineHeight, colours.line);
		})
	);
}

/** An empty box or a crossed one: nothing hangs on colour. */
export function drawCheckbox({ doc }: Sheet, x: number, y: number, isCrossed: boolean) {
	doc.lineWidth(0.75).strokeColor(colours.ink).rect(x, y, 9, 9).stroke();
	if (!isCrossed) return;
	doc
		.lineWidth(1.25)
		.moveTo(x + 2, y + 2)
		.lineTo(x + 7, y + 7);
	doc
		.moveTo(x + 7, y + 2)
		.lineTo(x + 2, y + 7)
		.stroke();
}
