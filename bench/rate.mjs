// How often a second of a processor, as bench/credentials.c has it: the best of many short rounds,
// for others at work on the machine only take away. What the engine's other threads use (to
// collect garbage) is not counted.
import { readFileSync } from 'node:fs';

const USED = `/proc/${process.pid}/task/${process.pid}/schedstat`; // "ns on a processor, ..."
const used = () => Number(readFileSync(USED, 'utf8').split(' ')[0]) / 1e6;

export async function rate(work) {
	let best = 0;
	for (const end = performance.now() + 4000; performance.now() < end;) {
		const start = used();
		let count = 0;
		for (; used() - start < 20 || !count; count++)
			await work();
		best = Math.max(best, count * 1000 / (used() - start));
	}
	return best;
}
