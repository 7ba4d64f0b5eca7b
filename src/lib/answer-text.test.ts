import { expect, test } from 'vitest';
import { answerText, photoWords } from './answer-text.ts';
import { questionSchema } from './question-schema.ts';

const front = questionSchema.parse({ key: 'front', kind: 'photo', name: { en: 'Shop front' } });
const bill = questionSchema.parse({ key: 'bill', kind: 'receipt', name: { en: 'Receipt' } });

test.each([
	[front, ['a.jpg', 'b.jpg'], '2 photos'],
	[front, [], '–'],
	[bill, { amount: '12.50', number: 'A-7', photos: ['c.jpg'] }, '12.50 · A-7 · 1 photo'],
	[bill, { amount: '12.50', number: '' }, '12.50']
])('photos are counted, not called by their files: %#', (question, answer, text) =>
	expect(answerText(question, answer, 'en')).toBe(text)
);

test('a photo is called by what it was asked for', () => {
	const asked = [{ question: front }, { question: bill }];
	const answers = {
		front: ['a.jpg', 'b.jpg'],
		bill: { amount: '1', number: '', photos: ['c.jpg'] },
		other: ['d']
	};
	expect(photoWords(asked, answers, 'en')).toEqual({
		'a.jpg': 'Shop front',
		'b.jpg': 'Shop front',
		'c.jpg': 'Receipt'
	});
});
