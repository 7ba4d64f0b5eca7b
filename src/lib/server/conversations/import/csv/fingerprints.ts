/** Which keys were seen, in 16 bytes each at the most: a million ids of a file in 16 MB. */
export class Fingerprints {
	#table = new Float64Array(1024);
	#size = 0;

	has(key: string): boolean {
		return this.#table[this.#slot(fingerprint(key))] !== 0;
	}

	add(key: string) {
		const print = fingerprint(key);
		const slot = this.#slot(print);
		if (this.#table[slot] !== 0) return;
		this.#table[slot] = print;
		if (++this.#size * 2 > this.#table.length) this.#grow();
	}

	/** Where a fingerprint stands, or the empty place where it would. */
	#slot(print: number): number {
		let slot = print % this.#table.length;
		while (this.#table[slot] !== 0 && this.#table[slot] !== print)
			slot = (slot + 1) % this.#table.length;
		return slot;
	}

	#grow() {
		const old = this.#table;
		this.#table = new Float64Array(old.length * 2);
		for (const print of old) if (print !== 0) this.#table[this.#slot(print)] = print;
	}
}

/** 52 bits from two FNV-1a sums, never 0: two of a million keys are alike once in ten thousand files. */
function fingerprint(key: string): number {
	let a = 0x811c9dc5;
	let b = 0x01000193;
	for (let i = 0; i < key.length; i++) {
		const code = key.charCodeAt(i);
		a = Math.imul(a ^ code, 0x01000193);
		b = Math.imul(b ^ code, 0x5bd1e995);
		b ^= b >>> 15;
	}
	return (a >>> 0) * 0x100000 + (b >>> 12) || 1;
}
