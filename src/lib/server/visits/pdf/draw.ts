import { flagText } from '#lib/flag-words.ts';
import { m } from '#lib/paraglide/messages.js';
import type { VisitSheet } from '#lib/visit-result.ts';
import { paragraph, stack, type Placed } from '../../coaching/pdf/blocks.ts';
import { flow } from '../../coaching/pdf/draw.ts';
import { formats } from '../../coaching/pdf/format.ts';
import { columns, measure, styles } from '../../coaching/pdf/look.ts';
import { chapter, labelled, section, text, type Frame } from '../../coaching/pdf/report.ts';
import { Sheet } from '../../coaching/pdf/sheet.ts';
import { interTypesetter } from '../../coaching/pdf/typesetter.ts';
import { appeals } from './appeals.ts';
import { journey } from './journey.ts';
import { photos } from './photos.ts';
import { sections } from './sections.ts';

/** What every part of a visit's report draws from. */
export type VisitFrame = Frame & { data: VisitSheet };

/** An approved visit as a tagged PDF. The same visit gives the same bytes. */
export async function drawVisitReport(
	data: VisitSheet,
	typesetter = interTypesetter
): Promise<Uint8Array<ArrayBuffer>> {
	const { visit, locale } = data;
	const words = { locale };
	const title = `${visit.location} #${visit.number}`;
	const date = new Date(visit.date);
	const facts = { title, author: data.house, lang: locale, date };
	const sheet = new Sheet(facts, typesetter);
	const frame = { data, sheet, words, format: formats(locale, visit.timeZone) };
	sheet.newPage();
	flow(
		sheet,
		stack([
			...header(frame),
			...journey(frame),
			...sections(frame),
			...narrative(frame),
			...photos(frame),
			...failed(frame),
			...validity(frame),
			...appeals(frame)
		])
	);
	sheet.frame([visit.location, frame.format.day(visit.date), `#${visit.number}`], (page, pages) => [
		m.report_page({ page, pages }, words),
		visit.programme,
		data.house ? `${data.house} · Plumbline` : 'Plumbline'
	]);
	return sheet.bytes();
}

function header(frame: VisitFrame): Placed[] {
	const { data, sheet, words, format } = frame;
	const { visit } = data;
	const staff =
		visit.staffRule === 'hidden'
			? m.results_staff_hidden({}, words)
			: (visit.employee ?? m.visits_not_identified({}, words));
	const facts = [
		[
			format.day(visit.date),
			visit.arrived && `${visit.arrived}–${visit.left ?? '?'}`,
			visit.programme
		],
		[visit.address],
		[staff, visit.shopper && `${m.visits_shopper({}, words)} ${visit.shopper}`, visit.scorecard],
		[visit.scenario]
	];
	const compared = [
		visit.score !== visit.withoutCritical &&
			m.review_without_critical({ score: format.percent(visit.withoutCritical) }, words),
		visit.last && m.results_last({ score: format.percent(visit.last.score) }, words),
		visit.median &&
			m.results_median({ score: format.percent(visit.median.value), count: visit.median.n }, words)
	].filter(Boolean);
	const score = [
		{ text: `${format.percent(visit.score)}   `, style: styles.title },
		{ text: compared.join(' · '), style: styles.body }
	];
	return [
		chapter(frame, `${visit.location} #${visit.number}`),
		...facts
			.map((line) => line.filter(Boolean).join(' · '))
			.filter(Boolean)
			.map((line) => ({ block: text(frame, line), gap: 2 })),
		{
			block: paragraph(sheet, score, { width: measure, style: styles.title, tag: sheet.tag('P') }),
			gap: 8
		},
		...(visit.overallComment ? [{ block: text(frame, visit.overallComment), gap: 4 }] : [])
	];
}

const narrative = (frame: VisitFrame): Placed[] =>
	frame.data.visit.narrative.flatMap(({ name, text: story }) => [
		section(frame, name),
		{ block: text(frame, story, styles.body, columns(10)), gap: 3 }
	]);

function failed(frame: VisitFrame): Placed[] {
	const { failed } = frame.data.visit;
	if (!failed.length) return [];
	return [
		section(frame, m.results_failed({}, frame.words)),
		...failed.map(({ name, level, tip }) => ({
			block: labelled(frame, name, [level, tip].filter(Boolean).join(' → '), measure),
			gap: 3
		}))
	];
}

function validity(frame: VisitFrame): Placed[] {
	const { data, words } = frame;
	const { metres, limit, integrity, flags } = data.visit.validity;
	const facts = [
		metres !== null &&
			[m.results_metres({ metres }, words), limit && m.check_limit({ limit }, words)]
				.filter(Boolean)
				.join(', '),
		integrity.asked > 0 && m.results_integrity(integrity, words),
		!flags.length && m.flags_none({}, words)
	].filter(Boolean);
	const lines = [
		...(facts.length ? [facts.join(' · ')] : []),
		...flags.map(({ rule, details, verdict, word }) => {
			const closed =
				verdict === 'confirmed' ? m.flags_confirmed({}, words) : m.flags_dismissed({}, words);
			return `${flagText(rule, details, data.locale)} – ${[closed, word].filter(Boolean).join(': ')}`;
		})
	];
	return [
		section(frame, m.results_validity({}, words)),
		...lines.map((line) => ({ block: text(frame, line), gap: 2 }))
	];
}
