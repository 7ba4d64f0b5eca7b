import type { Region } from 'wavesurfer.js/plugins/regions';

/** Drawn in the recording's colours. */
export type Stretch = { id: string; fromMs: number; toMs: number; label: string };

export type Waveform = {
	/** Loudness of each channel, 0..1. */
	peaks: Float32Array[];
	/** Shows the evidence, and the stretch that is being chosen. */
	mark(stretches: Stretch[], chosen: { fromMs: number; toMs: number } | null): void;
	repaint(): void;
	destroy(): void;
};

type Options = {
	container: HTMLElement;
	media: HTMLAudioElement;
	peaksUrl: string;
	durationMs: number;
	channels: number;
	/** Called when somebody drags over the waveform. */
	onchoose: (stretch: { fromMs: number; toMs: number }) => void;
};

const laneHeight = 44;
const chosenId = 'chosen';

/** Loads the player's parts and draws one lane a channel from the peaks that the server has computed. */
export async function drawWaveform(options: Options): Promise<Waveform> {
	const { container, media, durationMs, channels, onchoose } = options;
	const [{ default: WaveSurfer }, { default: Regions }, peaks] = await Promise.all([
		import('wavesurfer.js'),
		import('wavesurfer.js/plugins/regions'),
		fetchPeaks(options)
	]);
	const regions = Regions.create();
	const surfer = WaveSurfer.create({
		container,
		media,
		peaks,
		duration: durationMs / 1000,
		height: laneHeight,
		normalize: false,
		barWidth: 2,
		barGap: 1,
		cursorWidth: 2,
		plugins: [regions],
		...colours(container, channels)
	});
	regions.enableDragSelection({ color: tint(container, 25), id: chosenId });
	let isMarking = false;
	const report = (region: Region) => {
		if (region.id === chosenId && !isMarking) onchoose(timesOf(region));
	};
	regions.on('region-created', report);
	regions.on('region-updated', report);
	return {
		peaks,
		mark(stretches, chosen) {
			isMarking = true;
			regions.clearRegions();
			for (const { id, fromMs, toMs, label } of stretches)
				regions.addRegion({
					id,
					start: fromMs / 1000,
					end: toMs / 1000,
					content: label,
					drag: false,
					resize: false,
					color: tint(container, 18)
				});
			if (chosen)
				regions.addRegion({
					id: chosenId,
					start: chosen.fromMs / 1000,
					end: chosen.toMs / 1000,
					color: tint(container, 25)
				});
			isMarking = false;
		},
		repaint: () => surfer.setOptions(colours(container, channels)),
		destroy: () => surfer.destroy()
	};
}

async function fetchPeaks({ peaksUrl, channels }: Options): Promise<Float32Array[]> {
	const response = await fetch(peaksUrl);
	if (!response.ok) throw new Error(`no peaks: ${response.status}`);
	const bytes = new Uint8Array(await response.arrayBuffer());
	const length = Math.floor(bytes.length / channels);
	const loudest = Math.max(
		1,
		bytes.reduce((most, value) => Math.max(most, value), 0)
	);
	return Array.from({ length: channels }, (_, i) =>
		Float32Array.from(bytes.subarray(i * length, (i + 1) * length), (value) => value / loudest)
	);
}

const timesOf = ({ start, end }: Region) => {
	return { fromMs: Math.round(start * 1000), toMs: Math.round(end * 1000) };
};

/** Of the theme as it is now: a canvas knows no custom properties. */
function colours(container: HTMLElement, channels: number) {
	const style = getComputedStyle(container);
	const ink = style.getPropertyValue('--color-base-content');
	const accent = style.getPropertyValue('--color-primary');
	const lane = { waveColor: `color-mix(in oklab, ${ink} 45%, transparent)`, progressColor: accent };
	const split = { ...lane, height: laneHeight };
	return {
		...lane,
		cursorColor: ink,
		splitChannels: channels === 2 ? [split, split] : undefined
	};
}

function tint(container: HTMLElement, percent: number) {
	const accent = getComputedStyle(container).getPropertyValue('--color-primary');
	return `color-mix(in oklab, ${accent} ${percent}%, transparent)`;
}
