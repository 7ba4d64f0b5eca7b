import { metresBetween } from '../../../distance.ts';
import { found, type Rule } from './facts.ts';

/** The phone was further away than the limit, also when its own doubt is taken off. */
export const offPlace: Rule = ({ document, latitude, longitude, maxDistanceMetres }) => {
	const { position } = document;
	if (!position || latitude === null || longitude === null || !maxDistanceMetres) return [];
	const metres = metresBetween(position, { latitude, longitude });
	if (metres - position.accuracy <= maxDistanceMetres) return [];
	return [
		found('off_place', '', {
			metres: Math.round(metres),
			limit: maxDistanceMetres,
			accuracy: Math.round(position.accuracy)
		})
	];
};
