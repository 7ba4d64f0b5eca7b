import { batchJob } from '../ai/batches.ts';
import { reportJob } from '../coaching/batches.ts';
import { importJob } from '../conversations/import-job.ts';
import { mailJob } from '../mail/mail.ts';
import { readJob } from '../recordings/read-job.ts';
import { transcribeJob } from '../recordings/transcription/job.ts';
import { commentsJob } from '../visits/flags/comments-job.ts';
import type { Job } from './queue.ts';

/** Every job of the house. */
export const jobs: Job[] = [
	mailJob,
	importJob,
	reportJob,
	readJob,
	transcribeJob,
	batchJob,
	commentsJob
];
