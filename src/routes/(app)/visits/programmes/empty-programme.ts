import type { ProgrammeInput } from '#lib/programme.ts';

/** A programme that begins today and runs for a month. */
export function emptyProgramme(scorecardVersionId: string, now = new Date()): ProgrammeInput {
	const day = (date: Date) => date.toISOString().slice(0, 10);
	return {
		name: '',
		brand: '',
		startsOn: day(now),
		endsOn: day(new Date(now.getTime() + 30 * 86_400_000)),
		scorecardVersionId,
		locationIds: [],
		visitsPerLocation: 1,
		rotationDays: 90,
		windows: [],
		scenario: '',
		legend: '',
		awkwardQuestions: '',
		purchase: '',
		budget: '',
		fee: '',
		expenses: '',
		currency: 'EUR',
		wantedPhotos: '',
		wantsReceipt: false,
		wantsAudio: false,
		maxDistanceMetres: null,
		minMinutes: null,
		staff: 'described',
		languages: [],
		ageBands: [],
		needsCar: false,
		quiz: [],
		quizPercent: 80,
		declaration: '',
		appealDays: 14,
		previousId: null
	};
}
