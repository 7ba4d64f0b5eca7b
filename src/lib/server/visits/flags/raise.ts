import type { Db } from '../../db/database.ts';
import { commentContradicts } from './comment-contradicts.ts';
import type { Rule } from './facts.ts';
import { getFacts, saveFlags } from './found.ts';
import { integrityWrong, straightLined } from './honesty.ts';
import { tooFast } from './pace.ts';
import { findPhotoFlags } from './photos.ts';
import { offPlace } from './place.ts';
import { findReusedTexts } from './text-reused.ts';
import { closedThen, offWindow, timesImpossible, tooShort } from './times.ts';

const rules: Rule[] = [
	integrityWrong,
	commentContradicts,
	straightLined,
	tooFast,
	tooShort,
	timesImpossible,
	closedThen,
	offWindow,
	offPlace
];

/** Writes down what the rules see in a filing, in the transaction that took it. Twice is once. */
export async function raiseFlags(db: Db, filingId: string) {
	const { visitId, facts } = await getFacts(db, filingId);
	const seen = rules.flatMap((rule) => rule(facts));
	const reused = await findReusedTexts(db, { filingId, visitId }, facts);
	const photos = await findPhotoFlags(db, filingId, facts);
	await saveFlags(db, filingId, [...seen, ...reused, ...photos]);
}
