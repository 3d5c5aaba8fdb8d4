// Guessing codes and passwords, finding out who has an account, and being a nuisance to others.
//
//	node --test-reporter=tap tests/attack/guess_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAlike, race, seen } from './alike.mjs';
import { demo, real } from './place.mjs';
import { register, settle, signIn, somebody, Visitor } from './visitor.mjs';

const TRIES = 5; // of one code
const BURST = 300; // tries from one address at once
const EACH = 200; // ms until it has one more
const MOST = 4 * BURST; // that a test sends
const PEOPLE = 11;

let site;
before(async () => {
	site = await demo();
});
after(() => site.end());

function wrongCode(code, by) {
	return String((Number(code) + by) % 1000000).padStart(6, '0');
}

const CODE = /\b\d{3} \d{3}\b/;

function codeIn(text) {
	return text.match(CODE)[0];
}

async function begun(who, address = undefined) {
	const visitor = new Visitor(site, address);
	assert.equal((await register(visitor, who)).status, 303);
	return visitor;
}

/* --- codes --- */

test('a code is gone after five wrong tries, one after the other', async () => {
	const who = somebody();
	const visitor = await begun(who);
	const code = await site.mailedCode(who.mail);
	for (let i = 1; i <= TRIES; i++)
		assert.equal(
			(await visitor.post('/register/confirm', { code: wrongCode(code, i) }))
				.status,
			422,
		);
	assert.equal((await visitor.post('/register/confirm', { code })).status, 422);
	assert.ok(!visitor.cookies.has('session'));
});

test('many tries at the same moment are no more tries', async () => {
	const who = somebody();
	const visitor = await begun(who);
	const code = await site.mailedCode(who.mail);
	await visitor.hurry();
	const replies = await Promise.all(
		Array.from({ length: 60 }, (_, i) =>
			visitor.post('/register/confirm', { code: wrongCode(code, i + 1) }),
		),
	);
	const said = replies.map(({ text }) => text.match(/id="code-error">([^<]*)/)[1]);
	const spent = said.filter((words) => words === said.at(-1)).length;
	assert.equal(new Set(said).size, 2, 'wrong, or spent');
	assert.equal(Math.min(spent, said.length - spent), TRIES, `${spent} of ${said.length}`);
	assert.equal((await visitor.post('/register/confirm', { code })).status, 422);
});

// That browser waits for no code: it is sent to begin, and is nobody.
async function assertUnawaited(visitor, code) {
	const { headers } = await visitor.post('/register/confirm', { code });
	assert.equal(headers.location, '/register');
	assert.ok(!visitor.cookies.has('session'));
}

test('a right code, sent many times at once, makes one account and one session', async () => {
	const who = somebody();
	const visitor = await begun(who);
	const code = await site.mailedCode(who.mail);
	await visitor.hurry();
	const replies = await Promise.all(
		Array.from({ length: 12 }, () => visitor.twin()).map((twin) => {
			twin.fixed = visitor.fixed;
			return twin.post('/register/confirm', { code });
		}),
	);
	const sessions = replies
		.flatMap(({ headers }) => headers['set-cookie'] ?? [])
		.filter((line) => /^session=./.test(line));
	assert.equal(sessions.length, 1);
	assert.ok(replies.every(({ status }) => status < 500));
	await assertUnawaited(visitor, code);
});

test('a code works in the browser that asked for it, and in no other', async () => {
	const who = somebody();
	const visitor = await begun(who);
	const code = await site.mailedCode(who.mail);
	const thief = new Visitor(site, visitor.address);
	await assertUnawaited(thief, code);
	const rival = await begun(who);
	assert.equal((await rival.post('/register/confirm', { code })).status, 422);
	assert.equal((await visitor.post('/register/confirm', { code })).status, 303);
});

test('a new code ends the one before it, and its tries', async () => {
	const who = somebody();
	const visitor = await begun(who);
	const first = await site.mailedCode(who.mail);
	assert.equal(
		(await visitor.post('/register/again', {})).headers.location,
		'/register/confirm?again',
	);
	await site.untilMailed(who.mail, 2);
	const { status } = await visitor.post('/register/confirm', { code: first });
	assert.ok(status === 422 || (await site.mailedCode(who.mail)) === first);
});

test('asking for new codes for ever gives few of them, so few tries at one address', async () => {
	const who = somebody();
	const visitor = await begun(who);
	let given = 1;
	for (let i = 0; i < 40; i++)
		given += (await visitor.post('/register/again', {})).status === 303;
	assert.ok(given <= TRIES, `${given} codes`);
	for (let i = 0; i < 40; i++) {
		const other = new Visitor(site);
		const { status } = await register(other, who);
		given += status === 303;
	}
	assert.ok(given <= 3 * TRIES, `${given} codes in all`);
	assert.ok((await site.letters(who.mail)).length <= given);
});

test('a code is six digits, typed as people type, and nothing else', async () => {
	const who = somebody();
	const visitor = await begun(who);
	const code = await site.mailedCode(who.mail);
	for (const typed of [
		'',
		'0',
		`${code}0`,
		code.slice(1),
		`${code}\u0000`,
		'%',
		"' OR 1=1 --",
		'1e5',
		'-1',
		'x'.repeat(41),
	])
		assert.ok(
			[400, 422].includes(
				(await visitor.post('/register/confirm', { code: typed })).status,
			),
			typed,
		);
	assert.ok(!visitor.cookies.has('session'));
});

/* --- being a nuisance --- */

test('one address cannot keep somebody from registering', async () => {
	const who = somebody();
	const rude = new Visitor(site);
	let taken = 0;
	for (let i = 0; i < 30; i++) {
		rude.cookies.clear();
		taken += (await register(rude, { ...who, name: 'Iemand Anders' })).status === 303;
	}
	assert.ok(taken <= TRIES, `${taken} mails to somebody who asked for none`);
	await site.untilMailed(who.mail, taken);
	const owner = await begun(who);
	const codes = (await site.untilMailed(who.mail, taken + 1)).map(codeIn);
	const confirmed = [];
	for (const code of codes.slice(0, 2))
		confirmed.push((await owner.post('/register/confirm', { code })).status);
	assert.ok(confirmed.includes(303), "the newest code, or the one before it, is the owner's");
});

test('one address cannot keep somebody from signing in', async () => {
	const who = await settle(site);
	const rude = await new Visitor(site).hurry();
	const replies = await Promise.all(
		Array.from({ length: 30 }, () =>
			signIn(rude, { ...who, password: 'een twee drie vier' }),
		),
	);
	assert.ok(replies.some(isCareful), 'the guesser learns nothing any more');
	const owner = new Visitor(site);
	assert.equal((await signIn(owner, who)).status, 303);
});

// It asks for a code by mail beside the password, whichever that was.
const isCareful = ({ status, text }) => status === 200 && text.includes('name="beside"');

// A browser that has used up what its address may try on somebody's account.
async function careful(who) {
	const visitor = await new Visitor(site).hurry();
	who.codes = (await site.letters(who.mail)).map((text) => text.match(CODE)?.[0]);
	for (let i = 0; i < 40; i++)
		if (isCareful(await signIn(visitor, { ...who, password: 'een twee drie vier' })))
			return visitor;
	return assert.fail('guessing tells more and more');
}

test('guesses at one account from one address are few, even at the same moment', async () => {
	const who = await settle(site);
	const rude = await new Visitor(site).hurry();
	const replies = await Promise.all(
		Array.from({ length: 60 }, () =>
			signIn(rude, { ...who, password: 'een twee drie vier' }),
		),
	);
	const tried = replies.filter(({ status }) => status === 401).length;
	assert.ok(tried <= 11, `${tried} tries`);
	assert.ok(isCareful(await signIn(rude, who)));
	assert.ok(!rude.cookies.has('session'));
	assert.equal((await signIn(new Visitor(site), who)).status, 303);
});

test('guesses at one account from everywhere are few, and keep nobody out', async () => {
	const who = await settle(site);
	await who.visitor.post('/sign-out', {});
	const runners = await crowd(() => undefined);
	let tried = 0;
	for (let i = 0; i < 60; i += runners.length) {
		for (const runner of runners) runner.address = new Visitor(site).address;
		const replies = await Promise.all(
			runners.map((runner) =>
				signIn(runner, { ...who, password: 'een twee drie vier' }),
			),
		);
		tried += replies.filter(({ status }) => status === 401).length;
	}
	assert.ok(tried <= 31, `${tried} tries`);
	assert.ok(isCareful(await signIn(new Visitor(site), who)));
	assert.equal((await signIn(who.visitor, who)).status, 303, 'where they were before');
});

test('when guessing tells nothing any more, the right password and the mailbox open', async () => {
	const who = await settle(site);
	const thief = await careful(who);
	const mails = (await site.letters(who.mail)).length;
	assert.ok(isCareful(await signIn(thief, { ...who, password: 'een twee drie vier' })));
	assert.equal((await thief.post('/sign-in/code', { code: '000000' })).status, 422);
	assert.equal((await site.letters(who.mail)).length, mails, 'nobody is mailed for nothing');
	const owner = new Visitor(site, thief.address);
	assert.ok(isCareful(await signIn(owner, who)));
	const letters = await site.untilMailed(who.mail, mails + 1);
	const [code] = letters.map(codeIn).filter((one) => !who.codes.includes(one));
	assert.equal((await thief.post('/sign-in/code', { code })).status, 422);
	assert.equal((await owner.post('/sign-in/code', { code })).status, 303);
	assert.ok(owner.cookies.has('session'));
});

test('another spelling of an address is the same account, and the same limit', async () => {
	const who = await settle(site);
	const rude = await new Visitor(site).hurry();
	const shouted = who.mail.toUpperCase();
	const replies = [];
	for (let i = 0; i < 24; i++)
		replies.push(
			await signIn(rude, {
				mail: [who.mail, shouted, ` ${who.mail} `][i % 3],
				password: 'een twee drie vier',
			}),
		);
	assert.ok(replies.filter(({ status }) => status === 401).length <= 11);
	const rival = new Visitor(site);
	await register(rival, { ...somebody(), mail: shouted });
	const [letter] = await site.untilMailed(
		shouted.replace(/@.*/, (domain) => domain.toLowerCase()),
	);
	assert.doesNotMatch(letter, /\b\d{3} \d{3}\b/, 'its holder is told, and gets no code');
	assert.equal((await rival.post('/register/confirm', { code: '000000' })).status, 422);
});

// What costs the server little.
const nonsense = (visitor) => visitor.post('/sign-in', { mail: 'x@y.example', password: '' });

// Sends it until the server says 429; how many went before that, without those that time gave back.
async function untilSlowed(visitors) {
	const start = Date.now();
	for (let n = 0; n < MOST; n += visitors.length) {
		const replies = await Promise.all(visitors.map(nonsense));
		if (replies.some(({ status }) => status === 429))
			return n - Math.floor((Date.now() - start) / EACH);
	}
	return MOST;
}

async function crowd(address, size = 8, place = site) {
	return Promise.all(
		Array.from({ length: size }, (_, i) =>
			new Visitor(
				place,
				typeof address === 'function' ? address(i) : address,
			).hurry(),
		),
	);
}

// Goes on until told to end; then, how often they were refused.
function flood(visitors) {
	let isOver = false;
	let refused = 0;
	const runs = visitors.map(async (visitor) => {
		while (!isOver) refused += (await nonsense(visitor)).status === 429;
	});
	return async () => {
		isOver = true;
		await Promise.all(runs);
		return refused;
	};
}

// A school has one address; a pupil who floods it keeps out nobody who was signed in there before.
test('browsers behind one address have one limit, who was there before another', async () => {
	const who = await settle(site, somebody(), '198.51.100.7');
	const crowded = await crowd('198.51.100.7');
	const start = Date.now();
	const n = await untilSlowed(crowded);
	const given = Math.ceil((Date.now() - start) / EACH);
	assert.ok(n >= BURST - 10 - given && n <= BURST, `${n} tries`);
	assert.equal((await nonsense(new Visitor(site, '198.51.100.8'))).status, 422);
	const endFlood = flood(crowded);
	const replies = [];
	for (let i = 0; i < 8; i++) {
		await who.visitor.post('/sign-out', {});
		replies.push((await signIn(who.visitor, who)).status);
	}
	assert.ok((await endFlood()) > 0, 'the flood is refused meanwhile');
	assert.deepEqual(new Set(replies), new Set([303]));
});

test('addresses of one IPv6 network have one limit', async () => {
	const n = await untilSlowed(await crowd((i) => `2001:db8:1:2:${i}:77:0:${i}`));
	assert.ok(n <= BURST, `${n} tries`);
	assert.equal((await nonsense(new Visitor(site, '2001:db8:1:3::1'))).status, 422);
});

test("what a visitor writes before the proxy's word is not believed", async () => {
	let lie = 0;
	const liars = await crowd('198.51.100.9');
	for (const liar of liars)
		Object.defineProperty(liar, 'address', {
			get: () => `203.0.113.${lie++ % 250}, 198.51.100.9`,
		});
	const n = await untilSlowed(liars);
	assert.ok(n <= BURST, `${n} tries`);
});

test('who is no proxy says nothing about addresses', async () => {
	const place = await real({ proxies: '192.0.2.1' });
	try {
		let lie = 0;
		const liars = await crowd('203.0.113.1', 8, place);
		for (const liar of liars)
			Object.defineProperty(liar, 'address', {
				get: () => `203.0.113.${lie++ % 250}`,
			});
		const n = await untilSlowed(liars);
		assert.ok(n <= BURST, `${n} tries`);
	} finally {
		place.post.close();
		await place.end();
	}
});

/* --- who has an account? --- */

// Everything that somebody with this address can see of registering and signing in.
async function everything(mail) {
	const visitor = new Visitor(site);
	const who = { name: 'Iemand Anders', mail, password: 'groene fiets in de sloot' };
	const replies = [await register(visitor, who), await visitor.get('/register/confirm')];
	for (let i = 0; i < TRIES + 2; i++)
		replies.push(await visitor.post('/register/confirm', { code: '000000' }));
	replies.push(
		await visitor.post('/register/again', {}),
		await visitor.get('/register/confirm?again'),
	);
	replies.push(await visitor.post('/register/confirm', { code: '000000' }));
	for (let i = 0; i < 12; i++) replies.push(await signIn(visitor, who));
	replies.push(await visitor.post('/sign-in', { mail, password: '' }));
	for (let i = 0; i < 5; i++) replies.push(await register(visitor, who));
	return replies.map((reply) => seen(reply, mail));
}

test('no word, size or header tells whether an address has an account', async () => {
	const known = await settle(site);
	const ofKnown = await everything(known.mail);
	const ofUnknown = await everything(known.mail.replace(/^q/, 'w'));
	for (const [i, { length, ...one }] of ofKnown.entries()) {
		const { length: otherLength, ...other } = ofUnknown[i];
		assert.deepEqual(one, other, `answer ${i}`);
		assert.ok(
			Math.abs(length - otherLength) <= 2,
			`answer ${i}: ${length} and ${otherLength} bytes`,
		);
	}
	assert.deepEqual(
		new Set(ofKnown.map(({ status }) => status)),
		new Set([200, 303, 401, 422, 429]),
	);
});

// A wrong password for each: of addresses nobody was slowed down at.
function trySignIn(mails, runners) {
	return (i) => {
		const visitor = runners[i % runners.length];
		visitor.address = `10.99.${Math.floor(i / 250)}.${i % 250}`;
		return signIn(visitor, {
			mail: mails[i % mails.length],
			password: 'een twee drie vier',
		});
	};
}

test('a wrong password takes as long for an address with an account as without', async () => {
	const known = await Promise.all(Array.from({ length: PEOPLE }, () => settle(site)));
	const unknown = known.map(() => somebody());
	const runners = await crowd(() => undefined);
	assertAlike(
		await race(
			trySignIn(
				known.map(({ mail }) => mail),
				runners,
			),
			trySignIn(
				unknown.map(({ mail }) => mail),
				runners,
			),
		),
		'sign-in',
	);
});

// On a slow machine time gives a try back: the next one is careful again.
async function untilCareful(attempt) {
	for (let i = 0; i < 5; i++) {
		const reply = await attempt(0);
		if (isCareful(reply)) return reply;
	}
	return assert.fail('it is careful no more');
}

test('a careful sign-in looks and lasts alike for a right and a wrong password', async () => {
	const people = [];
	for (let i = 0; i < PEOPLE; i++) people.push({ ...(await settle(site)) });
	for (const who of people) who.runner = await careful(who);
	const right = people.map(({ password }) => password);
	const wrong = right.map((password) => `${password}n`);
	const at = (passwords) => async (i) => {
		const { mail, runner } = people[i % PEOPLE];
		const reply = await signIn(runner, { mail, password: passwords[i % PEOPLE] });
		if (!isCareful(reply)) { // a stranger again, whose tries are used up
			for (const name of ['session', 'known']) runner.cookies.delete(name);
			await runner.hurry();
		}
		return reply;
	};
	const looks = [];
	for (const passwords of [right, wrong]) {
		const { length, ...look } = seen(await untilCareful(at(passwords)), people[0].mail);
		looks.push(look);
	}
	assert.deepEqual(looks[0], looks[1]);
	assertAlike(
		await race(at(right), at(wrong), { samples: 5 * PEOPLE, counts: isCareful }),
		'careful sign-in',
	);
});

test('registering takes as long for an address with an account as without', async () => {
	const known = [];
	for (let i = 0; i < PEOPLE; i++) known.push(await settle(site));
	const unknown = known.map(() => somebody());
	const runners = await crowd(() => undefined);
	const at = (people) => (i) =>
		register(runners[i % runners.length], {
			...people[i % PEOPLE],
			password: 'een twee drie vier',
		});
	assertAlike(await race(at(known), at(unknown), { samples: 6 * PEOPLE }), 'register');
});

test('a wrong code takes as long for an address with an account as without', async () => {
	const known = await settle(site);
	const unknown = somebody();
	const runners = [];
	for (const who of [known, unknown]) {
		const visitor = new Visitor(site);
		await register(visitor, who);
		runners.push(await visitor.hurry());
	}
	const at = (visitor) => () => visitor.post('/register/confirm', { code: '000000' });
	assertAlike(await race(at(runners[0]), at(runners[1])), 'wrong code', 0.5);
});
