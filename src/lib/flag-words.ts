import type { Locale } from './locales.ts';
import { m } from './paraglide/messages.js';
import type { FlagDetails, FlagRule } from './visit-flags.ts';
import { weekdayText } from './visit-words.ts';

type Texts = Record<FlagRule, (details: FlagDetails, locale: Locale) => string>;

const text = (details: FlagDetails, name: string) => String(details[name] ?? '');

const texts: Texts = {
	comment_contradicts: (d) => {
		const marks = { level: text(d, 'level'), of: text(d, 'of') };
		return d.said === 'good' ? m.flags_comment_praises(marks) : m.flags_comment_blames(marks);
	},
	text_reused: (d) =>
		m.flags_text_reused({
			percent: text(d, 'percent'),
			place: text(d, 'place'),
			number: text(d, 'number')
		}),
	too_fast: (d) => m.flags_too_fast({ seconds: text(d, 'seconds'), least: text(d, 'least') }),
	too_short: (d) => m.flags_too_short({ minutes: text(d, 'minutes'), wanted: text(d, 'wanted') }),
	integrity: () => m.flags_integrity(),
	straight_lined: (d) =>
		m.flags_straight_lined({ level: text(d, 'level'), count: text(d, 'count') }),
	times_impossible: (d) =>
		m.flags_times_impossible({ left: text(d, 'left'), arrived: text(d, 'arrived') }),
	closed_then: (d) =>
		d.hours
			? m.flags_closed_then({
					arrived: text(d, 'arrived'),
					left: text(d, 'left') || '?',
					hours: text(d, 'hours')
				})
			: m.flags_closed_all_day({ arrived: text(d, 'arrived') }),
	off_window: (d, locale) =>
		m.flags_off_window({ day: weekdayText(Number(d.day), locale), arrived: text(d, 'arrived') }),
	off_place: (d) =>
		m.flags_off_place({
			metres: text(d, 'metres'),
			limit: text(d, 'limit'),
			accuracy: text(d, 'accuracy')
		}),
	photo_reused: (d) => m.flags_photo_reused({ place: text(d, 'place'), number: text(d, 'number') }),
	photo_off_time: (d) => m.flags_photo_off_time({ at: text(d, 'at') }),
	photo_off_place: (d) =>
		m.flags_photo_off_place({ metres: text(d, 'metres'), limit: text(d, 'limit') })
};

/** What a rule saw, in the reader's words. */
export const flagText = (rule: FlagRule, details: FlagDetails, locale: Locale) =>
	texts[rule](details, locale);
