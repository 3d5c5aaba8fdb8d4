// How often a second, as bench/credentials.c has it: the best of many short rounds, for others at
// work on the machine only take away.
export async function rate(work) {
	let best = 0;
	for (const end = performance.now() + 4000; performance.now() < end;) {
		const start = performance.now();
		let count = 0;
		for (; performance.now() - start < 20 || !count; count++)
			await work();
		best = Math.max(best, count * 1000 / (performance.now() - start));
	}
	return best;
}
