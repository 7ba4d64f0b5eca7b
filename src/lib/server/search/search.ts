import { dayWords } from '../../day-words.ts';
import { periodFromTo, periodLabel } from '../../periods.ts';
import { can, type Viewer } from '../../permissions.ts';
import { listReports } from '../coaching/report-list.ts';
import { listConversations } from '../conversations/list.ts';
import type { Db } from '../db/database.ts';
import { listEmployees } from '../people/employees.ts';

export type Hit = {
	kind: 'employee' | 'conversation' | 'report';
	href: string;
	text: string;
	detail: string;
};

const most = 5;

/** What the viewer may open and the words fit: employees, conversations and, of found employees, reports. */
export async function searchHouse(db: Db, viewer: Viewer, words: string): Promise<Hit[]> {
	const [people, talks] = await Promise.all([
		can(viewer, 'employees:read') ? listEmployees(db, viewer, { search: words }, most) : null,
		can(viewer, 'conversations:read') ? listConversations(db, viewer, { q: words }) : null
	]);
	const employees = people?.rows ?? [];
	const [found] = employees;
	const reports =
		found && can(viewer, 'reports:read')
			? (await listReports(db, viewer, { employeeId: found.id, limit: 3 })).rows
			: [];
	return [
		...employees.map(({ id, name, team }): Hit => ({
			kind: 'employee',
			href: `/employees/${id}`,
			text: name,
			detail: team ?? ''
		})),
		...reports.map(({ id, employee, periodFrom, periodTo }): Hit => ({
			kind: 'report',
			href: `/coaching/${id}`,
			text: employee,
			detail: periodLabel(periodFromTo(periodFrom, periodTo)!, viewer.locale)
		})),
		...(talks?.rows.slice(0, most) ?? []).map(({ id, at, employeeName, opening }): Hit => ({
			kind: 'conversation',
			href: `/conversations/${id}`,
			text: `${dayWords(at, viewer.locale)} · ${employeeName ?? '–'}`,
			detail: opening
		}))
	];
}
