export type { ManifestFile, PhotoInput } from './photo-schema.ts';

/** Bytes of one photo; a phone sends far less, since it scales them first. */
export const photoMaxBytes = 25 * 1024 ** 2;

/** Longest side of what a phone sends and of what others see. */
export const photoSide = 2560;

/** Of one visit. */
export const mostPhotos = 100;

/** Why a photo cannot be shown: its bytes are kept all the same. */
export type PhotoProblem = 'broken' | 'too_many_pixels';
