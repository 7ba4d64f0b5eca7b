import { mailJob } from '../mail/mail.ts';
import type { Job } from './queue.ts';

/** Every job of the house. */
export const jobs: Job[] = [mailJob];
