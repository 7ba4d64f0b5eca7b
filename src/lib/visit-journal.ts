import { askedAnswers, photosIn, takesPhotos, type Answer } from './questions.ts';
import type { Definition, Rating } from './scorecard.ts';
import type { ManifestFile } from './photo.ts';
import type { Position, VisitDocument, VisitFiling } from './visit-document.ts';

/** One line of the journal that a phone keeps of a visit. It is only ever added to. */
export type Change = (
	| { kind: 'answer'; key: string; answer: Answer | null }
	| { kind: 'rating'; key: string; rating: Rating }
	/** Whether time and place of the visit and its photos are kept as evidence. */
	| { kind: 'agreed'; agreed: boolean }
	/** Where the phone is, as sure as it has been so far. */
	| { kind: 'here'; position: Position }
	/** A stopwatch runs since then; its answer ends it. */
	| { kind: 'started'; key: string }
	/** The shopper is done: nothing changes until the server has answered. */
	| { kind: 'filed' }
	/** The server says what is missing: the shopper goes on. */
	| { kind: 'reopened' }
) & { at: string };

/** What the journal began with: the form as it was then, whatever becomes of it on the server. */
export type Opened = {
	visitId: string;
	/** Made on the phone: under this id the visit is sent. */
	filingId: string;
	scorecardVersionId: string;
	place: string;
	definition: Definition;
	document: VisitDocument;
	comments: { key: string; text: string }[];
};

export type Written = {
	document: VisitDocument;
	agreed: boolean;
	isFiled: boolean;
	/** Since when the stopwatch of a question runs. */
	started: Record<string, string>;
};

/** A visit of which nothing was written on this phone yet. */
export const unwritten = (document: VisitDocument): Written => ({
	...{ document, agreed: false, isFiled: false, started: {} }
});

/** What the lines come to, one after the other. */
export function readJournal({ document }: Pick<Opened, 'document'>, changes: Change[]): Written {
	const written = unwritten(structuredClone(document));
	for (const change of changes) apply(written, change);
	return written;
}

/** Adds one line to what was written; changes `written`. */
export function apply(written: Written, change: Change) {
	const { document } = written;
	document.startedAt ??= change.at;
	switch (change.kind) {
		case 'answer':
			delete written.started[change.key];
			if (change.answer === null) delete document.answers[change.key];
			else document.answers[change.key] = change.answer;
			return;
		case 'rating':
			document.ratings[change.key] = change.rating;
			return;
		case 'agreed':
			written.agreed = change.agreed;
			if (!change.agreed) delete document.position;
			return;
		case 'here':
			if (written.agreed) document.position = change.position;
			return;
		case 'started':
			written.started[change.key] = change.at;
			return;
		case 'filed':
			written.isFiled = true;
			document.endedAt = change.at;
			return;
		case 'reopened':
			written.isFiled = false;
	}
}

/** What is sent: only what was asked, with the photos that these answers name. */
export function filingOf(opened: Opened, written: Written, photos: ManifestFile[]): VisitFiling {
	const { answers, ratings, startedAt, endedAt, files, position } = written.document;
	const asked = askedAnswers(opened.definition, answers, ratings);
	const here = photos.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }));
	const known = new Map([...files, ...here].map((file) => [file.name, file]));
	const names = namesIn(opened.definition, asked);
	return {
		visitId: opened.visitId,
		scorecardVersionId: opened.scorecardVersionId,
		answers: asked,
		ratings,
		startedAt,
		endedAt,
		files: names.flatMap((name) => known.get(name) ?? []),
		...(written.agreed && position && { position })
	};
}

function namesIn({ sections }: Definition, answers: VisitFiling['answers']) {
	const questions = sections.flatMap(({ questions = [] }) => questions);
	const names = questions.flatMap(({ key, kind }) =>
		takesPhotos(kind) && Object.hasOwn(answers, key) ? photosIn(answers[key]) : []
	);
	return [...new Set(names)];
}
