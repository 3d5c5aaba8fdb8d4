// In conversation: a learner, a parent and a mentor, each in a browser of their own.
//
//	node --test-reporter=tap tests/e2e/talk_test.mjs PROGRAM BUILD
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { rows } from '../attack/place.mjs';
import { DESK, openBrowser, openTab, PHONE } from './browser.mjs';
import { axe } from './checks.mjs';
import { confirm, fillRegister, keyboard, mouse, register } from './person.mjs';
import { be, mailedFragment, takeRole } from './places_roles.mjs';
import { Site } from './site.mjs';
import { findTraces } from './traces.mjs';

const PASSWORD = 'paarse fiets in zeven straten';
const BUTTON = 'main form .utrecht-button-group button';
const QUESTION = '/passport/questions/who.self';
const A4 = /Page size:\s+59[45](\.\d+)? x 84[12](\.\d+)? pts \(A4\)/;

let site;
let browser;
before(async () => {
	site = await Site.demo();
	browser = await openBrowser();
});
after(async () => {
	await browser?.close();
	await site?.end();
});

const WAYS = [
	{ key: 'phone', size: PHONE, hand: mouse, axes: true },
	{ key: 'desk', size: DESK, hand: keyboard },
	{ key: 'plain', size: PHONE, hand: keyboard, script: false },
];

// What each of them types: stands nowhere else.
const wordsOf = (key) => Object.fromEntries(
	['answer', 'picture', 'called', 'message', 'comment', 'reply', 'guide']
		.map((what) => [what, `krekelpost ${key} ${what} is van ons`]));

const who = (name, key) => ({ name, mail: `${key}@post.example`, password: PASSWORD });

// Places where pages are looked at one by one (look_test.mjs) do not have all that stands here.
async function beautiful({ page, axes }, what) {
	if (axes)
		assert.deepEqual(await axe(page), [], what);
}

/* --- the learner --- */

async function write(tab, hand, words) {
	const { page, go } = tab;
	await go(QUESTION);
	await hand.write(page, '#answer', words.answer);
	await hand.press(page, 'button[value=next]');
	await page.waitForURL((url) => url.pathname !== QUESTION);
	await go('/passport/questions/can.made');
	const buffer = await page.locator('h1').screenshot();
	await page.setInputFiles('#picture', { name: 'kast.png', mimeType: 'image/png', buffer });
	await hand.write(page, '#answer', words.picture);
	await hand.press(page, 'button[value=stay]');
	await page.locator('img.picture').waitFor();
}

async function ask(tab, hand, mail, words) {
	const { page, go } = tab;
	await go('/passport');
	await hand.press(page, '.talk-bar a[href="/passport/talk"]');
	await page.waitForURL('/passport/talk');
	await hand.press(page, 'a[href="/passport/talk/invite"]');
	await page.waitForURL('/passport/talk/invite');
	await hand.write(page, '#mail', mail);
	await hand.write(page, '#called', words.called);
	await hand.choose(page, 'parent');
	await hand.tick(page, 'who');
	await hand.tick(page, 'can');
	await hand.write(page, '#message', words.message);
	await hand.press(page, BUTTON);
	await page.waitForURL('/passport/access?sent=1');
	assert.equal(await cardOf(tab, words.called).locator('.badge').count(), 1);
}

const cardOf = ({ page }, name) => page.locator('.who-card', { hasText: name });

async function letMentorIn({ page, go }, hand, code) {
	await go('/passport/talk/code');
	await hand.write(page, '#code', code);
	await hand.press(page, BUTTON);
	await page.locator('#ends').waitFor();
	await hand.tick(page, 'who');
	await hand.press(page, BUTTON);
	await page.waitForURL('/passport/access');
}

const thread = ({ page }, name) => page.locator('.threads h3', { hasText: name })
	.locator('xpath=following-sibling::div[1]');

// Presses what stands in that part of the page: by the address and the field that it posts.
async function pressIn(tab, hand, part, form) {
	const found = part.locator(form);
	const action = await found.getAttribute('action');
	const holder = await found.locator('input[name=holder]').count() ?
		await found.locator('input[name=holder]').getAttribute('value') : '';
	const mark = holder && `:has(input[value="${holder}"])`;
	await hand.press(tab.page, `form[action="${action}"]${mark} button`);
}

async function talkBack(tab, hand, parent, words) {
	const { page, go } = tab;
	await go(QUESTION);
	const theirs = thread(tab, parent.name);
	assert.match(await theirs.locator('.comment').innerText(), new RegExp(words.comment));
	await beautiful(tab, 'question with a thread');
	const field = `#${await theirs.locator('textarea').getAttribute('id')}`;
	await openFold(tab, hand, theirs);
	await hand.write(page, field, words.reply);
	await pressIn(tab, hand, theirs, 'form[action$="/comment"]');
	await theirs.locator('.comment--mine').waitFor();
	await pressIn(tab, hand, theirs, 'form[action$="/ask"]');
	await theirs.locator('.badge').waitFor();
}

// Opens the fold of the part's form: the summary has no address, so it is counted.
async function openFold({ page }, hand, part) {
	const at = await part.locator('summary').evaluate((own) =>
		[...document.querySelectorAll('summary')].indexOf(own));
	await page.locator('summary').nth(at).evaluate((own) => own.setAttribute('data-own', ''));
	await hand.press(page, 'summary[data-own]');
}

async function printCard(tab, hand) {
	const { page, go } = tab;
	await go('/passport/talk');
	await hand.press(page, 'a[href="/passport/talk/card"]');
	await page.waitForURL('/passport/talk/card');
	await hand.press(page, 'a[href="/passport/talk/card/who"]');
	await page.waitForURL('/passport/talk/card/who');
	const input = await page.pdf({ format: 'A4', preferCSSPageSize: true });
	const about = execFileSync('pdfinfo', ['-'], { input }).toString();
	assert.match(about, A4);
	assert.match(about, /Pages:\s+[12]\n/);
	return execFileSync('pdftotext', ['-', '-'], { input }).toString();
}

async function seeWho(tab, words) {
	await tab.go('/passport/access');
	await beautiful(tab, 'who can see me');
	const lines = await tab.page.locator('.log-lines li').allInnerTexts();
	assert.ok(lines.some((line) => line.includes(words.called)));
	assert.ok(lines.some((line) => line.includes('Joost')));
}

async function turn(tab, hand, name, what) {
	const form = cardOf(tab, name).locator(`form[action$="/${what}"]`);
	const action = await form.getAttribute('action');
	await hand.press(tab.page, `form[action="${action}"] button`);
	await form.waitFor({ state: 'detached' });
}

/* --- the parent --- */

async function arrive(tab, hand, parent, words) {
	const { page, go, script } = tab;
	const link = await mailedFragment(tab, parent.mail);
	await go(script ? link.pathname + link.hash : '/invited');
	if (!script)
		await hand.write(page, '#code', link.hash.slice(1));
	await hand.press(page, BUTTON);
	await page.locator('blockquote', { hasText: words.message }).waitFor();
	await hand.press(page, 'main a[href="/register"]');
	await page.waitForURL('/register');
	await fillRegister(tab, hand, parent);
	await confirm(tab, hand, parent);
	await page.waitForURL('/invited');
	await hand.press(page, 'form[action="/invited/accept"] button');
	await page.waitForURL('/with/*');
	return page.url();
}

async function lookAlong(tab, hand, passport, words) {
	const { page } = tab;
	await hand.press(page, '.chapter-card a[href$="/can"]');
	await page.waitForURL(/\/can$/);
	const picture = page.locator('img.picture');
	assert.equal(await picture.getAttribute('alt'), words.picture);
	const sent = await page.request.get(await picture.getAttribute('src'));
	assert.equal(sent.headers()['content-type'], 'image/jpeg');
	await beautiful(tab, 'chapter with a picture');
	await page.goto(passport);
	await hand.press(page, '.chapter-card a[href$="/who"]');
	await page.waitForURL(/\/who$/);
	await page.locator('.qa__answer', { hasText: words.answer }).waitFor();
}

async function comment(tab, hand, text) {
	const first = tab.page.locator('.thread').first();
	await openFold(tab, hand, first);
	await hand.write(tab.page, '#comment-0', text);
	await hand.press(tab.page, 'form[action$="/comment"] button');
	await first.locator('.comment--mine').waitFor();
}

async function talked(tab, hand, words) {
	await tab.page.reload();
	const first = tab.page.locator('.thread').first();
	await first.locator('.badge').waitFor();
	assert.match(await first.innerText(), new RegExp(words.reply));
	await hand.press(tab.page, 'form[action$="/talked"] button');
	await first.locator('.dot[data-answered]').waitFor();
}

/* --- the mentor --- */

async function openDesk(tab, hand) {
	const { page } = tab;
	await be(tab, 'joost');
	await takeRole(tab, '/mentor');
	const desk = new URL(page.url()).pathname;
	await tab.go(`${desk}/code`);
	if (await page.locator('.shown-code').count() === 0)
		await hand.press(page, BUTTON);
	return { desk, code: await page.locator('.shown-code').innerText() };
}

async function guide(tab, hand, desk, learner, words) {
	const { page, go } = tab;
	await go(desk);
	await beautiful(tab, 'desk');
	const row = page.locator('.desk__row', { hasText: learner.name });
	assert.match(await row.locator('.ring').first().textContent(), /1\//);
	const link = await row.locator('a').getAttribute('href');
	await hand.press(page, `a[href="${link}"]`);
	await page.waitForURL(link);
	await hand.press(page, '.chapter-card a');
	await page.locator('.qa__answer', { hasText: words.answer }).waitFor();
	assert.ok(!(await page.content()).includes(words.comment), 'talk with others is theirs');
	await comment(tab, hand, words.guide);
	await go(desk);
	await hand.tick(page, link.split('/').at(-1));
	await hand.press(page, '.desk-acts button');
	await page.waitForURL(/sent=1$/);
}

const statusOf = async ({ page }, path) => (await page.goto(path)).status();

for (const { key, hand, axes, ...options } of WAYS)
	test(`a learner, a parent and a mentor: ${key}`, async () => {
		const words = wordsOf(key);
		const learner = who(`Mila ${key}`, `mila.${key}`);
		const parent = who(`Jan ${key}`, `jan.${key}`);
		const open = async () => ({ ...await openTab(browser, site, options), axes });
		const [mila, jan, joost] = await Promise.all([open(), open(), open()]);
		await register(mila, hand, learner);
		await write(mila, hand, words);
		await ask(mila, hand, parent.mail, words);

		const passport = await arrive(jan, hand, parent, words);
		await lookAlong(jan, hand, passport, words);
		await comment(jan, hand, words.comment);
		await talkBack(mila, hand, parent, words);
		await talked(jan, hand, words);
		await mila.page.reload();
		await thread(mila, parent.name).locator('.dot[data-answered]').waitFor();
		const card = await printCard(mila, hand);
		assert.match(card, new RegExp(learner.name));
		assert.ok(!card.includes('krekelpost'), 'no answer stands on it');

		const { desk, code } = await openDesk(joost, hand);
		await letMentorIn(mila, hand, code);
		await guide(joost, hand, desk, learner, words);
		await seeWho(mila, words);

		await turn(mila, hand, words.called, 'stop');
		assert.equal(await statusOf(jan, passport), 404);
		await turn(mila, hand, words.called, 'undo');
		assert.equal(await statusOf(jan, passport), 200);
		await turn(mila, hand, words.called, 'stop');
		rows(site, 'leerpas.db', 'UPDATE passport_grant SET ended = ended - 120000000 ' +
			'WHERE ended IS NOT NULL'); // two minutes later
		await mila.go('/passport/access');
		await hand.press(mila.page, '.former summary');
		await turn(mila, hand, words.called, 'again');
		assert.equal(await statusOf(jan, passport), 200);
		for (const tab of [mila, jan, joost]) {
			tab.noFaults();
			await tab.context.close();
		}
	});

test('what they said stands in no file, no log and no mail', async () => {
	const said = WAYS.flatMap(({ key }) => Object.values(wordsOf(key)));
	assert.deepEqual(findTraces(site, said), []);
	const tab = await openTab(browser, site);
	await tab.go('/demo/mail');
	const mails = await tab.page.locator('.mails a').evaluateAll((links) =>
		links.map(({ href }) => href));
	assert.ok(mails.length >= 5 * WAYS.length);
	for (const mail of mails) {
		const text = await (await tab.page.request.get(mail)).text();
		assert.ok(!text.includes('krekelpost'), mail);
	}
	await tab.context.close();
	await site.stop();
	assert.deepEqual(findTraces(site, said), []);
	await site.start();
});
