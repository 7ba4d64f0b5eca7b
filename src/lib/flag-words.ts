import type { Locale } from './locales.ts';
import { m } from '#lib/paraglide/messages.js';
import type { FlagDetails, FlagRule } from './visit-flags.ts';
import { weekdayText } from './visit-words.ts';

type Texts = Record<FlagRule, (details: FlagDetails, words: { locale: Locale }) => string>;

const text = (details: FlagDetails, name: string) => String(details[name] ?? '');

const texts: Texts = {
	comment_contradicts: (d, o) => {
		const marks = { level: text(d, 'level'), of: text(d, 'of') };
		const quoted = { ...marks, quote: text(d, 'quote') };
		if (d.by === 'ai')
			return d.said === 'good' ? m.flags_ai_praises(quoted, o) : m.flags_ai_blames(quoted, o);
		return d.said === 'good' ? m.flags_comment_praises(marks, o) : m.flags_comment_blames(marks, o);
	},
	text_reused: (d, o) => {
		const where = { place: text(d, 'place'), number: text(d, 'number') };
		return m.flags_text_reused({ percent: text(d, 'percent'), ...where }, o);
	},
	too_fast: (d, o) => m.flags_too_fast({ seconds: text(d, 'seconds'), least: text(d, 'least') }, o),
	too_short: (d, o) =>
		m.flags_too_short({ minutes: text(d, 'minutes'), wanted: text(d, 'wanted') }, o),
	integrity: (_, o) => m.flags_integrity({}, o),
	straight_lined: (d, o) =>
		m.flags_straight_lined({ level: text(d, 'level'), count: text(d, 'count') }, o),
	times_impossible: (d, o) =>
		m.flags_times_impossible({ left: text(d, 'left'), arrived: text(d, 'arrived') }, o),
	closed_then: (d, o) => {
		const arrived = text(d, 'arrived');
		if (!d.hours) return m.flags_closed_all_day({ arrived }, o);
		return m.flags_closed_then(
			{ arrived, left: text(d, 'left') || '?', hours: text(d, 'hours') },
			o
		);
	},
	off_window: (d, o) => {
		const day = weekdayText(Number(d.day), o.locale);
		return m.flags_off_window({ day, arrived: text(d, 'arrived') }, o);
	},
	off_place: (d, o) => {
		const limits = { limit: text(d, 'limit'), accuracy: text(d, 'accuracy') };
		return m.flags_off_place({ metres: text(d, 'metres'), ...limits }, o);
	},
	photo_reused: (d, o) =>
		m.flags_photo_reused({ place: text(d, 'place'), number: text(d, 'number') }, o),
	photo_off_time: (d, o) => m.flags_photo_off_time({ at: text(d, 'at') }, o),
	photo_off_place: (d, o) =>
		m.flags_photo_off_place({ metres: text(d, 'metres'), limit: text(d, 'limit') }, o)
};

/** What a rule saw, in the reader's words. */
export const flagText = (rule: FlagRule, details: FlagDetails, locale: Locale) =>
	texts[rule](details, { locale });
