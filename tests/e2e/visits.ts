import type { Page } from 'playwright-core';
import type { Role } from '../../src/lib/permissions.ts';
import type { DemoHouse } from '../setup/demo-house.ts';

type Visit = {
	/** Who opens it; nobody is somebody who is not signed in. */
	as: Role | 'nobody';
	path: string;
	/** What is opened on the page before it is looked at. */
	then?: (page: Page) => Promise<unknown>;
};

/** Every page route with who may open it and an address that shows it full. */
export function visitsOf({ ids }: DemoHouse): Record<string, Visit[]> {
	return {
		'/(app)': [
			{ as: 'admin', path: '/' },
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
		'/(app)/settings': [{ as: 'admin', path: '/settings' }],
		'/(app)/settings/users': [{ as: 'admin', path: '/settings/users' }],
		'/(app)/settings/users/new': [{ as: 'admin', path: '/settings/users/new' }],
		'/(app)/settings/users/[id]': [{ as: 'admin', path: `/settings/users/${ids.user}` }],
		'/(app)/employees/[id]': [
			{ as: 'lead', path: `/employees/${ids.employee}` },
			{ as: 'employee', path: `/employees/${ids.employee}` }
		],
		'/(app)/reviews': [
			{ as: 'reviewer', path: '/reviews' },
			{ as: 'employee', path: '/reviews' }
		],
		'/(app)/reviews/new': [
			{ as: 'reviewer', path: `/reviews/new?conversation=${ids.conversation}` }
		],
		'/(app)/reviews/[id]': [
			{ as: 'reviewer', path: `/reviews/${ids.draftReview}`, then: beginRating },
			{ as: 'reviewer', path: `/reviews/${ids.draftReview}`, then: showKeys },
			{ as: 'lead', path: `/reviews/${ids.review}` },
			{ as: 'employee', path: `/reviews/${ids.review}` }
		],
		'/(app)/scorecards': [
			{ as: 'admin', path: '/scorecards' },
			{ as: 'reviewer', path: '/scorecards' }
		],
		'/(app)/scorecards/new': [{ as: 'admin', path: '/scorecards/new' }],
		'/(app)/scorecards/[id]': [
			{ as: 'admin', path: `/scorecards/${ids.draftScorecard}`, then: openCriterion },
			{ as: 'admin', path: `/scorecards/${ids.draftScorecard}`, then: addCriterion },
			{ as: 'lead', path: `/scorecards/${ids.scorecard}` }
		],
		'/(app)/scorecards/[id]/versions/[number]': [
			{ as: 'reviewer', path: `/scorecards/${ids.scorecard}/versions/1` }
		],
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
