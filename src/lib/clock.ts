/** 6:05: a measured time in minutes and seconds. */
export const clock = (seconds: number) =>
	`${Math.floor(Math.round(seconds) / 60)}:${String(Math.round(seconds) % 60).padStart(2, '0')}`;
