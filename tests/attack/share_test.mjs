// Getting at what somebody shares by a live link: guessing, taking another's place, keeping what
// was withdrawn, answering for the owner.
//
//	node --test-reporter=tap tests/attack/share_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { demo } from './place.mjs';
import { QUESTION, settle, Visitor, writer } from './visitor.mjs';

const CROWD = 12;
const PLACES = 2;
const SECRET = 'Ik droom van een eigen veerpont op de Berkel.';
const OTHER = 'Hier bewaar ik een zin over zeehonden.';
const UNKNOWN = '00000-00000';

let site;
let anna; // shares; ben and carl have the two places, dina waits
let ben;
let carl;
let dina;

async function sharer() {
	const who = await writer(site);
	const { visitor, owner } = who;
	await visitor.post(QUESTION, { answer: SECRET, version: 0, owner, go: 'stay' });
	await visitor.post('/passport/questions/can.good', {
		answer: OTHER, version: 0, owner, go: 'stay',
	});
	return { ...who, ...(await link(visitor)) };
}

// A new link to the first chapter.
async function link(visitor) {
	const { headers } = await visitor.post('/passport/share', {});
	const path = headers.location.replace(/\/what$/, '');
	await visitor.post(`${path}/what`, { scopes: 'who' });
	await visitor.post(`${path}/begin`, {});
	const { text } = await visitor.get(path);
	return { path, code: text.match(/class="shown-code"[^>]*>([^<]*)</)[1] };
}

const open = (visitor, code) => visitor.post('/s', { code });

async function reads(visitor, part = 'who') {
	const { text } = await visitor.get(`/with/${anna.owner}/${part}`);
	return text.includes(SECRET) || text.includes(OTHER);
}

// Paths at which the owner answers those who came.
async function visitors({ visitor, path }) {
	const { text } = await visitor.get(path);
	const found = text.matchAll(/action="(\/passport\/share\/[^"]*\/visitors\/[^"]*)"/g);
	return [...new Set([...found].map(([, one]) => one))];
}

before(async () => {
	site = await demo();
	anna = await sharer();
	[ben, carl, dina] = [await settle(site), await settle(site), await settle(site)]
		.map(({ visitor }) => visitor);
	for (const one of [ben, carl, dina])
		await open(one, anna.code);
});
after(() => site.end());

test('who has a place reads what is shared, and nothing else', async () => {
	assert.ok(await reads(ben) && await reads(carl));
	assert.ok(!await reads(ben, 'can'));
	assert.equal((await ben.get(`/with/${anna.owner}/care`)).status, 404);
	assert.equal((await ben.get(`/with/${anna.owner}/need`)).status, 404);
});

test('who waits reads nothing, and cannot say yes for the owner', async () => {
	assert.ok(!await reads(dina));
	const [path] = await visitors(anna);
	await dina.post(path, { go: 'yes' });
	await ben.post(path, { go: 'yes' });
	assert.ok(!await reads(dina));
});

test('those who come at the same moment take no more places than there are', async () => {
	const other = await link(anna.visitor);
	const crowd = await Promise.all(Array.from({ length: CROWD }, () => settle(site)));
	await Promise.all(crowd.map(({ visitor }) => visitor.hurry()));
	const replies = await Promise.all(crowd.map(({ visitor }) => open(visitor, other.code)));
	const pages = await Promise.all(replies.map(({ headers }, i) =>
		crowd[i].visitor.get(headers.location)));
	assert.ok(pages.every(({ status }) => status === 200));
	assert.equal(pages.filter(({ text }) => text.includes(SECRET)).length, PLACES);
	await anna.visitor.post(`${other.path}/stop`, {});
});

test('a link opens nothing without an account, and does not say whether it would', async () => {
	const stranger = new Visitor(site);
	const real = await open(stranger, anna.code);
	const second = new Visitor(site);
	const made = await open(second, UNKNOWN);
	const said = ({ status, headers }) => [status, headers.location];
	assert.deepEqual(said(real), said(made));
	const [a, b] = [await stranger.get('/s'), await second.get('/s')];
	assert.equal(a.status, b.status);
	assert.ok(!a.text.includes('Zwerfkei'));
	assert.equal((await stranger.get(`/with/${anna.owner}/who`)).status, 303);
});

test('withdrawn and never there look the same', async () => {
	const gone = await link(anna.visitor);
	await anna.visitor.post(`${gone.path}/stop`, {});
	const withdrawn = await open(ben, gone.code);
	const unknown = await open(ben, UNKNOWN);
	const plain = ({ text }) => text.replace(/value="[^"]*"/g, '').replace(/\d+/g, '');
	assert.equal(withdrawn.status, unknown.status);
	assert.equal(plain(withdrawn), plain(unknown));
});

test('guessing codes slows down', async () => {
	const guesser = (await settle(site)).visitor;
	await guesser.hurry();
	let status;
	for (let i = 0; i < 2000 && status !== 429; i++)
		({ status } = await open(guesser, `0000${i % 10}-${String(i).padStart(5, '0')}`));
	assert.equal(status, 429);
});

test('a stop holds: the page that was open, the link, the back button', async () => {
	const mine = await link(anna.visitor);
	const eve = (await settle(site)).visitor;
	await open(eve, mine.code);
	assert.ok(await reads(eve));
	const page = await eve.get(`/with/${anna.owner}/who`);
	assert.equal(page.headers['cache-control'], 'no-store');
	const [path] = await visitors({ ...anna, ...mine });
	await anna.visitor.post(path, { go: 'no' });
	assert.ok(!await reads(eve));
	assert.equal((await open(eve, mine.code)).status, 422);
	assert.ok(!await reads(eve));
});

test('links of others cannot be seen, changed, begun or stopped', async () => {
	for (const step of ['', '/what', '/whom', '/until', '/change', '/eyes', '/paper',
		'/code/leerpas-poster.pdf', '/code/leerpas-code.svg'])
		assert.equal((await ben.get(anna.path + step)).status, 404, step);
	for (const [step, fields] of [['/what', { scopes: 'can' }], ['/begin', {}], ['/stop', {}],
		['/undo', {}], ['/change', { scopes: 'who', ends: '2027-01-01', places: 0 }],
		['/until', { ends: '2027-01-01', places: 20 }]])
		assert.equal((await ben.post(anna.path + step, fields)).status, 404, step);
	assert.ok(await reads(carl));
});

test('a link that works shows no more without a clear yes of its owner', async () => {
	for (const [step, fields] of [['/what', { scopes: 'can' }],
		['/until', { ends: '2030-01-01', places: 20 }]])
		assert.ok((await anna.visitor.post(anna.path + step, fields)).status >= 400, step);
	const more = { scopes: 'can', ends: '2027-10-01', places: 2, receiver: '' };
	const { text } = await anna.visitor.post(`${anna.path}/change`, more);
	assert.match(text, /name="sure"/);
	assert.equal((await ben.post(`${anna.path}/change`, { ...more, sure: 'yes' })).status, 404);
	assert.ok(!await reads(ben, 'can'));
});

test('the yes of a mail works for its own visitor and with its own key alone', async () => {
	const letters = await site.untilMailed(anna.mail, 4);
	const keys = letters.map((text) => text.match(/\/s\/answer#([\w-]{43})/)?.[1])
		.filter(Boolean);
	assert.ok(keys.length >= 3);
	const stranger = new Visitor(site);
	const changed = keys[0].slice(0, -2) + (keys[0].endsWith('AA') ? 'BB' : 'AA');
	assert.equal((await stranger.post('/s/answer', { key: changed, go: 'yes' })).status, 422);
	assert.equal((await stranger.post('/s/answer', { key: '', go: 'yes' })).status, 422);
	assert.ok(!await reads(dina));
	const page = await stranger.get('/s/answer');
	assert.ok(!keys.some((key) => page.text.includes(key)));
});

test('no code and no key stands in a path, a query or the log', async () => {
	const log = site.logBytes().toString();
	assert.ok(!log.includes(anna.code) && !log.includes(anna.code.replace('-', '')));
	assert.ok(!log.includes(SECRET));
	const { headers } = await open(new Visitor(site), anna.code);
	assert.equal(headers.location, '/s');
});

test('a form of another site opens nothing', async () => {
	const victim = (await settle(site)).visitor;
	const mine = await link(anna.visitor);
	const forged = await victim.send('POST', '/s', {
		'Content-Type': 'application/x-www-form-urlencoded',
		Origin: 'https://evil.example',
		'Sec-Fetch-Site': 'cross-site',
	}, `code=${mine.code}`);
	assert.equal(forged.status, 403);
	assert.ok(!await reads(victim));
});

test('another name in the Host header is in no link', async () => {
	const { status, text } = await anna.visitor.get(anna.path, { Host: 'evil.example' });
	assert.ok(status === 421 || !text.includes('evil.example'));
});

test('nothing of a shared passport stays in a cache, on paper or on a page', async () => {
	const { headers: opened } = await open(ben, anna.code);
	const own = ['', '/change', '/eyes', '/paper', '/code/leerpas-poster.pdf',
		'/code/leerpas-slips.pdf', '/code/leerpas-code.png', '/code/leerpas-code.svg'];
	const seen = [opened.location, '/shared', `/with/${anna.owner}`, `/with/${anna.owner}/who`];
	const replies = await Promise.all([
		...own.map((step) => anna.visitor.get(anna.path + step)),
		...seen.map((path) => ben.get(path)),
	]);
	for (const { status, headers } of replies) {
		assert.equal(status, 200);
		assert.equal(headers['cache-control'], 'no-store');
		assert.ok(!headers.etag && !headers['last-modified']);
	}
});

test('what came to one receiver opens for no other, nor for who waits or was there', async () => {
	const { headers } = await open(ben, anna.code);
	for (const other of [carl, dina, anna.visitor, new Visitor(site)]) {
		const { status, text } = await other.get(headers.location);
		assert.ok([303, 404].includes(status));
		assert.ok(!text.includes(SECRET));
	}
	const mine = await link(anna.visitor);
	const eve = (await settle(site)).visitor;
	const { headers: hers } = await open(eve, mine.code);
	assert.ok((await eve.get(hers.location)).text.includes(SECRET));
	await anna.visitor.post(`${mine.path}/stop`, {});
	const { status, text } = await eve.get(hers.location);
	assert.equal(status, 200);
	assert.ok(!text.includes(SECRET) && !text.includes('reading-chapter'));
});

test('what was sent once does nothing when it is sent again', async () => {
	const mine = await link(anna.visitor);
	const eve = (await settle(site)).visitor;
	for (let i = 0; i < 3; i++)
		await open(eve, mine.code);
	const paths = await visitors({ ...anna, ...mine });
	assert.equal(paths.length, 1);
	const letters = await site.untilMailed(anna.mail);
	const [key] = letters.map((text) => text.match(/\/s\/answer#([\w-]{43})/)?.[1])
		.filter(Boolean).slice(0, 1);
	const stranger = new Visitor(site);
	await anna.visitor.post(paths[0], { go: 'no' });
	for (const go of ['yes', 'yes', 'look'])
		await stranger.post('/s/answer', { key, go });
	await anna.visitor.post(paths[0], { go: 'yes' });
	assert.equal((await open(eve, mine.code)).status, 422);
	const stolen = new Visitor(site);
	stolen.fixed = await eve.token();
	assert.equal((await open(stolen, mine.code)).status, 403);
});

test('a referrer tells no more than the place', async () => {
	const { headers } = await ben.get(`/with/${anna.owner}/who`);
	assert.equal(headers['referrer-policy'], 'same-origin');
});

test('who was let in can be marked, read and left by the receiver alone', async () => {
	const { text } = await ben.get('/shared');
	const [, path] = text.match(/action="(\/shared\/[^"]+)"/);
	assert.equal((await carl.post(path, { go: 'handled' })).status, 404);
	assert.equal((await ben.post(path, { go: 'handled' })).status, 303);
});
