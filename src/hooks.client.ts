import { setTimeZone } from '#lib/time-zone.ts';

setTimeZone(document.documentElement.dataset.timeZone ?? 'UTC');
