// Compares what the program named on the command line writes with what this engine writes for the
// same doubles (see jcs_numbers.c).
const { spawn } = require("node:child_process");
const readline = require("node:readline");

const RANDOM_ONES = 1000000;
const bits = new BigUint64Array(1);
const double = new Float64Array(bits.buffer);

function doubleOf(b) {
	bits[0] = b;
	return double[0];
}

function* neighbours(d) {
	double[0] = d;
	const b = bits[0];
	yield doubleOf(b - 1n);
	yield d;
	yield doubleOf(b + 1n);
}

function* sequence() {
	for (let e = -1074; e < 1024; e++) yield* neighbours(2 ** e);
	for (let e = -322; e < 309; e++) yield* neighbours(Number("1e" + e));
	let state = 8785n;
	for (let left = RANDOM_ONES; left > 0; ) {
		state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
		let z = state;
		z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
		z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
		const d = doubleOf(z ^ (z >> 31n));
		if (!Number.isFinite(d)) continue;
		yield d;
		left--;
	}
}

async function main() {
	const program = spawn(process.argv[2], { stdio: ["ignore", "pipe", "inherit"] });
	const ended = new Promise((resolve) => program.on("close", resolve));
	const expected = sequence();
	let same = 0, different = 0;
	for await (const line of readline.createInterface({ input: program.stdout })) {
		const d = expected.next().value;
		if (line === String(d)) same++;
		else if (different++ < 20) console.log(`got ${line}, want ${d}`);
	}
	const missing = [...expected].length;
	const code = await ended;
	console.log(`${same} the same, ${different} different, ${missing} missing`);
	process.exit(code === 0 && different === 0 && missing === 0 && same > RANDOM_ONES ? 0 : 1);
}

main();
