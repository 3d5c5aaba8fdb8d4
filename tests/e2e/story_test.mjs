// The story, from end to end: register, choose, write, read back, come back.
//
//	node --test-reporter=tap tests/e2e/story_test.mjs PROGRAM BUILD
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, openBrowser, openTab, PHONE } from './browser.mjs';
import { findTraces } from './traces.mjs';
import {
	chooseRoute, confirm, fillRegister, keyboard, mouse, signIn, signOut, waitSaved,
} from './person.mjs';
import { be, takeRole } from './places_roles.mjs';
import { Site } from './site.mjs';

const QUESTIONS = 6;
const SHORT = 'negen tek'; // nine characters
const ENOUGH = 'tien tekens'.slice(0, 10);

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

// Sentences that stand nowhere else, one for each question; with a mark of their own.
function sentencesOf(who) {
	const odd = 'lékker, <b>écht</b> & "waar"';
	return Array.from({ length: QUESTIONS }, (_, i) =>
		`Ik vind kwartelmoes${who.key}${i} ${odd}\nen dat is zin ${i}. 🐴`);
}

function somebody(key) {
	const mail = `zoe.${key}@post.example`;
	return { key, name: `Zoë ${key}`, mail, password: 'paarse fiets in zeven straten' };
}

// The field while writing: the dot turns green at ten characters, not before.
async function watchDot({ page }, hand) {
	const dot = page.locator('[data-minimum]');
	await hand.write(page, '#answer', SHORT);
	assert.equal(await dot.getAttribute('data-answered'), '0');
	await hand.write(page, '#answer', ENOUGH);
	assert.equal(await dot.getAttribute('data-answered'), '1');
}

// The first one is watched while it is written; the others are sent on at once.
async function answer(tab, hand, sentence, isWatched) {
	const { page } = tab;
	const here = page.url();
	if (isWatched)
		await watchDot(tab, hand);
	await hand.write(page, '#answer', sentence);
	if (isWatched)
		await waitSaved(tab);
	await hand.press(page, 'button[value=next]');
	await page.waitForURL((url) => url.href !== here);
}

async function writeChapter(tab, hand, sentences) {
	const { page } = tab;
	await hand.press(page, '.chapters a[href="/passport/chapters/who"]');
	await page.waitForURL('/passport/chapters/who');
	assert.equal(await page.locator('.questions > li').count(), QUESTIONS);
	await hand.press(page, '.utrecht-button-group a');
	await page.waitForURL('/passport/questions/who.self');
	for (const [i, sentence] of sentences.entries())
		await answer(tab, hand, sentence, tab.script && i === 0);
}

async function checkRings({ page, go }) {
	await go('/passport/chapters/who');
	assert.equal(await page.locator('.questions [data-answered="1"]').count(), QUESTIONS);
	await go('/passport');
	assert.equal(await page.locator('.chapter-card').count(), 4);
	const rings = page.locator('.chapter-card .ring');
	assert.equal(await rings.nth(0).locator('path').count(), 1, 'the first ring is complete');
	assert.equal(await rings.nth(1).locator('.ring__done').count(), 0, 'the second is empty');
	assert.match(await page.locator('.cover .ring').textContent(), /^\s*6\//);
}

async function readBack({ page, go }, sentences) {
	await go('/passport/read');
	const texts = await page.locator('.qa__answer').allInnerTexts();
	assert.deepEqual(texts, sentences);
}

async function live(tab, hand, who) {
	const sentences = sentencesOf(who);
	await tab.go('/');
	await hand.press(tab.page, 'main a[href="/register"]');
	await tab.page.waitForURL('/register');
	await fillRegister(tab, hand, who);
	await confirm(tab, hand, who);
	await chooseRoute(tab, hand);
	await writeChapter(tab, hand, sentences);
	await checkRings(tab);
	await readBack(tab, sentences);
	await signOut(tab, hand);
	await tab.go('/passport');
	assert.match(tab.page.url(), /\/sign-in\?back=/);
	await signIn(tab, hand, who);
	await tab.page.waitForURL('/passport');
	await readBack(tab, sentences);
	tab.noFaults();
	await tab.context.close();
}

const WAYS = [
	{ key: 'phone', size: PHONE, hand: mouse },
	{ key: 'desk', size: DESK, hand: mouse },
	{ key: 'keyboard', size: DESK, hand: keyboard },
	{ key: 'plain', size: PHONE, hand: mouse, script: false },
	{ key: 'plainkeys', size: DESK, hand: keyboard, script: false },
];

for (const { key, hand, ...options } of WAYS)
	test(`the story: ${key}`, async () => {
		await live(await openTab(browser, site, options), hand, somebody(key));
	});

// A coordinator describes a project, with and without a script.
for (const script of [true, false])
	test(`a project: ${script ? 'script' : 'plain'}`, async () => {
		const tab = await openTab(browser, site, { size: PHONE, script });
		const { page } = tab;
		await be(tab, 'sanne');
		await takeRole(tab, '/projects');
		await mouse.press(page, 'main a[href$="/new"]');
		await page.waitForURL('**/new');
		await mouse.write(page, '#title', 'Bos en beek');
		await mouse.choose(page, 'training');
		await mouse.press(page, 'main form .utrecht-button-group button');
		await page.waitForURL('**?made');
		await mouse.press(page, '.go-on a');
		await page.waitForURL('**/activities/new');
		await mouse.write(page, '#title', 'Boswandeling');
		await mouse.write(page, '#place', 'Ede');
		await page.locator('#starts').fill('2026-05-02');
		await page.locator('#ends').fill('2026-05-03');
		await mouse.press(page, 'main form .utrecht-button-group button');
		await page.waitForURL('**?saved');
		assert.match(await page.locator('.roster').first().innerText(), /Boswandeling/);
		await tab.go(`${new URL(page.url()).pathname}/people/new`);
		await mouse.write(page, '#given_name', 'Aino');
		await mouse.write(page, '#family_name', 'Virtanen');
		await page.locator('#country').selectOption('FI');
		await mouse.press(page, 'button[name=go][value=list]');
		await page.waitForURL('**/people?saved');
		assert.match(await page.locator('.roster').innerText(), /Virtanen, Aino/);
		tab.noFaults();
		await tab.context.close();
	});

test('nothing that was written stands on the disk or in the log', async () => {
	const marks = WAYS.flatMap(({ key }) => sentencesOf({ key }))
		.map((sentence) => sentence.match(/kwartelmoes\w+/)[0]);
	assert.deepEqual(findTraces(site, [...marks, ENOUGH, SHORT]), []);
	// the search finds what does stand there
	assert.notDeepEqual(findTraces(site, ['zoe.phone@post.example']), []);
	await site.stop();
	assert.deepEqual(findTraces(site, [...marks, ENOUGH, SHORT]), []);
	await site.start();
});
