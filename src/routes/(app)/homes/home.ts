import type { Role } from '#lib/permissions.ts';
import type { PageData } from '../$types';

/** What the home of one role shows. */
export type HomeOf<R extends Role> = Extract<PageData['home'], { role: R }>;
