/** jstat ships no types; these are the parts in use. */
declare module 'jstat' {
	interface Jstat {
		normal: { inv(p: number, mean: number, sd: number): number };
		studentt: { inv(p: number, degreesOfFreedom: number): number };
	}
	const jstat: Jstat;
	export default jstat;
}
