// Getting at the page of somebody who takes part in a project: guessing its code, another's page,
// a code that was replaced, the coordinator's pages, forged forms.
//
//	node --test-reporter=tap tests/attack/part_test.mjs PROGRAM
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { demo } from './place.mjs';
import { settle, Visitor } from './visitor.mjs';

const CARD = /sheet__name"[^>]*>([^<]*)<[\s\S]*?sheet__code"[^>]*>([^<]*)</g;
const UNKNOWN = '00000-00000-00';
const DATA = { given_name: 'Eve', family_name: 'Else', country: 'BE' };

let site;
let desk; // the coordinator
let people; // and the list of a project
let rows; // name and key of who takes part
before(async () => {
	site = await demo();
	desk = new Visitor(site);
	await desk.post('/demo/be', { person: 'sanne' });
	const [list] = (await desk.get('/account')).text.match(/\/projects\/\w+/);
	const { text } = await desk.get(list);
	const projects = [...text.matchAll(new RegExp(`${list}/\\w{26}`, 'g'))].map(([it]) => it);
	for (const project of projects) {
		people = `${project}/people`;
		const page = (await desk.get(people)).text;
		rows = [...page.matchAll(/name="who" value="(\w+)"/g)].map(([, key]) => key);
		if (rows.length > 2) break;
	}
	assert.ok(rows.length > 2);
});
after(() => site.end());

// New cards for these; their codes.
async function cards(...keys) {
	const fields = keys.map((key) => `who=${key}`).join('&');
	const { text } = await desk.post(`${people}/cards`, fields);
	return [...text.matchAll(CARD)].map(([, , code]) => code);
}

// A browser that came in by a code.
async function comeIn(code) {
	const visitor = new Visitor(site);
	const { status, headers } = await visitor.post('/part', { code });
	assert.equal(status, 303);
	return { visitor, path: headers.location };
}

test('a code that nobody has opens nothing, and says no more than that', async () => {
	const visitor = new Visitor(site);
	const said = [];
	const typed = [UNKNOWN, '', 'x', '%', "' OR 1=1 --", `${UNKNOWN}\u0000`, 'x'.repeat(99)];
	for (const code of typed) {
		const { status } = await visitor.post('/part', { code });
		said.push(status);
	}
	assert.ok(said.every((status) => [400, 422].includes(status)), `${said}`);
	assert.ok(!visitor.cookies.has('part'));
});

test('a code in the path or the query opens nothing', async () => {
	const [code] = await cards(rows[0]);
	const visitor = new Visitor(site);
	await visitor.get(`/part?code=${code}`);
	assert.ok([303, 404].includes((await visitor.get(`/part/${code}`)).status));
	assert.ok(!visitor.cookies.has('part'));
	const [, shown] = (await comeIn(code)).path.match(/\/part\/(\w+)/);
	assert.equal(shown, rows[0], 'what the address names is no secret, and no code');
});

test('who came in by a code sees one page, and no other', async () => {
	const [first] = await cards(rows[0], rows[1]);
	const { visitor } = await comeIn(first);
	for (const path of [`/part/${rows[1]}`, `/part/${rows[1]}/data`, people, '/part/mine',
		'/passport', '/account'])
		assert.equal((await visitor.get(path)).status, 303, path);
	for (const act of ['data', 'claim', 'undo', 'close']) {
		const { status } = await visitor.post(`/part/${rows[1]}/${act}`, DATA);
		assert.equal(status, 303, act);
	}
	const form = (await desk.get(`${people}/${rows[1]}`)).text;
	assert.ok(!form.includes('value="Eve"'), 'nothing of it was written');
	const learner = await settle(site);
	for (const path of [`/part/${rows[0]}`, `/part/${rows[0]}/data`])
		assert.equal((await learner.visitor.get(path)).status, 404, path);
	assert.equal((await learner.visitor.post(`/part/${rows[0]}/data`, DATA)).status, 404);
	assert.equal((await learner.visitor.post(`/part/${rows[0]}/claim`, {})).status, 404);
});

test('a new card ends the code before it, and whoever came in by that', async () => {
	const [old] = await cards(rows[2]);
	const { visitor, path } = await comeIn(old);
	assert.equal((await visitor.get(path)).status, 200);
	const [code] = await cards(rows[2]);
	assert.equal((await visitor.get(path)).status, 303);
	assert.equal((await visitor.post(`${path}/data`, DATA)).status, 303);
	assert.equal((await new Visitor(site).post('/part', { code: old })).status, 422);
	const owner = await comeIn(code);
	assert.equal((await owner.visitor.get(path)).status, 200);
	await owner.visitor.post(`${path}/close`, {});
	const thief = owner.visitor.twin();
	assert.equal((await thief.get(path)).status, 303, 'a cookie from before it was closed');
});

test('a new card does not open what somebody is writing', async () => {
	const [old] = await cards(rows[2]);
	const { visitor, path } = await comeIn(old);
	const own = `${path}/learning`;
	const text = { version: 0, answer: 'Secret 24' };
	const saved = await visitor.post(`${own}/areas/stem/end`, text);
	assert.equal(saved.status, 303);
	assert.equal((await cards(rows[0], rows[2])).length, 1, 'not by accident, among others');
	const [code] = await cards(rows[2]);
	const spy = (await comeIn(code)).visitor;
	for (const page of ['', '/areas/stem/end', '/areas/stem/start', '/about', '/submit'])
		assert.ok(!(await spy.get(`${own}${page}`)).text.includes('Secret'), page);
	for (const act of ['submit', 'back', 'areas/stem/end', 'areas/stem/end/say', 'about']) {
		const sent = { revision: 1, version: 0, answer: 'x' };
		const said = await spy.post(`${own}/${act}`, sent);
		assert.ok(said.status === 403 && !said.text.includes('Secret'), act);
	}
	assert.equal((await desk.get(`${people}/${rows[2]}/learning`)).status, 404);
});

test('two who take the page into an account at once: one has it', async () => {
	const [code] = await cards(rows[1]);
	const claimers = await Promise.all([settle(site), settle(site)]);
	for (const { visitor } of claimers)
		assert.equal((await visitor.post('/part', { code })).status, 303);
	const path = `/part/${rows[1]}`;
	const answers = await Promise.all(
		claimers.map(({ visitor }) => visitor.post(`${path}/claim`, {})));
	assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 404]);
	const pages = await Promise.all(claimers.map(({ visitor }) => visitor.get(path)));
	assert.deepEqual(pages.map(({ status }) => status).sort(), [200, 404]);
	assert.equal((await new Visitor(site).post('/part', { code })).status, 422);
	assert.deepEqual(await cards(rows[1]), [], 'nor does the coordinator get a code to it');
});

test('what somebody writes about themselves is text, to the coordinator too', async () => {
	const [code] = await cards(rows[0]);
	const { visitor, path } = await comeIn(code);
	const given_name = 'Eve <b>O\'Neil</b> "&"';
	await visitor.post(`${path}/data`, { ...DATA, given_name, place: '<script>1</script>' });
	for (const text of [(await visitor.get(path)).text, (await desk.get(people)).text,
		(await desk.get(`${people}/${rows[0]}`)).text]) {
		assert.ok(!text.includes('<b>O') && !text.includes('<script>1'));
	}
});

// Somebody who wrote in two areas, and asked a referee to look at the first; the referee's code.
async function referred(key, mail) {
	const [card] = await cards(key);
	const { visitor, path } = await comeIn(card);
	const own = `${path}/learning`;
	await visitor.post(`${own}/anew`, {}); // what an earlier card closed
	await visitor.post(`${own}/areas/stem/end`, { version: 0, answer: 'Shown 24' });
	await visitor.post(`${own}/areas/digital/end`, { version: 0, answer: 'Secret 24' });
	const asked = await visitor.post(`${own}/referees`, {
		name: 'Ria', function: 'cook', mail, language: 'nl', areas: 'stem',
	});
	assert.equal(asked.status, 303);
	const [letter] = await site.untilMailed(mail);
	assert.ok(!letter.includes('Shown') && !letter.includes('Secret'));
	return { visitor, own, code: letter.match(/\/referee#(\w{5}-\w{5})/)[1] };
}

test('the code of a referee opens what was chosen, and no other way in', async () => {
	const { visitor, own, code } = await referred(rows[0], 'ria@kamp.example');
	const referee = new Visitor(site);
	for (const path of [`/referee?code=${code}`, `/referee/${code}`, `/part?code=${code}`])
		assert.ok(!(await referee.get(path)).text.includes('Shown'), path);
	for (const wrong of ['', 'x', '00000-00000', "' OR 1=1 --", `${code}0`, 'x'.repeat(99)]) {
		const { status, text } = await referee.post('/referee', { code: wrong });
		assert.ok([400, 422].includes(status) && !text.includes('Shown'), wrong);
	}
	assert.equal((await referee.post('/part', { code })).status, 422);
	const shown = await referee.post('/referee', { code });
	assert.ok(shown.text.includes('Shown 24') && !shown.text.includes('Secret'));
	assert.equal(shown.headers['cache-control'], 'no-store');
	for (const page of ['', '/referees', '/evidence', '/areas/stem/end'])
		assert.equal((await referee.get(`${own}${page}`)).status, 303, page);
	const words = '<img src=x onerror=x()>';
	const answer = { code, answer: 'yes', words };
	assert.equal((await referee.post('/referee/answer', answer)).status, 303);
	for (const act of ['/referee', '/referee/answer'])
		assert.equal((await referee.post(act, answer)).status, 422, 'it works once');
	const { text } = await visitor.get(`${own}/referees`);
	assert.ok(text.includes('&lt;img') && !text.includes(words));
});

test('who is not asked any more reads nothing, and says nothing', async () => {
	const { visitor, own, code } = await referred(rows[2], 'bo@kamp.example');
	const list = (await visitor.get(`${own}/referees`)).text;
	const [, item] = list.match(/referees\/(\w+)\/remove/);
	const stranger = await settle(site);
	for (const act of ['remove', 'restore', 'choose']) {
		const said = await stranger.visitor.post(`${own}/referees/${item}/${act}`, {});
		assert.equal(said.status, 404, act);
	}
	await visitor.post(`${own}/referees/${item}/remove`, {});
	const referee = new Visitor(site);
	const { status, text } = await referee.post('/referee', { code });
	assert.ok(status === 422 && !text.includes('Shown'));
	const answer = { code, answer: 'yes', words: 'Late' };
	assert.equal((await referee.post('/referee/answer', answer)).status, 422);
	await visitor.post(`${own}/referees/${item}/restore`, {});
	assert.ok(!(await visitor.get(`${own}/referees`)).text.includes('Late'));
});

const PAPER = '%PDF-1.7\n<script>x()</script>\n%%EOF\n';

test('evidence is saved and never shown, and nobody else has it', async () => {
	const [card] = await cards(rows[0]);
	const { visitor, path } = await comeIn(card);
	const own = `${path}/learning/evidence`;
	await visitor.post(`${path}/learning/anew`, {});
	const token = await visitor.token(own);
	const part = (head, value) =>
		`--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`;
	const send = (name, bytes) => visitor.send('POST', own, {
		'Content-Type': 'multipart/form-data; boundary=x', Origin: site.origin,
	}, `${part('name="title"', 'Paper')}${part('name="form_token"', token)}` +
		`${part(`name="file"; filename="${name}"`, bytes)}--x--\r\n`);
	for (const bytes of ['<svg onload="x()"/>', '<script>x()</script>', `x${PAPER}`])
		assert.equal((await send('a.pdf', bytes)).status, 422, bytes);
	assert.equal((await send('../../a.html', PAPER)).status, 303);
	const page = (await visitor.get(own)).text;
	const [, file] = page.match(/href="([^"]+\/evidence\/\w{26})"/);
	const { headers, text } = await visitor.get(file);
	assert.equal(text, PAPER);
	assert.equal(headers['content-type'], 'application/pdf');
	assert.equal(headers['x-content-type-options'], 'nosniff');
	assert.match(headers['content-disposition'], /^attachment; filename="Bewijs.pdf"/);
	assert.match(headers['content-security-policy'], /^sandbox; default-src 'none'/);
	const stranger = await settle(site);
	assert.equal((await stranger.visitor.get(file)).status, 404);
	assert.equal((await new Visitor(site).get(file)).status, 303);
	const [, item] = file.match(/(\w{26})$/);
	const theirs = `${people}/${rows[0]}/learning/evidence/${item}`;
	assert.equal((await desk.get(theirs)).status, 404, 'before it is handed in');
});
