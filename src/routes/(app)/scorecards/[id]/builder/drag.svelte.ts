import type { ScorecardEditor } from './scorecard-editor.svelte.ts';

type Kind = 'criterion' | 'section';
/** Before what it would land: the index in the section's list, or in the list of sections. */
type Place = { section: string; index: number };

const edge = 80;

/** Moving a criterion or section by its handle with mouse, pen or finger; Escape gives up. */
export class Drag {
	kind = $state<Kind | null>(null);
	key = $state<string | null>(null);
	place = $state<Place | null>(null);
	private startY = 0;
	private readonly editor: ScorecardEditor;

	constructor(editor: ScorecardEditor) {
		this.editor = editor;
	}

	/** Attributes of a handle. */
	handle(kind: Kind, key: string) {
		return {
			onpointerdown: (event: PointerEvent) => {
				if (event.button !== 0) return;
				(event.currentTarget as Element).setPointerCapture(event.pointerId);
				this.startY = event.clientY;
				this.kind = kind;
				this.key = key;
			},
			onpointermove: (event: PointerEvent) => this.key === key && this.move(event.clientY),
			onpointerup: () => this.drop(),
			onpointercancel: () => this.stop()
		};
	}

	isBefore(section: string, index: number) {
		return this.place?.section === section && this.place.index === index;
	}

	stop() {
		this.kind = this.key = this.place = null;
	}

	private move(y: number) {
		if (!this.place && Math.abs(y - this.startY) < 5) return;
		if (y < edge) scrollBy(0, -12);
		if (y > innerHeight - edge) scrollBy(0, 12);
		const slots = this.kind === 'section' ? sectionSlots() : criterionSlots();
		slots.sort((a, b) => Math.abs(a.y - y) - Math.abs(b.y - y));
		this.place = slots[0] ?? null;
	}

	private drop() {
		const { kind, key, place } = this;
		this.stop();
		if (!key || !place) return;
		if (kind === 'section') this.editor.moveSection(key, place.index);
		else this.editor.moveCriterion(key, place.section, place.index);
	}
}

const all = (selector: string, within: ParentNode = document) => [
	...within.querySelectorAll<HTMLElement>(selector)
];

function sectionSlots() {
	return slotsOf(all('[data-section]'), '');
}

function criterionSlots() {
	return all('[data-section]').flatMap((section) => {
		const rows = all('[data-criterion]', section);
		if (rows.length) return slotsOf(rows, section.dataset.section!);
		const y = section.getBoundingClientRect().bottom;
		return [{ section: section.dataset.section!, index: 0, y }];
	});
}

function slotsOf(elements: HTMLElement[], section: string) {
	const tops = elements.map((element, index) => ({
		section,
		index,
		y: element.getBoundingClientRect().top
	}));
	const end = elements.at(-1)?.getBoundingClientRect().bottom ?? 0;
	return [...tops, { section, index: elements.length, y: end }];
}
