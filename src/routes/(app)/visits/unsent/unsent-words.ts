import type { Unsent } from '#lib/journal/outbox.svelte.ts';
import { regions, type Locale } from '#lib/locales.ts';
import { m } from '#lib/paraglide/messages.js';

/** How far the sending of a visit got. */
export function unsentWords({ is, progress, reason }: Unsent): string {
	if (is === 'writing') return m.visits_unsent_writing();
	if (is === 'sealed') return m.visits_unsent_sealed();
	if (is === 'signed_out') return m.visits_unsent_signed_out();
	if (is === 'refused') return m.visits_unsent_refused({ reason });
	if (!progress) return is === 'sending' ? m.visits_unsent_sending() : m.visits_unsent_waiting();
	return m.visits_unsent_received({ received: progress.received, of: progress.of });
}

/** How long ago, in the largest unit that fits. */
export function ageWords(since: number, now: number, locale: Locale): string {
	const minutes = Math.max(0, Math.round((now - since) / 60_000));
	const numeric = minutes ? 'always' : 'auto';
	const format = new Intl.RelativeTimeFormat(regions[locale], { numeric });
	if (minutes < 60) return format.format(-minutes, 'minute');
	if (minutes < 48 * 60) return format.format(-Math.round(minutes / 60), 'hour');
	return format.format(-Math.round(minutes / 1440), 'day');
}
