import { sql } from 'drizzle-orm';
import { v7 } from 'uuid';
import { programmeSchema, type ProgrammeInput } from '../../src/lib/programme.ts';
import { criteriaOf } from '../../src/lib/scorecard.ts';
import type { Role, Viewer } from '../../src/lib/permissions.ts';
import type { Db } from '../../src/lib/server/db/database.ts';
import { scorecardVersions, visitFilingConflicts } from '../../src/lib/server/db/schema/index.ts';
import { assignVisit, takeVisit } from '../../src/lib/server/visits/assignment.ts';
import {
	approveVisit,
	correctText,
	getCheck,
	releaseVisit,
	returnVisit,
	startCheck
} from '../../src/lib/server/visits/checking.ts';
import { closeFlag } from '../../src/lib/server/visits/flags/flags.ts';
import { fileVisit } from '../../src/lib/server/visits/filing.ts';
import { addProgramme } from '../../src/lib/server/visits/programmes.ts';
import { completeProfiles } from '../../src/lib/server/visits/shoppers.ts';
import { listVisits } from '../../src/lib/server/visits/visits.ts';
import { beginVisit } from '../../src/lib/server/visits/writing.ts';
import { visitDocumentSchema, visitFilingSchema } from '../../src/lib/visit-document.ts';

type House = { viewers: Record<Role, Viewer>; locationId: string; employeeId: string };

/** Two programmes, one with a quiz, and visits on each stretch of their way. */
export async function addDemoVisits(db: Db, house: House) {
	const { admin, shopper, reviewer } = house.viewers;
	await completeProfiles(db);
	const form = await shopVisit(db);
	const plain = await addAutumn(db, house, form.id, {});
	const strict = await addAutumn(db, house, form.id, {
		name: 'Winter boots',
		quiz: [{ question: 'May you say who you are?', options: ['Yes', 'No'], answer: 1 }],
		declaration: 'I know nobody who works there.'
	});
	const [board, offered] = await planned(db, admin, strict);
	await assignVisit(db, admin, offered, shopper.id, 'Near your home');
	const [writing, returned, checked, released] = await planned(db, admin, plain);
	for (const id of [writing, returned, checked, released]) await takeVisit(db, shopper, id);

	await beginVisit(db, shopper, writing);
	const document = documentOf(form.definition, { narrative: story });

	for (const visitId of [returned, checked, released]) {
		const filing = { visitId, scorecardVersionId: form.id, ...documentOf(form.definition) };
		const id = v7();
		await fileVisit(db, shopper, id, visitFilingSchema.parse(filing));
		await db.insert(visitFilingConflicts).values({ filingId: id, hash: v7(), document });
		await startCheck(db, reviewer, visitId);
		await correctText(db, reviewer, visitId, 'narrative', story.replace('nobdy', 'nobody'));
	}
	const comments = [{ key: 'narrative', text: 'Which counter was that?' }];
	await returnVisit(db, reviewer, returned, { comments, hours: 48 });
	const { flags } = await getCheck(db, reviewer, released);
	for (const { id } of flags)
		await closeFlag(db, reviewer, released, id, {
			verdict: 'dismissed',
			word: 'The shop was empty'
		});
	const approval = { employeeId: house.employeeId, shopperRating: 4, comment: 'Thank you.' };
	const visitReview = await approveVisit(db, reviewer, released, approval);
	await releaseVisit(db, reviewer, released);
	return {
		programme: strict,
		reported: plain,
		...{ board, offered, writing, returned, checked, released },
		visitReview
	};
}

const story =
	'I came in at ten and nobdy was at the door. After half a minute a tall woman at the first counter looked up, smiled and asked what I was looking for. She showed me two bags, and said which one suits rain. I thanked her and left.';

async function shopVisit(db: Db) {
	const [version] = await db
		.select()
		.from(scorecardVersions)
		.where(sql`${scorecardVersions.name}->>'en' = 'Shop visit'`);
	return version;
}

function addAutumn(
	db: Db,
	{ viewers, locationId }: House,
	scorecardVersionId: string,
	input: Partial<ProgrammeInput>
) {
	const programme = {
		name: 'Autumn bags',
		brand: 'Soma',
		startsOn: dayIn(-20),
		endsOn: dayIn(20),
		locationIds: [locationId],
		visitsPerLocation: 6,
		rotationDays: 0,
		windows: [{ days: [1, 2, 3, 4, 5], from: '10:00', to: '18:00' }],
		scenario: 'You look for a bag that stands rain.',
		legend: 'A gift for your sister.',
		awkwardQuestions: 'Does it come in another colour?',
		wantedPhotos: 'The front of the shop',
		fee: '15',
		minMinutes: 20,
		...input,
		scorecardVersionId
	};
	return addProgramme(db, viewers.admin, programmeSchema.parse(programme));
}

const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const planned = async (db: Db, viewer: Viewer, programmeId: string) =>
	(await listVisits(db, viewer, { programmeId })).map(({ id }) => id);

/** A visit on which all went so-so, written down with one wrong answer to a control question. */
function documentOf(
	definition: Parameters<typeof criteriaOf>[0],
	answers: Record<string, unknown> = allAnswers
) {
	const mark = { level: 2, comment: 'She looked up, but late.' };
	const ratings = Object.fromEntries(criteriaOf(definition).map(({ key }) => [key, mark]));
	const [startedAt, endedAt] = [-90, -80].map((minutes) =>
		new Date(Date.now() + minutes * 60_000).toISOString()
	);
	return visitDocumentSchema.parse({ answers, ratings, startedAt, endedAt });
}

const allAnswers = {
	visit_date: dayIn(0),
	time_in: '10:00',
	greeting_seconds: 75,
	queue: 'yes',
	queue_seconds: 360,
	queue_people: 4,
	staff: { name: '', description: 'Tall, fair hair, first counter' },
	offered: ['asked_for'],
	awkward_question: story,
	bought: 'yes',
	receipt: { amount: '12,50', number: 'A-1' },
	time_out: '10:30',
	narrative: story,
	rule_check: 'price'
};
