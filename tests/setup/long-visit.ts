import type { Viewer } from '../../src/lib/permissions.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import { shoppers } from '../../src/lib/server/db/schema/index.ts';
import { takeVisit } from '../../src/lib/server/visits/assignment.ts';
import {
	addProgrammeFor,
	addScorecard,
	criterionOf,
	definitionOf,
	questionOf
} from './factories.ts';
import { photoOf } from './photos.ts';

const options = ['yes', 'no'].map((key) => ({ key, name: { en: key } }));

/** A form of `questions` questions, the last four of them for so many photos each, and one criterion. */
function longForm(questions: number, photosEach: number) {
	const kinds = ['text', 'choice', 'number', 'text', 'choice', 'stopwatch'] as const;
	const all = Array.from({ length: questions }, (_, i) => {
		const kind = i >= questions - 4 ? ('photo' as const) : kinds[i % kinds.length];
		return questionOf(`q${i}`, {
			kind,
			...(kind === 'choice' && { options }),
			...(kind === 'photo' && { min: photosEach, max: photosEach })
		});
	});
	const [section] = definitionOf(criterionOf('greeting')).sections;
	const half = Math.ceil(all.length / 2);
	return {
		sections: [
			{ ...section, questions: all.slice(0, half) },
			{ ...section, key: 'second', criteria: [], questions: all.slice(half) }
		]
	};
}

/** A visit with a long form, taken by a new shopper. */
export async function takeLongVisit(db: Db, shopper: Viewer, questions = 60, photosEach = 2) {
	const definition = longForm(questions, photosEach);
	const { versionId } = await addScorecard(db, { definition, channels: ['visit'] });
	await db.insert(shoppers).values({ userId: shopper.id, code: `S-${shopper.id.slice(-4)}` });
	const { visit, admin } = await addProgrammeFor(db, { scorecardVersionId: versionId });
	await takeVisit(db, shopper, visit.id);
	return { admin, visit, definition };
}

export type Picture = { name: string; mimeType: string; buffer: Buffer };

/** Eight pictures as a camera makes them: larger than what is sent. */
export const takePictures = (count: number, size = { width: 900, height: 700 }) =>
	Promise.all(
		Array.from({ length: count }, async (_, i) => ({
			name: `IMG_${i}.jpg`,
			mimeType: 'image/jpeg',
			buffer: await photoOf(i + 1, size).toBuffer()
		}))
	);

/** What is answered to each question of a long form. */
export function answerTo(i: number) {
	if (i % 3 === 0) return `Answer ${i}: ņā ж ș`;
	if (i % 3 === 1) return ['yes', 'no'][i % 2];
	return i % 6 === 5 ? i : i * 1.5;
}
