import type { Page } from 'playwright-core';
import type { Role } from '../../src/lib/permissions.ts';
import type { DemoHouse } from '../setup/demo-house.ts';

/** One way to look at a page. */
export type Look = {
	/** Who opens it; nobody is somebody who is not signed in. */
	as: Role | 'nobody';
	path: string;
	/** What is opened on the page before it is looked at. */
	then?: (page: Page) => Promise<unknown>;
};

/** Every page route with addresses that show it full, and who looks. */
export function addressesOf({ ids, visits }: DemoHouse): Record<string, Look[]> {
	return {
		'/(app)': [
			{ as: 'admin', path: '/' },
			{ as: 'admin', path: '/', then: searchFor('Anna') },
			{ as: 'reviewer', path: '/' },
			{ as: 'lead', path: '/' },
			{ as: 'shopper', path: '/' },
			{ as: 'employee', path: '/' }
		],
		'/(app)/employees': [
			{ as: 'admin', path: '/employees' },
			{ as: 'lead', path: '/employees?search=nobody-is-called-this' }
		],
		'/(app)/employees/new': [{ as: 'admin', path: '/employees/new' }],
		'/(app)/employees/import': [{ as: 'admin', path: '/employees/import' }],
		'/(app)/employees/[id]/edit': [{ as: 'admin', path: `/employees/${ids.employee}/edit` }],
		'/(app)/account': [
			{ as: 'admin', path: '/account', then: createToken },
			{ as: 'shopper', path: '/account' }
		],
		'/(app)/conversations': [
			{ as: 'reviewer', path: '/conversations' },
			{ as: 'lead', path: '/conversations?search=nobody-wrote-this' }
		],
		'/(app)/conversations/[id]': [
			{ as: 'reviewer', path: `/conversations/${ids.conversation}` },
			{ as: 'lead', path: `/conversations/${ids.reviewed}` },
			{ as: 'reviewer', path: `/conversations/${ids.call}` }
		],
		'/(app)/conversations/recordings': [{ as: 'admin', path: '/conversations/recordings' }],
		'/(app)/conversations/unassigned': [
			{ as: 'admin', path: '/conversations/unassigned' },
			{ as: 'admin', path: '/conversations/unassigned?hint=X-77' }
		],
		'/(app)/conversations/import': [
			{ as: 'admin', path: '/conversations/import' },
			{ as: 'admin', path: '/conversations/import', then: chooseFile }
		],
		'/(app)/conversations/import/[id]': [
			{ as: 'admin', path: `/conversations/import/${ids.import}` }
		],
		'/(app)/coaching': [
			{ as: 'lead', path: '/coaching' },
			{ as: 'employee', path: '/coaching' }
		],
		'/(app)/coaching/[id]': [
			{ as: 'lead', path: `/coaching/${ids.draftReport}` },
			{ as: 'lead', path: `/coaching/${ids.draftReport}`, then: askToIssue },
			{ as: 'lead', path: `/coaching/${ids.report}` },
			{ as: 'employee', path: `/coaching/${ids.report}` }
		],
		'/(app)/coaching/batches': [{ as: 'lead', path: '/coaching/batches' }],
		'/(app)/coaching/batches/[id]': [{ as: 'lead', path: `/coaching/batches/${ids.batch}` }],
		'/(app)/settings': [{ as: 'admin', path: '/settings' }],
		'/(app)/settings/ai': [{ as: 'admin', path: '/settings/ai' }],
		'/(app)/settings/ai/agreement': [{ as: 'admin', path: '/settings/ai/agreement' }],
		'/(app)/settings/jobs': [
			{ as: 'admin', path: '/settings/jobs' },
			{ as: 'admin', path: '/settings/jobs?state=waiting' }
		],
		'/(app)/settings/recordings': [{ as: 'admin', path: '/settings/recordings' }],
		'/(app)/settings/transcription': [{ as: 'admin', path: '/settings/transcription' }],
		'/(app)/settings/users': [{ as: 'admin', path: '/settings/users' }],
		'/(app)/settings/users/new': [{ as: 'admin', path: '/settings/users/new' }],
		'/(app)/settings/users/[id]': [{ as: 'admin', path: `/settings/users/${ids.user}` }],
		'/(app)/settings/audit': [
			{ as: 'admin', path: '/settings/audit', then: openDetails },
			{ as: 'admin', path: '/settings/audit?person=nobody-is-called-this' }
		],
		'/(app)/settings/comments': [{ as: 'admin', path: '/settings/comments' }],
		'/(app)/settings/comments/new': [{ as: 'admin', path: '/settings/comments/new' }],
		'/(app)/settings/comments/[id]': [{ as: 'admin', path: `/settings/comments/${ids.comment}` }],
		'/(app)/settings/teams': [{ as: 'admin', path: '/settings/teams' }],
		'/(app)/settings/teams/new': [{ as: 'admin', path: '/settings/teams/new' }],
		'/(app)/settings/teams/[id]': [{ as: 'admin', path: `/settings/teams/${ids.team}` }],
		'/(app)/settings/locations': [{ as: 'admin', path: '/settings/locations' }],
		'/(app)/settings/locations/new': [{ as: 'admin', path: '/settings/locations/new' }],
		'/(app)/settings/locations/[id]': [
			{ as: 'admin', path: `/settings/locations/${ids.location}` }
		],
		'/(app)/settings/standards': [{ as: 'admin', path: '/settings/standards' }],
		'/(app)/settings/standards/[channel]': [{ as: 'admin', path: '/settings/standards/chat' }],
		'/(app)/employees/[id]': [
			{ as: 'lead', path: `/employees/${ids.employee}` },
			{ as: 'employee', path: `/employees/${ids.employee}` }
		],
		'/(app)/reviews': [
			{ as: 'reviewer', path: '/reviews' },
			{ as: 'employee', path: '/reviews' }
		],
		'/(app)/reviews/ai': [{ as: 'reviewer', path: '/reviews/ai' }],
		'/(app)/reviews/ai/[batch]': [{ as: 'reviewer', path: `/reviews/ai/${ids.aiBatch}` }],
		'/(app)/reviews/new': [
			{ as: 'reviewer', path: `/reviews/new?conversation=${ids.conversation}` }
		],
		'/(app)/reviews/[id]': [
			{ as: 'reviewer', path: `/reviews/${ids.draftReview}`, then: showKeys },
			{ as: 'reviewer', path: `/reviews/${ids.draftReview}`, then: beginRating },
			{ as: 'lead', path: `/reviews/${ids.review}` },
			{ as: 'employee', path: `/reviews/${ids.review}` },
			{ as: 'employee', path: `/reviews/${visits.visitReview}` }
		],
		'/(app)/scorecards': [
			{ as: 'admin', path: '/scorecards' },
			{ as: 'reviewer', path: '/scorecards' }
		],
		'/(app)/scorecards/new': [{ as: 'admin', path: '/scorecards/new' }],
		'/(app)/scorecards/xlsform': [{ as: 'admin', path: '/scorecards/xlsform' }],
		'/(app)/scorecards/[id]': [
			{ as: 'admin', path: `/scorecards/${ids.draftScorecard}`, then: openCriterion },
			{ as: 'admin', path: `/scorecards/${ids.draftScorecard}`, then: addCriterion },
			{ as: 'lead', path: `/scorecards/${ids.scorecard}` }
		],
		'/(app)/scorecards/[id]/versions/[number]': [
			{ as: 'reviewer', path: `/scorecards/${ids.scorecard}/versions/1` }
		],
		'/(app)/visits': [
			{ as: 'shopper', path: '/visits' },
			{ as: 'reviewer', path: '/visits' },
			{ as: 'admin', path: '/visits' }
		],
		'/(app)/visits/[id]': [
			{ as: 'shopper', path: `/visits/${visits.offered}` },
			{ as: 'shopper', path: `/visits/${visits.returned}` },
			{ as: 'reviewer', path: `/visits/${visits.returned}` },
			{ as: 'reviewer', path: `/visits/${visits.checked}`, then: askShopper },
			{ as: 'admin', path: `/visits/${visits.offered}` },
			{ as: 'admin', path: `/visits/${visits.released}`, then: openDetails }
		],
		'/(app)/visits/[id]/form': [
			{ as: 'shopper', path: `/visits/${visits.writing}/form`, then: fileTooSoon },
			{ as: 'shopper', path: `/visits/${visits.returned}/form` }
		],
		'/(app)/visits/import': [{ as: 'admin', path: '/visits/import' }],
		'/(app)/visits/unsent': [{ as: 'shopper', path: '/visits/unsent' }],
		'/(app)/visits/pay': [{ as: 'admin', path: '/visits/pay' }],
		'/(app)/visits/results': [{ as: 'lead', path: '/visits/results' }],
		'/(app)/visits/results/[id]': [
			{ as: 'lead', path: `/visits/results/${visits.released}` },
			{ as: 'employee', path: `/visits/results/${visits.released}` }
		],
		'/(app)/visits/board/[id]': [{ as: 'shopper', path: `/visits/board/${visits.board}` }],
		'/(app)/visits/programmes': [{ as: 'admin', path: '/visits/programmes' }],
		'/(app)/visits/programmes/new': [{ as: 'admin', path: '/visits/programmes/new' }],
		'/(app)/visits/programmes/[id]': [
			{ as: 'admin', path: `/visits/programmes/${visits.programme}` }
		],
		'/(app)/visits/programmes/[id]/results': [
			{ as: 'admin', path: `/visits/programmes/${visits.reported}/results` },
			{ as: 'reviewer', path: `/visits/programmes/${visits.programme}/results` }
		],
		'/(app)/visits/programmes/[id]/edit': [
			{ as: 'admin', path: `/visits/programmes/${visits.programme}/edit` }
		],
		'/(app)/visits/shoppers': [{ as: 'admin', path: '/visits/shoppers' }],
		'/(app)/visits/shoppers/[id]': [{ as: 'admin', path: `/visits/shoppers/${ids.user}` }],
		'/(public)/login': [{ as: 'nobody', path: '/login' }],
		'/(public)/reset': [{ as: 'nobody', path: '/reset' }],
		'/(public)/reset/[token]': [{ as: 'nobody', path: `/reset/${ids.resetToken}` }]
	};
}

/** A low level that wants evidence, then the reasons for N/A. */
async function beginRating(page: Page) {
	await page.keyboard.press('1');
	await page.keyboard.press('j');
	await page.keyboard.press('n');
}

const showKeys = (page: Page) => page.keyboard.press('?');

const askToIssue = (page: Page) => page.getByRole('button', { name: 'Issue' }).click();

const openCriterion = (page: Page) => page.locator('[data-criterion] h3 button').first().click();

async function addCriterion(page: Page) {
	await page.locator('[data-field$=".add"]').first().click();
	await page.getByRole('dialog').getByRole('listitem').first().waitFor();
}

const searchFor = (words: string) => async (page: Page) => {
	await page.keyboard.press('/');
	await page.getByRole('dialog').getByRole('combobox').fill(words);
	await page.getByRole('option').first().waitFor();
};

async function createToken(page: Page) {
	await page.getByLabel('What it is for').fill('Nightly export');
	await page.getByRole('button', { name: 'Create token' }).click();
}

async function chooseFile(page: Page) {
	const buffer = Buffer.from('when;who;what\n2026-01-15;customer;Hello\n');
	const file = { name: 'chats.csv', mimeType: 'text/csv', buffer };
	await page.locator('input[type=file]').setInputFiles(file);
	await page.getByRole('button', { name: 'Import the file' }).waitFor();
}

const openDetails = (page: Page) => page.locator('summary').first().click();

const askShopper = (page: Page) =>
	page.getByRole('button', { name: 'Return to the shopper' }).click();

async function fileTooSoon(page: Page) {
	await page.getByRole('button', { name: 'File the visit' }).click();
	await page.getByText('Still missing:').waitFor();
}
