import sharp from 'sharp';
import { expect, test } from 'vitest';
import { pdfText } from '../../../../tests/setup/poppler.ts';
import { m } from '#lib/paraglide/messages.js';
import { locales } from '../../locales.ts';
import { stationsOf } from '../../visit-journey.ts';
import type { VisitResult } from '../../visit-result.ts';
import { drawVisitReport } from './pdf/draw.ts';

const result: VisitResult = {
	id: '0199',
	location: 'Rīga, Brīvības iela 1',
	address: 'Brīvības iela 1, Rīga',
	programme: 'Осень 2026',
	scenario: 'Ask for a gift and hesitate.',
	number: 2,
	timeZone: 'Europe/Riga',
	date: '2026-09-15T09:00:00.000Z',
	arrived: '12:00',
	left: '12:30',
	minutes: 30,
	shopper: 'S-0007',
	staffRule: 'named',
	employee: 'Anna Bērziņa',
	scorecard: 'Shop visit v1',
	revision: 2,
	score: 0.625,
	withoutCritical: 0.625,
	last: { date: '2026-08-15T09:00:00.000Z', score: 0.5 },
	median: { value: 0.7, n: 4 },
	journey: [
		{ name: 'Greeting', seconds: 45, standard: 60 },
		{ name: 'Queue', seconds: 400, standard: 300 }
	],
	sections: [
		{
			name: 'First impression',
			score: 0.625,
			items: [
				{ key: 'q', name: 'Was there a queue?', answer: 'Yes', value: null, comment: '' },
				{
					key: 'c',
					name: 'Greeting and contact',
					answer: '2/5 · Greets late',
					value: 0.25,
					comment: 'Nobody looked up at first. '.repeat(8)
				},
				{ key: 'd', name: 'Order', answer: '5/5 · In order', value: 1, comment: '' }
			]
		}
	],
	narrative: [
		{ name: 'The visit in order', text: 'Es ienācu veikalā. Я спросила. Am întrebat. '.repeat(60) }
	],
	overallComment: 'Thank you.',
	receipts: [{ amount: '12.50', number: 'A-771' }],
	photoWords: {},
	failed: [
		{ name: 'Greeting and contact', level: 'Greets late', comment: '', tip: 'Look up first.' }
	],
	validity: {
		metres: 42,
		limit: 200,
		integrity: { right: 1, asked: 1 },
		flags: [
			{
				rule: 'too_short',
				details: { minutes: 9, wanted: 15 },
				verdict: 'dismissed',
				word: 'The shop was empty'
			}
		]
	},
	appeals: [
		{
			ground: 'fact',
			reason: 'There was a queue',
			evidence: 'Camera 2, 12:04',
			date: '2026-09-20T09:00:00.000Z',
			raisedBy: 'Mārtiņš Ozols',
			outcome: 'accepted',
			decision: 'The camera shows it',
			decidedBy: 'Ilze Kalniņa',
			decidedAt: '2026-09-22T09:00:00.000Z',
			before: { revision: 1, employeeId: null, score: 0.5 },
			after: { revision: 2, employeeId: null, score: 0.625 }
		}
	]
};

const picture = (seed: number) =>
	sharp({
		create: {
			width: 900,
			height: 675,
			channels: 3,
			background: { r: seed * 40, g: 120, b: 90 },
			noise: { type: 'gaussian', mean: 128, sigma: 40 }
		}
	})
		.jpeg({ quality: 72 })
		.toBuffer();

test('a visit with twelve photos is printed in four languages, under 3 MB, the same bytes each time', async () => {
	const photos = await Promise.all(
		Array.from({ length: 12 }, async (_, i) => ({
			words: `Shop front, picture ${i + 1}`,
			bytes: new Uint8Array(await picture(i % 6)),
			width: 900,
			height: 675
		}))
	);
	for (const locale of locales) {
		const sheet = { visit: result, locale, house: 'Demo', photos, morePhotos: 2 };
		const bytes = await drawVisitReport(sheet);
		expect(Buffer.from(await drawVisitReport(sheet)).equals(bytes)).toBe(true);
		expect(bytes.length).toBeLessThan(3 * 1024 ** 2);
		const text = pdfText(bytes);
		expect(text).toContain('Rīga, Brīvības iela 1 #2');
		expect(text).toContain('S-0007');
		expect(text).toContain('picture 12');
		expect(text).toContain(m.results_more_photos({ count: 2 }, { locale }));
		expect(text).toMatch(/Mārtiņš Ozols.*: There was a queue/);
		expect(text).toContain('Ilze Kalniņa');
		expect(text).toContain('12:00–12:30');
		expect(text).toMatch(/50\s%? ?→|50\s*%\s*→/u);
	}
});

test('the customer’s way is a strip from door to door, each time against its standard', async () => {
	const journey = [
		...result.journey,
		{ name: 'Service', seconds: 540, standard: null },
		{ name: 'A step with a long name '.repeat(12), seconds: 86_400, standard: 1 }
	];
	const stations = stationsOf({ ...result, journey }, 'en');
	expect(stations.map(({ figure, isOver }) => [figure, isOver])).toEqual([
		['12:00', false],
		['0:45', false],
		['6:40', true],
		['9:00', false],
		['1440:00', true],
		['12:30', false]
	]);
	expect(stations.map(({ length }) => length)).toEqual([null, 0.5, 8 / 9, null, 1, null]);
	const visit = { ...result, journey };
	const text = pdfText(
		await drawVisitReport({ visit, locale: 'en', house: '', photos: [], morePhotos: 0 })
	);
	for (const words of ['Arrived', '✓ within the standard', '✗ 1:40 over the standard'])
		expect(text).toContain(words);
	for (const words of ['no standard', 'standard 5:00', 'Left', '30 min in place'])
		expect(text).toContain(words);
});

test('without a measured time there is no strip', () => {
	expect(stationsOf({ ...result, journey: [] }, 'en')).toEqual([]);
});

test('a programme and a house with very long names leave the page its number', async () => {
	const name = 'Проверка обслуживания в магазинах дорожных сумок и аксессуаров '.repeat(3);
	const visit = { ...result, programme: name };
	const bytes = await drawVisitReport({
		visit,
		locale: 'ru',
		house: name,
		photos: [],
		morePhotos: 0
	});
	expect(pdfText(bytes)).toMatch(/ 1 из \d.*Проверка.*….*Проверка.*…/);
});
