/** A key in the words of a name; '' where it has no Latin letters or digits. */
export function slug(name: string) {
	return name
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '_')
		.replace(/^_+|_+$/g, '')
		.slice(0, 48)
		.replace(/_+$/, '');
}

/** A key that is not taken: of the name, else a random one. */
export function newKey(name: string, taken: (key: string) => boolean) {
	const base = slug(name);
	if (base.length < 2) return randomKey();
	for (let number = 1; ; number++) {
		const key = number === 1 ? base : `${base}_${number}`;
		if (!taken(key)) return key;
	}
}

/** 60 random bits: nobody meets it twice. */
export function randomKey() {
	const bytes = crypto.getRandomValues(new Uint8Array(12));
	return `k${Array.from(bytes, (byte) => (byte & 31).toString(32)).join('')}`;
}
