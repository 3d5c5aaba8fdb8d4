// Do two kinds of visitor see the same: words, size, time?
import assert from 'node:assert/strict';

const SAMPLES = 100; // of each of two

// What an outsider sees of an answer, without what differs from one answer to the next.
export function seen({ status, headers, text, bytes }, mail) {
	const rest = { ...headers };
	delete rest.date;
	delete rest['content-length'];
	rest['set-cookie'] = (rest['set-cookie'] ?? []).map((line) =>
		line.replace(/=[\w-]{43,}/, '='),
	);
	const plain = text
		.replaceAll(mail, 'MAIL')
		.replace(/\d+ (sec|min)/, 'N $1')
		.replace(/(form_token" value=")[^"]*/g, '$1');
	return { status, headers: rest, plain, length: bytes };
}

function median(values) {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

// Mann and Whitney's test: how many standard deviations the ranks of a are from chance.
function deviation(a, b) {
	const all = [...a.map((v) => [v, 0]), ...b.map((v) => [v, 1])].sort(([x], [y]) => x - y);
	const sum = all.reduce((n, [, group], rank) => n + (group ? 0 : rank + 1), 0);
	const u = sum - (a.length * (a.length + 1)) / 2;
	return (
		(u - (a.length * b.length) / 2) /
		Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12)
	);
}

// Takes both in turn, in an order by chance: whatever else the machine does disturbs both.
export async function race(one, other, { samples = SAMPLES, counts = () => true } = {}) {
	const times = [[], []];
	for (let i = 0; i < 2 * samples; i++) {
		const which = Math.random() < 0.5 ? 0 : 1;
		const start = process.hrtime.bigint();
		const reply = await (which ? other : one)(i);
		const took = Number(process.hrtime.bigint() - start) / 1e6;
		if (counts(reply)) times[which].push(took);
	}
	return times;
}

// A difference counts when it is there beyond chance and large enough to be of use, in ms.
export function assertAlike([a, b], what, use = 0.04 * median(a)) {
	assert.ok(Math.min(a.length, b.length) > 10, `${what}: too few to tell`);
	const apart = Math.abs(median(a) - median(b));
	const z = Math.abs(deviation(a, b));
	const ms = [a, b].map((times) => median(times).toFixed(2)).join(' and ');
	const told = `${what}: medians ${ms} ms, z ${z.toFixed(1)} of ${a.length}+${b.length}`;
	assert.ok(z < 4 || apart < use, told);
	console.log(`# ${told}`);
}
