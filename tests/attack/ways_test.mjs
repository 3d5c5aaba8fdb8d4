// Ways in and round them: codes by mail, forgotten passwords, the second lock, sessions, addresses.
//
//	node --test-reporter=tap tests/attack/ways_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { appCode } from '../e2e/app.mjs';
import { assertAlike, race, seen } from './alike.mjs';
import { demo } from './place.mjs';
import { invented, settle, signIn, somebody, Visitor } from './visitor.mjs';

const TRIES = 5;
const PEOPLE = 6;
const CODE = /\b(\d{3}) (\d{3})\b/;
const NEW = 'groene bus naar negen dorpen';

let site;
before(async () => {
	site = await demo();
});
after(() => site.end());

const wrongCode = (code, by) => String((Number(code) + by) % 1000000).padStart(6, '0');

// The newest code mailed to the address, once that many codes were.
async function codeOf(mail, count) {
	for (let i = 0; i < 200; i++) {
		const letters = await site.letters(mail);
		const codes = letters.map((text) => text.match(CODE)).filter(Boolean);
		if (codes.length >= count) return codes[0][1] + codes[0][2];
		await pause(50);
	}
	throw new Error('the code does not come');
}

const DOORS = {
	'/forgot': { code: '/forgot/code', again: '/forgot/again' },
	'/sign-in/mail': { code: '/sign-in/code', again: '/sign-in/again' },
};

// Somebody asks at a door, in a browser of their own.
async function asked(door, mail) {
	const visitor = new Visitor(site);
	assert.equal((await visitor.post(door, { mail })).status, 303);
	return visitor;
}

const isIn = async (visitor) => (await visitor.get('/account')).status === 200;

/* --- codes by mail --- */

for (const [door, { code: path }] of Object.entries(DOORS)) {
	test(`${door}: a code is gone after five wrong tries`, async () => {
		const who = await settle(site);
		const visitor = await asked(door, who.mail);
		const code = await codeOf(who.mail, 2);
		for (let i = 1; i <= TRIES; i++) {
			const { status } = await visitor.post(path, { code: wrongCode(code, i) });
			assert.equal(status, 422);
		}
		assert.equal((await visitor.post(path, { code })).status, 422);
		assert.ok(!visitor.cookies.has('session'));
	});

	test(`${door}: many tries at the same moment are no more tries`, async () => {
		const who = await settle(site);
		const visitor = await (await asked(door, who.mail)).hurry();
		const code = await codeOf(who.mail, 2);
		const replies = await Promise.all(
			Array.from({ length: 40 }, (_, i) =>
				visitor.post(path, { code: wrongCode(code, i + 1) })),
		);
		const said = replies.map(({ text }) => text.match(/id="code-error">([^<]*)/)[1]);
		const first = said.filter((words) => words === said[0]).length;
		assert.equal(Math.min(first, said.length - first), TRIES);
		assert.equal((await visitor.post(path, { code })).status, 422);
	});

	test(`${door}: a code works in the browser that asked, and in no other`, async () => {
		const who = await settle(site);
		const visitor = await asked(door, who.mail);
		const code = await codeOf(who.mail, 2);
		const thief = new Visitor(site, visitor.address);
		const { headers } = await thief.post(path, { code });
		assert.equal(headers.location, `${door}?elsewhere`);
		const rival = await asked(door, who.mail);
		assert.equal((await rival.post(path, { code })).status, 422);
		assert.notEqual((await visitor.post(path, { code })).status, 422);
	});

	test(`${door}: a code works once, however often it is sent at once`, async () => {
		const who = await settle(site);
		const visitor = await (await asked(door, who.mail)).hurry();
		const code = await codeOf(who.mail, 2);
		const twins = Array.from({ length: 10 }, () => visitor.twin());
		const replies = await Promise.all(
			twins.map((twin) => {
				twin.fixed = visitor.fixed;
				return twin.post(path, { code });
			}),
		);
		const right = replies.filter(
			({ headers }) => ['/passport', '/forgot/new'].includes(headers.location));
		assert.equal(right.length, 1);
		assert.ok(replies.every(({ status }) => status < 500));
	});

	test(`${door}: a page that is opened uses nothing up`, async () => {
		const who = await settle(site);
		const visitor = await asked(door, who.mail);
		const code = await codeOf(who.mail, 2);
		for (const query of ['', `?code=${code}`, `?${code}`, `?form_token=x&code=${code}`])
			await visitor.get(path + query);
		assert.ok(!visitor.cookies.has('session'));
		assert.notEqual((await visitor.post(path, { code })).status, 422);
	});

	test(`${door}: asking for ever mails few codes`, async () => {
		const who = await settle(site);
		let given = 0;
		const visitor = new Visitor(site);
		for (let i = 0; i < 20; i++)
			given += (await visitor.post(door, { mail: who.mail })).status === 303;
		assert.ok(given <= TRIES, `${given} from one address`);
		for (let i = 0; i < 40; i++) {
			const other = new Visitor(site);
			given += (await other.post(door, { mail: who.mail })).status === 303;
		}
		assert.ok(given <= 20, `${given} in all`);
	});
}

test('a code of one door opens no other', async () => {
	const who = await settle(site);
	const visitor = await asked('/sign-in/mail', who.mail);
	const code = await codeOf(who.mail, 2);
	assert.equal((await visitor.post('/forgot/code', { code })).status, 303);
	assert.equal((await visitor.get('/forgot/new')).headers.location, '/forgot');
	assert.equal((await visitor.post('/register/confirm', { code })).status, 303);
	assert.ok(!visitor.cookies.has('session'));
});

test('codes stand in no address, and in nothing that is logged', async () => {
	const who = await settle(site);
	const visitor = await asked('/sign-in/mail', who.mail);
	const code = await codeOf(who.mail, 2);
	await visitor.post('/sign-in/code', { code });
	const [letter] = (await site.letters(who.mail)).filter((text) => CODE.test(text));
	assert.match(letter, new RegExp(`/sign-in/code#${code}`));
	const log = site.logBytes().toString();
	assert.ok(!log.includes(code) && !log.includes(who.mail));
});

test('strangers keep nobody from a code who was here before', async () => {
	const who = await settle(site);
	await who.visitor.post('/sign-out', {});
	for (let i = 0; i < 40; i++)
		await new Visitor(site).post('/sign-in/mail', { mail: who.mail });
	const statuses = [];
	for (const visitor of [new Visitor(site), who.visitor])
		statuses.push((await visitor.post('/sign-in/mail', { mail: who.mail })).status);
	assert.deepEqual(statuses, [429, 303]);
});

test('a neighbour keeps nobody from signing in who was here before', async () => {
	const who = await settle(site);
	await who.visitor.post('/sign-out', {});
	const rude = new Visitor(site, who.visitor.address);
	for (let i = 0; i < 14; i++) await signIn(rude, { ...who, password: 'een twee drie' });
	assert.equal((await signIn(rude, who)).status, 200);
	assert.ok(!(await isIn(rude)));
	assert.equal((await signIn(who.visitor, who)).status, 303);
});

test('a made-up mark of a known browser is none', async () => {
	const who = await settle(site);
	const rude = new Visitor(site, '198.51.100.77');
	let tried = 0;
	for (let i = 0; i < 20; i++) {
		rude.cookies.set('known', `${'A'.repeat(40)}${String(i).padStart(2, '0')}A`);
		const { status } = await signIn(rude, { ...who, password: 'een twee drie' });
		tried += status === 401;
	}
	assert.ok(tried <= 11, `${tried} tries`);
});

/* --- who has an account? --- */

async function everything(mail) {
	const replies = [];
	for (const [door, { code, again }] of Object.entries(DOORS)) {
		const visitor = new Visitor(site);
		replies.push(await visitor.post(door, { mail }), await visitor.get(code));
		for (let i = 0; i < TRIES + 1; i++)
			replies.push(await visitor.post(code, { code: '000000' }));
		for (let i = 0; i < TRIES; i++) replies.push(await visitor.post(again, {}));
		for (const path of ['/forgot/new', '/sign-in/factor'])
			replies.push(await visitor.get(path));
	}
	return replies.map((reply) => seen(reply, mail));
}

test('no word, size or header of a door tells whether an address has an account', async () => {
	const known = await settle(site);
	const ofKnown = await everything(known.mail);
	const ofUnknown = await everything(known.mail.replace(/^q/, 'w'));
	for (const [i, { length, ...one }] of ofKnown.entries()) {
		const { length: otherLength, ...other } = ofUnknown[i];
		assert.deepEqual(one, other, `answer ${i}`);
		const apart = Math.abs(length - otherLength);
		assert.ok(apart <= 2, `answer ${i}: ${apart} bytes`);
	}
});

for (const door of Object.keys(DOORS))
	test(`${door} takes as long for an address with an account as without`, async () => {
		const people = [];
		for (let i = 0; i < PEOPLE; i++) people.push((await settle(site)).mail);
		const strangers = people.map(() => somebody().mail);
		const runner = await new Visitor(site).hurry();
		const at = (mails) => (i) => {
			runner.address = `10.98.${Math.floor(i / 250)}.${i % 250}`;
			return runner.post(door, { mail: mails[i % PEOPLE] });
		};
		assertAlike(await race(at(people), at(strangers), { samples: 9 * PEOPLE }), door);
	});

test('adding an address of somebody else looks like adding a free one', async () => {
	const [one, other] = [await settle(site), await settle(site)];
	const path = '/account/addresses/confirm';
	const free = somebody().mail;
	const looks = [];
	for (const mail of [other.mail, free]) {
		const replies = [
			await one.visitor.post('/account/addresses/add', { mail }),
			await one.visitor.get(path),
			await one.visitor.post(path, { code: '000000' }),
		];
		looks.push(replies.map((reply) => seen(reply, mail)));
	}
	for (const [i, { length, ...look }] of looks[0].entries()) {
		const { length: otherLength, ...otherLook } = looks[1][i];
		assert.deepEqual(look, otherLook);
		const apart = Math.abs(length - otherLength);
		assert.ok(apart <= 8, `answer ${i}: ${apart} bytes`);
	}
});

/* --- a new password --- */

async function mayReset(who) {
	const visitor = await asked('/forgot', who.mail);
	const code = await codeOf(who.mail, 2);
	const { headers } = await visitor.post('/forgot/code', { code });
	assert.equal(headers.location, '/forgot/new');
	return visitor;
}

test('a new password ends every other session, and only the new one opens', async () => {
	const who = await settle(site);
	const visitor = await mayReset(who);
	assert.ok(await isIn(who.visitor));
	assert.equal((await visitor.post('/forgot/new', { password: NEW })).status, 303);
	assert.ok(!(await isIn(who.visitor)) && (await isIn(visitor)));
	assert.equal((await signIn(new Visitor(site), who)).status, 401);
	assert.equal((await signIn(new Visitor(site), { ...who, password: NEW })).status, 303);
});

test('a right code alone is no session, and no other browser sets the password', async () => {
	const who = await settle(site);
	const visitor = await mayReset(who);
	assert.ok(!(await isIn(visitor)));
	const thief = new Visitor(site, visitor.address);
	await thief.get('/forgot/new');
	const locations = [];
	for (const browser of [thief, visitor, visitor])
		locations.push(
			(await browser.post('/forgot/new', { password: NEW })).headers.location);
	assert.deepEqual(locations, ['/forgot', '/passport', '/forgot']);
});

/* --- the second lock --- */

// Somebody with an app: { secret, spare } beside.
async function locked() {
	const who = await settle(site);
	await who.visitor.post('/account/second-factor/begin', {});
	const { text } = await who.visitor.get('/account/second-factor/setup');
	const [, secret] = text.match(/lock-key" translate="no">([^<]+)/);
	const shown = await who.visitor.post('/account/second-factor/setup', {
		code: appCode(secret),
	});
	const spare = [...shown.text.matchAll(/<li><code>([^<]+)/g)].map(([, code]) => code);
	assert.equal(spare.length, 10);
	return { ...who, secret, spare };
}

test('a password alone does not open a second lock, nor does a code by mail', async () => {
	const who = await locked();
	const byPassword = new Visitor(site);
	assert.match((await signIn(byPassword, who)).text, /action="\/sign-in\/factor"/);
	assert.ok(!(await isIn(byPassword)) && !byPassword.cookies.has('session'));
	const byMail = await asked('/sign-in/mail', who.mail);
	const code = await codeOf(who.mail, 2);
	assert.match((await byMail.post('/sign-in/code', { code })).text, /\/sign-in\/factor"/);
	assert.ok(!(await isIn(byMail)));
	await byMail.post('/sign-in/factor', { code: appCode(who.secret, 1) });
	assert.ok(await isIn(byMail));
});

test('a forgotten password goes round no second lock', async () => {
	const who = await locked();
	const visitor = await asked('/forgot', who.mail);
	const code = await codeOf(who.mail, 2);
	assert.match((await visitor.post('/forgot/code', { code })).text, /\/sign-in\/factor"/);
	assert.equal((await visitor.get('/forgot/new')).headers.location, '/forgot');
	const { headers } = await visitor.post('/forgot/new', { password: NEW });
	assert.equal(headers.location, '/forgot');
	assert.match((await signIn(new Visitor(site), who)).text, /\/sign-in\/factor"/);
});

test('a code of the app opens once, also when sent many times at once', async () => {
	const who = await locked();
	const code = appCode(who.secret, 1);
	const browsers = [];
	for (let i = 0; i < 5; i++) {
		const visitor = new Visitor(site);
		await signIn(visitor, who);
		browsers.push(await visitor.hurry());
	}
	const replies = await Promise.all(
		browsers.map((visitor) => visitor.post('/sign-in/factor', { code })));
	assert.equal(replies.filter(({ status }) => status === 303).length, 1);
});

test('a spare code opens once', async () => {
	const who = await locked();
	const statuses = [];
	for (let i = 0; i < 2; i++) {
		const visitor = new Visitor(site);
		await signIn(visitor, who);
		const { status } = await visitor.post('/sign-in/factor', { code: who.spare[0] });
		statuses.push(status);
	}
	assert.deepEqual(statuses, [303, 422]);
});

test('guessing the app is over after five tries, and slow for the account', async () => {
	const who = await locked();
	let tried = 0;
	for (let i = 0; i < 8; i++) {
		const visitor = new Visitor(site);
		await signIn(visitor, who);
		const guess = () => visitor.post('/sign-in/factor', { code: '000000' });
		for (let j = 0; j < TRIES; j++) tried += (await guess()).status === 422;
		const { headers, status } = await guess();
		assert.ok(status === 429 || headers.location === '/sign-in');
	}
	assert.ok(tried <= 11, `${tried} tries`);
	const letters = await site.letters(who.mail);
	assert.equal(letters.filter((text) => text.includes('tweede slot bleef dicht')).length, 1);
});

test('the lock of one browser is not opened in another', async () => {
	const who = await locked();
	await signIn(new Visitor(site), who);
	const thief = new Visitor(site);
	await thief.get('/sign-in');
	const { headers } = await thief.post('/sign-in/factor', { code: appCode(who.secret, 1) });
	assert.equal(headers.location, '/sign-in');
});

/* --- sessions and addresses --- */

test('a session has a new token after a proof, and the old one is nobody', async () => {
	const who = await settle(site);
	const thief = who.visitor.twin();
	await who.visitor.post('/account/prove', { proof: who.password });
	assert.ok((await isIn(who.visitor)) && !(await isIn(thief)));
	const planted = new Visitor(site);
	planted.cookies.set('session', 'A'.repeat(43));
	await signIn(planted, who);
	assert.notEqual(planted.cookies.get('session'), 'A'.repeat(43));
});

test('a stolen session guesses the password slowly', async () => {
	const who = await settle(site);
	let tried = 0;
	for (let i = 0; i < 20; i++) {
		const proof = `woord ${i}`;
		const { status } = await who.visitor.post('/account/prove', { proof });
		tried += status === 422;
	}
	assert.ok(tried <= 11, `${tried} tries`);
});

test("sessions and addresses of others can be neither seen nor ended", async () => {
	const who = await settle(site);
	await signIn(new Visitor(site), who);
	const { text } = await who.visitor.get('/account/sessions');
	const [, key] = text.match(/\/account\/sessions\/(\w+)\/end/);
	const noor = await invented(site, 'noor');
	assert.equal((await noor.post(`/account/sessions/${key}/end`, {})).status, 404);
	assert.ok(!(await noor.get('/account/sessions')).text.includes(key));
	for (const act of ['remove', 'choose', 'ends']) {
		const { status } = await noor.post(`/account/addresses/${act}`, { mail: who.mail });
		assert.equal(status, 404, act);
	}
	assert.equal((await signIn(new Visitor(site), who)).status, 303);
});

test('the last address stays, however often it is removed at once', async () => {
	const who = await settle(site);
	await who.visitor.hurry();
	const replies = await Promise.all(
		Array.from({ length: 8 }, () =>
			who.visitor.post('/account/addresses/remove', { mail: who.mail })),
	);
	assert.ok(replies.every(({ status }) => status === 409));
	assert.equal((await signIn(new Visitor(site), who)).status, 303);
});

test('going on leads to no other site and sends nothing there', async () => {
	const who = await settle(site);
	for (const back of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
		const visitor = new Visitor(site);
		const signed = await signIn(visitor, who, { back });
		assert.equal(signed.headers.location, '/passport', back);
		const reply = await visitor.post('/account/prove', {
			proof: who.password, back, kept: 'mail=x%40y.example',
		});
		assert.equal(reply.headers.location, '/account', back);
	}
});
