// Cards, invitations, memberships: what whoever has the one tries to make of it.
//
//	node --test-reporter=tap tests/attack/roles_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { real, rows } from './place.mjs';
import {
	invitationCode, inviteAdmin, inviteMentor, keyOf, newAdmin, newCards, newCoordinator,
	newLearner, newMentor, PASSWORD, PIN, replaceCard, signInByCard, take,
} from './school.mjs';
import { settle, somebody, Visitor } from './visitor.mjs';

const OTHER_PIN = '314159';
const MARK = 'Zwerfkei onder de brug';

let site;
let school; // an admin of each, and a mentor
let town;
let mentor;
before(async () => {
	site = await real();
	school = await newAdmin(site, 'De Wissel');
	town = await newAdmin(site, 'Zwolle');
	mentor = await newMentor(site, school);
});
after(async () => {
	site.post.close();
	await site.end();
});

const isIn = async (visitor) => (await visitor.get('/account')).status === 200;
const reads = async (visitor) => (await visitor.get('/passport/read')).text.includes(MARK);

/* --- cards --- */

test("a card's code works once, also when sent many times at once", async () => {
	const [card] = await newCards(mentor, ['Sem']);
	const thieves = [];
	for (let i = 0; i < 8; i++) thieves.push(await new Visitor(site).hurry());
	const replies = await Promise.all(
		thieves.map((thief, i) =>
			thief.post('/card/pin', { code: card.code, pin: `27182${i}` })));
	assert.equal(replies.filter(({ status }) => status === 303).length, 1);
	assert.ok(replies.every(({ status }) => status < 500));
	const late = new Visitor(site);
	assert.equal((await late.post('/card', { code: card.code })).status, 422);
	assert.equal((await late.post('/card/pin', { code: card.code, pin: PIN })).status, 422);
	assert.equal((await late.post('/card/anew', { code: card.code, anew: PIN })).status, 422);
	assert.ok(!(await isIn(late)));
});

test('looking at a card uses nothing up, and its code stands in no address', async () => {
	const [card] = await newCards(mentor, ['Sem']);
	const visitor = new Visitor(site);
	for (const query of ['', `?code=${card.code}`, `?${card.code}`])
		await visitor.get(`/card${query}`);
	for (let i = 0; i < 3; i++)
		assert.equal((await visitor.post('/card', { code: card.code })).status, 200);
	assert.ok(!(await isIn(visitor)));
	const { status, headers } = await visitor.post('/card/pin', { code: card.code, pin: PIN });
	assert.equal(status, 303);
	assert.ok(!headers.location.includes(card.code));
	const asked = `?code=${card.code}`;
	assert.ok(!site.logBytes().toString().replaceAll(asked, '').includes(card.code));
});

test('a replacement card opens nothing that was written, in whosever hands', async () => {
	const learner = await newLearner(site, mentor, MARK);
	assert.ok(await reads(learner.visitor));
	const card = await replaceCard(mentor, learner.card.name);
	const thief = new Visitor(site);
	const page = await thief.post('/card', { code: card.code });
	assert.match(page.text, /name="old"/);
	for (const old of [{}, { old: '' }, { old: OTHER_PIN }, { old: card.code }])
		assert.equal(
			(await thief.post('/card/pin', { code: card.code, pin: OTHER_PIN, ...old }))
				.status, 422);
	assert.ok(!(await isIn(thief)));
	assert.equal((await signInByCard(thief, learner.card, OTHER_PIN)).status, 401);
	assert.ok(await isIn(learner.visitor), 'the learner goes on');
});

test('beginning anew with a replacement card takes nothing from who was there', async () => {
	const learner = await newLearner(site, mentor, MARK);
	const card = await replaceCard(mentor, learner.card.name);
	const thief = new Visitor(site);
	const { status, text } = await thief.post('/card/anew', {
		code: card.code, anew: OTHER_PIN,
	});
	assert.equal(status, 200);
	const [, name] = text.match(/sign-in-name--new" translate="no">([^<]+)/);
	assert.notEqual(name, learner.card.name);
	assert.ok((await isIn(thief)) && !(await reads(thief)));
	assert.ok(await reads(learner.visitor));
	const home = new Visitor(site);
	assert.equal((await signInByCard(home, learner.card)).status, 303);
	assert.ok(await reads(home));
	const { text: log } = await learner.visitor.get('/account/log');
	assert.match(log, /naast dat van jou/, 'the learner reads of it');
	assert.match(log, /nieuwe kaart voor je gemaakt|maakte een nieuwe kaart/);
});

test('a card that was replaced is worthless', async () => {
	const [card] = await newCards(mentor, ['Sem']);
	const second = await replaceCard(mentor, card.name);
	const thief = new Visitor(site);
	assert.equal((await thief.post('/card/pin', { code: card.code, pin: PIN })).status, 422);
	assert.equal((await thief.post('/card/pin', { code: second.code, pin: PIN })).status, 303);
});

test("another organisation's cards can be neither seen nor replaced", async () => {
	const [card] = await newCards(mentor, ['Roos']);
	const key = await keyOf(mentor, card.name);
	for (const path of [mentor.path, school.path]) {
		assert.equal((await town.visitor.get(`${path}/cards`)).status, 403);
		const { status } = await town.visitor.post(`${path}/cards/${key}/replace`, {});
		assert.equal(status, 403);
	}
	const own = await town.visitor.post(`${town.path}/cards/${key}/replace`, {});
	assert.equal(own.status, 404);
	assert.ok(!(await town.visitor.get(`${town.path}/cards`)).text.includes(card.name));
	const learner = new Visitor(site);
	assert.equal((await learner.post('/card/pin', { code: card.code, pin: PIN })).status, 303);
	assert.equal((await learner.post(`${mentor.path}/cards/${key}/replace`, {})).status, 403);
});

// A guess that was judged.
const isWrong = async (visitor, card) =>
	(await signInByCard(visitor, card, OTHER_PIN)).status === 401;

test('a PIN is guessed slowly, from everywhere, and keeps nobody out at home', async () => {
	const learner = await newLearner(site, mentor, MARK);
	await learner.visitor.post('/sign-out', {});
	let tried = 0;
	for (let i = 0; i < 40; i++) {
		tried += await isWrong(new Visitor(site), learner.card);
	}
	assert.ok(tried <= 31, `${tried} tries`); // one comes back in ten minutes
	assert.equal((await signInByCard(new Visitor(site), learner.card)).status, 429);
	assert.equal((await signInByCard(learner.visitor, learner.card)).status, 303);
});

test('a PIN is guessed slowly on a computer that a class shares', async () => {
	const learner = await newLearner(site, mentor, MARK);
	const phone = new Visitor(site);
	await signInByCard(phone, learner.card);
	for (const one of [learner.visitor, phone]) await one.post('/sign-out', {});
	let tried = 0;
	for (let i = 0; i < 30; i++)
		tried += await isWrong(learner.visitor, learner.card);
	assert.ok(tried <= 21, `${tried} tries`);
	assert.equal((await signInByCard(phone, learner.card)).status, 303);
});

// Everybody of a class at once, behind the one address of their school.
test('a class of 28 comes in with its cards, and again with its PINs', async () => {
	const address = '198.51.100.28';
	const cards = await newCards(mentor, Array.from({ length: 28 }, (_, i) => `Lot ${i}`));
	const pupils = await Promise.all(
		cards.map(() => new Visitor(site, address).hurry()));
	const all = (send) => Promise.all(pupils.map(send));
	const looks = await all((pupil, i) => pupil.post('/card', { code: cards[i].code }));
	assert.deepEqual(new Set(looks.map(({ status }) => status)), new Set([200]));
	const begun = await all((pupil, i) =>
		pupil.post('/card/pin', { code: cards[i].code, pin: `27182${i % 10}` }));
	assert.deepEqual(new Set(begun.map(({ status }) => status)), new Set([303]));
	for (const pupil of pupils) pupil.cookies.clear();
	await all((pupil) => { delete pupil.fixed; return pupil.hurry(); });
	const again = await all((pupil, i) =>
		signInByCard(pupil, cards[i], `27182${i % 10}`));
	assert.deepEqual(new Set(again.map(({ status }) => status)), new Set([303]));
	assert.ok((await all(isIn)).every(Boolean));
});

test('a wrong PIN and a name that nobody has are the same', async () => {
	const learner = await newLearner(site, mentor, MARK);
	const nobody = { name: `${learner.card.name.slice(0, -1)}?` };
	const seen = [];
	for (const card of [learner.card, nobody]) {
		const { status, text } = await signInByCard(new Visitor(site), card, OTHER_PIN);
		const words = text.replaceAll(card.name, '');
		seen.push([status, words.replace(/form_token" value="[^"]*/g, '')]);
	}
	assert.deepEqual(seen[0], seen[1]);
	assert.equal(seen[0][0], 401);
});

/* --- invitations --- */

test('an invitation works once, also when taken many times at once', async () => {
	const { code } = await inviteMentor(site, school);
	const browsers = [];
	for (let i = 0; i < 6; i++) browsers.push(await new Visitor(site).hurry());
	const replies = await Promise.all(
		browsers.map((browser) =>
			browser.post('/invitation/accept', {
				code, name: 'Wil', password: PASSWORD,
			})));
	assert.equal(replies.filter(({ status }) => status === 303).length, 1);
	assert.ok(replies.every(({ status }) => status < 500));
	const who = await settle(site);
	assert.equal((await who.visitor.post('/invitation/join', { code })).status, 422);
});

test('an invitation that was withdrawn is worthless', async () => {
	const { code, mail } = await inviteMentor(site, school);
	const { text } = await school.visitor.get(school.path);
	const [item] = text.split('<li ').filter((part) => part.includes(mail));
	const [, key] = item.match(/\/invitations\/(\w+)\/withdraw/);
	const path = `/invitations/${key}/withdraw`;
	assert.equal((await town.visitor.post(school.path + path, {})).status, 403);
	assert.equal((await town.visitor.post(town.path + path, {})).status, 404);
	assert.equal((await mentor.visitor.post(school.path + path, {})).status, 403);
	assert.equal((await school.visitor.post(school.path + path, {})).status, 303);
	const late = new Visitor(site);
	assert.equal((await late.post('/invitation', { code })).status, 422);
	const fields = { code, name: 'Wil', password: PASSWORD };
	assert.equal((await late.post('/invitation/accept', fields)).status, 422);
	const [[noted]] = rows(site, 'leerpas.db',
		"SELECT count(*) FROM audit WHERE action = 'member.withdraw'");
	assert.equal(noted, 1);
});

test('an invitation makes no account with another address', async () => {
	const { code, mail } = await inviteMentor(site, school);
	const victim = somebody();
	const thief = new Visitor(site);
	const fields = { code, name: 'Wil', password: PASSWORD, mail: victim.mail };
	assert.equal((await thief.post('/invitation/accept', fields)).status, 303);
	const { text } = await thief.get('/account/addresses');
	assert.ok(text.includes(mail) && !text.includes(victim.mail));
});

test('an invitation to who has an account opens nothing without signing in', async () => {
	const who = await settle(site);
	const { code } = await inviteMentor(site, school, who.mail);
	const thief = new Visitor(site);
	const fields = { code, name: 'Wil', password: PASSWORD };
	const { status } = await thief.post('/invitation/accept', fields);
	assert.ok([409, 422].includes(status), `${status}`);
	assert.ok(!(await isIn(thief)));
	const joined = await thief.post('/invitation/join', { code });
	assert.ok(joined.status === 401 || joined.headers.location?.startsWith('/sign-in'));
	assert.equal((await who.visitor.post('/invitation/join', { code })).status, 303);
});

test("an admin's invitation gives no more than a mentor's role", async () => {
	const mail = somebody().mail;
	const more = { name: 'Wil', mail, role: 'organisation_admin', organisation: 'Zwolle' };
	assert.equal((await school.visitor.post(`${school.path}/invite`, more)).status, 303);
	const invited = await take(site, await invitationCode(site, mail), mail);
	assert.match(invited.path, /^\/mentor\//);
	const there = invited.path.replace('/mentor/', '/organisation/');
	assert.equal((await invited.visitor.get(there)).status, 403);
});

/* --- roles --- */

test("a role in the address of another's organisation is refused", async () => {
	const mine = town.path.split('/').at(-1);
	const theirs = school.path.split('/').at(-1);
	const keys = [theirs, theirs.toUpperCase(), `${theirs}/`, `../organisation/${theirs}`];
	const pages = ['', '/words', '/cards', '/code', '/invite'];
	for (const role of ['organisation', 'mentor', 'region'])
		for (const path of keys.flatMap((key) => pages.map((page) => key + page))) {
			const { status, text } = await town.visitor.get(`/${role}/${path}`);
			assert.ok([308, 403, 404].includes(status), `${role} ${path}: ${status}`);
			assert.ok(!text.includes('De Wissel'));
		}
	assert.equal((await town.visitor.get(`/mentor/${mine}`)).status, 403, 'no mentor here');
	assert.equal((await mentor.visitor.get(`/organisation/${theirs}`)).status, 403);
});

test('a role that was ended is nothing from the next request on', async () => {
	const gone = await newMentor(site, school);
	const [card] = await newCards(gone, ['Eva']);
	const key = await keyOf(gone, card.name);
	const { text } = await school.visitor.get(school.path);
	const keys = [...text.matchAll(/\/members\/(\w+)\/end/g)].map(([, one]) => one);
	const [[hex]] = rows(site, 'leerpas.db',
		"SELECT public FROM membership WHERE role = 'mentor' ORDER BY id DESC LIMIT 1");
	const own = keys.find((member) => hexOf(member) === hex);
	assert.ok(own);
	const ended = await school.visitor.post(`${school.path}/members/${own}/end`, {});
	assert.equal(ended.status, 303);
	for (const page of ['', '/cards', '/code'])
		assert.equal((await gone.visitor.get(gone.path + page)).status, 403, page);
	const names = { names: 'Sem' };
	assert.equal((await gone.visitor.post(`${gone.path}/cards`, names)).status, 403);
	const replaced = await gone.visitor.post(`${gone.path}/cards/${key}/replace`, {});
	assert.equal(replaced.status, 403);
	assert.ok(await isIn(gone.visitor), 'the account is their own');
});

// A public id as the address has it, as the store has it.
function hexOf(id) {
	const digits = '0123456789abcdefghijklmnopqrstuv';
	const bits = [...id].map((c) => digits.indexOf(c).toString(2).padStart(5, '0')).join('');
	return bits.slice(0, 128).match(/.{8}/g)
		.map((byte) => parseInt(byte, 2).toString(16).padStart(2, '0')).join('');
}

test("members of another organisation can be neither ended nor brought back", async () => {
	const [[hex]] = rows(site, 'leerpas.db',
		"SELECT m.public FROM membership m JOIN organisation o ON o.id = m.organisation " +
		"WHERE o.name = 'De Wissel' AND m.role = 'organisation_admin'");
	const { text } = await school.visitor.get(school.path);
	assert.ok(text.includes('De Wissel'));
	const [, mate] = text.match(/\/members\/(\w+)\/end/);
	assert.notEqual(hexOf(mate), hex, 'nobody ends their own');
	for (const act of ['end', 'resume']) {
		const path = `/members/${mate}/${act}`;
		assert.equal((await town.visitor.post(school.path + path, {})).status, 403);
		assert.equal((await town.visitor.post(town.path + path, {})).status, 404);
		assert.equal((await mentor.visitor.post(school.path + path, {})).status, 403);
	}
	assert.equal((await mentor.visitor.get(mentor.path)).status, 200);
});

test('staff without a second lock see no page of their role', async () => {
	const { code } = inviteAdmin(site, 'De Wissel');
	const visitor = new Visitor(site);
	const fields = { code, name: 'Wil', password: PASSWORD };
	const { headers } = await visitor.post('/invitation/accept', fields);
	for (const page of ['', '/cards', '/words', '/invite']) {
		const reply = await visitor.get(headers.location + page);
		assert.equal(reply.status, 303);
		assert.match(reply.headers.location, /^\/account\/second-factor/);
	}
	await visitor.post(`${headers.location}/cards`, { names: 'Niemand' });
	const [[made]] = rows(site, 'leerpas.db',
		"SELECT count(*) FROM person WHERE name = 'Niemand'");
	assert.equal(made, 0);
});

/* --- youth projects --- */

const NUMBER = '2024-1-BE05-KA152-YOU-000123456';
const project = { title: 'Rivier', type: 'youth-exchange', number: NUMBER };
const AINO = { given_name: 'Aino', family_name: 'Virtanen', country: 'FI' };
const kamp = { title: 'Kamp', place: 'Gent', starts: '2024-05-01', ends: '2024-05-02' };

// A coordinator with a project that has an activity: { visitor, path, page, key, item }.
async function newProject(organisation) {
	const who = await newCoordinator(site, organisation);
	const made = await who.visitor.post(`${who.path}/new`, { ...project, sure: NUMBER });
	const page = made.headers.location.split('?')[0];
	await who.visitor.post(`${page}/activities/new`, kamp);
	const [, item] = (await who.visitor.get(page)).text.match(/\/activities\/(\w{26})"/);
	await who.visitor.post(`${page}/people/new`, AINO);
	const [, aino] = (await who.visitor.get(`${page}/people`)).text
		.match(/\/people\/(\w{26})"/);
	return { ...who, page, key: page.split('/').at(-1), item, aino };
}

test("another organisation's project can be neither seen nor changed", async () => {
	const mine = await newProject('Huis Zes');
	const other = await newCoordinator(site, 'Huis Zeven');
	const admin = await newAdmin(site, 'Huis Zes');
	const learner = await newLearner(site, mentor, MARK);
	const rest = ['', '/basics', '/text', '/history', `/activities/${mine.item}`,
		'/people', '/people/new', '/people/invite', `/people/${mine.aino}`];
	const acts = [['/basics', { title: 'X', type: 'own' }], ['/text', { language: 'nl' }],
		[`/activities/${mine.item}`, kamp], [`/activities/${mine.item}/remove`, {}],
		['/activities/new', kamp], ['/people/new', AINO],
		[`/people/${mine.aino}`, AINO], [`/people/${mine.aino}/remove`, {}],
		['/people/invite', { whom: 'all', go: 'send' }],
		['/people/cards', { who: mine.aino }],
		['/parties/new', { name: 'X', place: 'Y', role: 'host' }]];
	const before = (await mine.visitor.get(mine.page)).text.replace(/form_token[^>]+/g, '');
	for (const { visitor } of [other, admin, learner]) {
		for (const path of [mine.path, ...rest.map((part) => mine.page + part)])
			assert.equal((await visitor.get(path)).status, 403, path);
		for (const [path, fields] of acts) {
			const { status } = await visitor.post(mine.page + path, fields);
			assert.equal(status, 403, path);
		}
		assert.equal((await visitor.post(`${mine.path}/new`, project)).status, 403);
	}
	// with the key of another's, through the own organisation
	const through = `${other.path}/${mine.key}`;
	for (const part of rest)
		assert.equal((await other.visitor.get(through + part)).status, 404, part);
	for (const [path, fields] of acts)
		assert.equal((await other.visitor.post(through + path, fields)).status, 404, path);
	const copy = { ...project, number: '', copy: mine.key };
	assert.equal((await other.visitor.get(`${other.path}/new?copy=${mine.key}`)).status, 404);
	assert.equal((await other.visitor.post(`${other.path}/new`, copy)).status, 404);
	const after = (await mine.visitor.get(mine.page)).text.replace(/form_token[^>]+/g, '');
	assert.equal(after, before);
});

test('a number that is asked about tells nothing of the other project', async () => {
	await newProject('Huis Tien');
	const other = await newCoordinator(site, 'Huis Elf');
	const { status, text } = await other.visitor.post(`${other.path}/new`,
		{ ...project, title: 'Iets anders' });
	assert.equal(status, 200);
	assert.match(text, /name="sure"/);
	assert.ok(!text.includes('Rivier') && !text.includes('Huis Tien'));
});
