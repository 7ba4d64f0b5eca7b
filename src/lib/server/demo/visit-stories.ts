import type { Answers } from '../../questions.ts';

/** A visit as a shopper wrote it down; `marks` are levels by criterion, with a comment where one is asked for. */
export type Story = {
	place: string;
	employee: string;
	/** So many months ago; 0 is this month. */
	monthsAgo: number;
	day: number;
	timeIn: string;
	minutes: number;
	marks: Record<string, number | [level: number, comment: string]>;
	answers: Answers;
	/** Names in `photos/`, by question. */
	photos?: { front?: string[]; receipt?: string[] };
};

const noQueue = { queue: 'no' };
const bought = (amount: string, number: string) => ({ bought: 'yes', receipt: { amount, number } });
const staff = (name: string, description: string) => ({ staff: { name, description } });

/** Approved ones, the oldest first. */
export const approved: Story[] = [
	{
		place: 'P-01',
		employee: 'E-01',
		monthsAgo: 2,
		day: 6,
		timeIn: '11:10',
		minutes: 24,
		marks: {
			greeting: [2, 'She spoke only after I had said good morning twice.'],
			waiting_time: [3, 'Three minutes at the counter.'],
			appearance_order: 4,
			needs_discovery: [2, 'One question, “For whom?”, then she took down the first bag.'],
			product_knowledge: [4, 'The warranty came only when I asked.'],
			awkward_customer: [4, 'She let me test the seam after I had doubted it twice.'],
			farewell: [1, 'She had turned to the shelf before I was at the door.']
		},
		answers: {
			greeting_seconds: 95,
			service_seconds: 540,
			...noQueue,
			...staff('Anna', 'Dark plait, grey cardigan, the counter by the window'),
			offered: ['asked_for'],
			awkward_question:
				'“Why is it dearer than in the market?” – “Because this seam is sewn twice. Pull at it, you can.”',
			...bought('39.00', '10-4471'),
			narrative:
				'Two customers were inside and nobody stood at the door. I looked at travel bags for a minute and a half. Then the saleswoman asked for whom it was, brought a canvas bag and showed me the seams. I doubted the price and she let me pull at the handle. I paid by card; she was already sorting scarves when I left.'
		},
		photos: { front: ['front-brivibas.jpg'] }
	},
	{
		place: 'P-02',
		employee: 'E-03',
		monthsAgo: 2,
		day: 13,
		timeIn: '16:40',
		minutes: 31,
		marks: {
			greeting: 5,
			waiting_time: 4,
			appearance_order: 4,
			needs_discovery: 5,
			product_knowledge: 5,
			awkward_customer: 5,
			farewell: 4
		},
		answers: {
			greeting_seconds: 12,
			service_seconds: 960,
			...noQueue,
			...staff('Līga', 'Short fair hair, green scarf, met me at the entrance'),
			offered: ['asked_for', 'other', 'extra'],
			awkward_question:
				'I said that I would rather order online. “Then take the colour card along, screens lie about browns.”',
			...bought('64.50', '22-0913'),
			narrative:
				'A woman with a green scarf said hello while I was still closing the umbrella. She wanted to know where the bag would travel and what it must hold, repeated it in her own words and put three on the table. When I mentioned the web shop she gave me a colour card. At the end she showed how to dry leather and thanked me.'
		},
		photos: { front: ['front-vecpilseta.jpg'], receipt: ['receipt-22-0913.jpg'] }
	},
	{
		place: 'P-03',
		employee: 'E-05',
		monthsAgo: 2,
		day: 20,
		timeIn: '12:05',
		minutes: 28,
		marks: {
			greeting: [4, 'A friendly “Bună ziua”, by rote.'],
			waiting_time: [2, 'Almost seven minutes in the queue, one till of three was open.'],
			appearance_order: [3, 'One shelf had no prices.'],
			needs_discovery: [3, 'What it is for she did not ask.'],
			product_knowledge: [4, 'The exception for zips came on my question.'],
			awkward_customer: [2, 'A loud sigh, then “I have already told you.”'],
			farewell: [3, 'Goodbye with a look, no thanks.']
		},
		answers: {
			greeting_seconds: 40,
			service_seconds: 700,
			queue: 'yes',
			queue_seconds: 410,
			queue_people: 5,
			...staff('', 'About forty, glasses on a chain, second till from the left'),
			offered: ['asked_for'],
			awkward_question:
				'I asked twice whether the lining can be washed. The second time: a sigh and “I have already told you, no.”',
			...bought('27.90', 'C-3310'),
			narrative:
				'The shop on the boulevard was full at noon. Five people stood before me while one till worked and a second cashier counted coins. The woman with the glasses on a chain explained the warranty well, thirty days with the receipt. My repeated question about washing annoyed her visibly. She did say goodbye and looked at me.'
		},
		photos: { front: ['front-chisinau.jpg'] }
	},
	{
		place: 'P-01',
		employee: 'E-01',
		monthsAgo: 1,
		day: 9,
		timeIn: '10:20',
		minutes: 26,
		marks: {
			greeting: [4, 'A nod after almost a minute.'],
			waiting_time: 4,
			appearance_order: 4,
			needs_discovery: [2, 'She asked about the colour and nothing about what it is for.'],
			product_knowledge: [4, 'She gave the weight when I asked for it.'],
			awkward_customer: 5,
			farewell: [3, 'Goodbye and a look, nothing more.']
		},
		answers: {
			greeting_seconds: 55,
			service_seconds: 620,
			...noQueue,
			...staff('Anna', 'Plait, name badge on the left, stood at the mirror'),
			offered: ['asked_for', 'other'],
			awkward_question:
				'I complained that the zip of my last bag broke. “That is annoying. Bring it in, we change the slider while you wait.”',
			bought: 'no',
			narrative:
				'Music was playing softly and the floor had just been wiped. Anna nodded from the mirror, came over within the minute and asked which colour I had in mind. I was shown two rucksacks without being asked about the mountain trip for which I wanted one. My story of the broken zip she took kindly and offered a repair at once.'
		}
	},
	{
		place: 'P-02',
		employee: 'E-02',
		monthsAgo: 1,
		day: 14,
		timeIn: '17:30',
		minutes: 22,
		marks: {
			greeting: [2, 'A nod, and that only after I had asked whether anybody worked here.'],
			waiting_time: [3, 'A little over three minutes.'],
			appearance_order: [2, 'No prices on the lower shelf, an open carton in the aisle, no badge.'],
			needs_discovery: [1, 'He went straight to the shelf with reduced goods.'],
			product_knowledge: [
				2,
				'He said “waterproof”, and read on the label that it is not when I doubted it.'
			],
			awkward_customer: [3, 'Three times the same sentence.'],
			farewell: [2, '“Bye”, to the screen.']
		},
		answers: {
			greeting_seconds: 170,
			service_seconds: 900,
			queue: 'yes',
			queue_seconds: 190,
			queue_people: 2,
			...staff('', 'Tall, beard, black pullover without a badge'),
			offered: ['other'],
			awkward_question:
				'I wanted ten euros off for a scratch. “Prices are made in the office, I can do nothing.” He said it three times.',
			bought: 'no',
			narrative:
				'After five in the evening the tall man was alone and typing on the phone of the shop. I asked for something that stands rain; he pointed at the reduced shelf and called a cotton bag waterproof. The label says otherwise, and he laughed about it. A carton lay open between the shelves. I left without buying.'
		},
		photos: { front: ['shelf-vecpilseta.jpg'] }
	},
	{
		place: 'P-03',
		employee: 'E-06',
		monthsAgo: 1,
		day: 22,
		timeIn: '13:15',
		minutes: 35,
		marks: {
			greeting: 5,
			waiting_time: [3, 'Two and a half minutes.'],
			appearance_order: 4,
			needs_discovery: [4, 'Asked for the purpose, did not sum it up.'],
			product_knowledge: [4, 'The price of delivery came last, on my question.'],
			awkward_customer: [4, 'The way out came when I had asked again.'],
			farewell: 4
		},
		answers: {
			greeting_seconds: 20,
			service_seconds: 480,
			queue: 'yes',
			queue_seconds: 150,
			queue_people: 2,
			...staff('Andrei', 'Young, curly hair, blue shirt, name on the badge'),
			offered: ['asked_for', 'order'],
			awkward_question:
				'Could he guarantee that it comes by Friday? “Guarantee, no. I call the store now and tell you what they say.”',
			...bought('81.00', 'C-3502'),
			narrative:
				'Andrei looked up from the parcel that he was packing and smiled. Two people were served before me, quickly. The size that I wanted was sold out; he rang the other branch while I listened, wrote the day of delivery on a card and asked for my number. He packed the bag in paper and told me how to keep its shape.'
		}
	},
	{
		place: 'P-01',
		employee: 'E-01',
		monthsAgo: 0,
		day: 3,
		timeIn: '15:00',
		minutes: 29,
		marks: {
			greeting: 5,
			waiting_time: 4,
			appearance_order: [3, 'Fingerprints all over the mirror.'],
			needs_discovery: [3, 'Days and plane, but nothing of the laptop.'],
			product_knowledge: 5,
			awkward_customer: [4, 'The idea with the window came after ten minutes.'],
			farewell: 4
		},
		answers: {
			greeting_seconds: 25,
			service_seconds: 820,
			...noQueue,
			...staff('Anna', 'Hair up this time, red badge ribbon, first counter'),
			offered: ['asked_for', 'extra'],
			awkward_question:
				'I could not decide for ten minutes and said so. “Take both to the daylight, I keep the door open for you.”',
			...bought('45.90', '10-5120'),
			narrative:
				'This time I was greeted before the door had closed. She asked how many days I travel and whether by plane, measured the small case with a tape and said which airlines take it. I could not choose between two; we went to the window with both. A rain cover was suggested and I took it. She wished me a dry journey.'
		}
	},
	{
		place: 'P-02',
		employee: 'E-03',
		monthsAgo: 0,
		day: 4,
		timeIn: '11:45',
		minutes: 21,
		marks: {
			greeting: 5,
			waiting_time: 4,
			appearance_order: 4,
			needs_discovery: [4, 'Asked for the width, not for what it carries.'],
			product_knowledge: [4, 'How to care for it she told when I asked.'],
			awkward_customer: 5,
			farewell: 4
		},
		answers: {
			greeting_seconds: 18,
			service_seconds: 760,
			...noQueue,
			...staff('Līga', 'Fair hair, linen apron, cutting a strap at the bench'),
			offered: ['asked_for', 'other'],
			awkward_question:
				'I asked whether animals die for the leather. “Yes, cows that are eaten. If you do not like it, here are three without.”',
			...bought('18.20', '22-1377'),
			narrative:
				'Līga put her knife down as I came in. I said that I needed a strap for an old bag which I had not brought. She drew the buckle on paper until it was the right one, asked for the width and cut it while we spoke about leather and what comes in its place. Everything was labelled, the aisle was free, and I was out after twenty minutes.'
		}
	}
];

/** One that came in and waits for an editor: its shopper did not know the rule of the house, and sent an old photo. */
export const waiting: Story = {
	place: 'P-03',
	employee: 'E-07',
	monthsAgo: 0,
	day: 5,
	timeIn: '14:10',
	minutes: 12,
	marks: {
		greeting: [3, 'Greeted me while writing.'],
		waiting_time: 4,
		appearance_order: [3, 'A ladder stood in the aisle.'],
		needs_discovery: [3, 'Did not ask what it is for.'],
		product_knowledge: 5,
		awkward_customer: [4, 'She agreed when I had asked twice.'],
		farewell: [3, 'Goodbye without thanks.']
	},
	answers: {
		greeting_seconds: 48,
		service_seconds: 420,
		...noQueue,
		...staff('Елена', 'Dark bob, pearl earrings, alone at the long counter'),
		offered: ['asked_for'],
		awkward_question:
			'I asked her to put a bag aside until my salary comes. “Until Thursday, I write your name on it.”',
		bought: 'no',
		rule_check: 'price',
		narrative:
			'It was quiet after lunch. The woman with the earrings went on writing while she greeted me, then came round the counter. She knew of each bag where it was sewn and what it weighs. I asked her to keep one for a week; we agreed on Thursday. She said goodbye when I had thanked her, and went back to her lists.'
	},
	photos: { front: ['front-chisinau.jpg'] }
};
