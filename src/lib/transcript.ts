import type { speakers, segmentKinds } from './transcript-words.ts';
