type Entry = {
	id: string;
	title: string;
	place: string;
	text: string;
	/** Days as 2026-09-15, both included. */
	opensOn: string;
	dueOn: string;
	link: string;
};

/** The days of a visit as a calendar file (RFC 5545). The same visit again replaces itself. */
export function calendarFile(
	{ id, title, place, text, opensOn, dueOn, link }: Entry,
	now = new Date()
) {
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Plumbline//Visits//EN',
		'BEGIN:VEVENT',
		`UID:${id}@plumbline`,
		`DTSTAMP:${now.toISOString().replace(/[-:]|\.\d{3}/g, '')}`,
		`DTSTART;VALUE=DATE:${opensOn.replaceAll('-', '')}`,
		`DTEND;VALUE=DATE:${dayAfter(dueOn)}`,
		`SUMMARY:${escaped(title)}`,
		`LOCATION:${escaped(place)}`,
		`DESCRIPTION:${escaped(text)}`,
		`URL:${link}`,
		'END:VEVENT',
		'END:VCALENDAR'
	];
	return lines.map(folded).join('\r\n') + '\r\n';
}

/** The end of an event of whole days is the first day after it. */
function dayAfter(day: string) {
	const next = new Date(`${day}T00:00:00Z`);
	next.setUTCDate(next.getUTCDate() + 1);
	return next.toISOString().slice(0, 10).replaceAll('-', '');
}

const escaped = (text: string) => text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n');

/** At most 75 octets a line, never within a character. */
function folded(line: string) {
	let out = '';
	let octets = 0;
	for (const character of line) {
		const size = Buffer.byteLength(character);
		if (octets + size > 75) {
			out += '\r\n ';
			octets = 1;
		}
		out += character;
		octets += size;
	}
	return out;
}
