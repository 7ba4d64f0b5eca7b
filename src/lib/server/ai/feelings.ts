import type { Criterion } from '../../scorecard.ts';

/** Voice, emotion and mood of a person at work: not for a machine to judge (EU AI Act, art. 5 (1) f). */
const words = [
	'tone of (?:the )?voice|voice tone|intonation|emotion\\p{L}*|sentiments?|mood|body language',
	'sounded (?:angry|annoyed|bored|tired|irritated|happy|friendly|cold|upset|stressed)',
	'интонаци\\p{L}*|тон\\p{L}* голоса|эмоци\\p{L}*|настроени\\p{L}*',
	'intonācij\\p{L}*|bal(?:ss|sī) ton\\p{L}*|balss|emocij\\p{L}*|emocion\\p{L}*|noskaņojum\\p{L}*',
	'intonați\\p{L}*|ton\\p{L}* voc\\p{L}*|emoți\\p{L}*|dispoziți\\p{L}* sufleteasc\\p{L}*'
];
const feelings = new RegExp(`(?<!\\p{L})(?:${words.join('|')})(?!\\p{L})`, 'iu');

/** Whether a text is about how somebody feels or sounds, in one of the four languages. */
export const speaksOfFeelings = (text: string) => feelings.test(text);

/** A criterion for a person with ears: marked so, or its own words ask how somebody sounds or feels. */
export const needsEars = ({ ai, name, description }: Criterion) =>
	ai === 'listen' || [...Object.values(name), ...Object.values(description)].some(speaksOfFeelings);
