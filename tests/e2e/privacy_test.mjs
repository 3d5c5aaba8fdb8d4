// What is of one person is nobody else's: side by side, guessed, and signed out.
//
//	node --test-reporter=tap tests/e2e/privacy_test.mjs PROGRAM BUILD
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { openBrowser, openTab } from './browser.mjs';
import { mouse, register, signIn, waitSaved } from './person.mjs';
import { Site } from './site.mjs';

const QUESTION = '/passport/questions/who.self';
const SECRET = 'Ik vertel alleen hier over mijn sprinkhanenkwekerij.';
const PASSWORD = 'gele tram over zeven bruggen';
const ANNA = { name: 'Anna', mail: 'anna@post.example', password: PASSWORD };
const BORIS = { name: 'Boris', mail: 'boris@post.example', password: PASSWORD };

let site;
let browser;
let anna;
let boris;

before(async () => {
	site = await Site.demo();
	browser = await openBrowser();
	[anna, boris] = await Promise.all([openTab(browser, site), openTab(browser, site)]);
	await Promise.all([register(anna, mouse, ANNA), register(boris, mouse, BORIS)]);
	await anna.go(QUESTION);
	await mouse.write(anna.page, '#answer', SECRET);
	await waitSaved(anna);
});
after(async () => {
	await browser?.close();
	await site?.end();
});

const statusOf = async (tab, path) => (await tab.go(path)).status();

test('a second person, at the same time, sees nothing of the first', async () => {
	const paths = ['/passport', '/passport/read', '/passport/chapters/who', '/account'];
	for (const path of [...paths, QUESTION]) {
		assert.equal(await statusOf(boris, path), 200);
		const html = await boris.page.content();
		for (const theirs of ['sprinkhanen', ANNA.mail, 'Anna'])
			assert.ok(!html.includes(theirs), `${theirs} on ${path}`);
	}
	await anna.go('/passport/read');
	assert.equal(await anna.page.locator('.qa__answer').first().innerText(), SECRET);
});

// What poppler reads in the file that the button on the page saves.
async function saved(tab) {
	await tab.go('/passport/read');
	const link = await tab.page.locator('a[download]').first().getAttribute('href');
	const reply = await tab.page.request.get(site.url + link);
	assert.equal(reply.status(), 200);
	const headers = reply.headers();
	assert.match(headers['content-disposition'], /^attachment; filename="[^"]+ [\d-]+\.pdf"/);
	assert.match(headers['cache-control'], /no-store/);
	assert.match(headers['content-security-policy'], /sandbox/);
	return execFileSync('pdftotext', ['-', '-'], { input: await reply.body() }).toString();
}

test('a passport saved as PDF is one\'s own, and is kept nowhere on the way', async () => {
	assert.match(await saved(anna), /sprinkhanenkwekerij/);
	await boris.go(QUESTION);
	await mouse.write(boris.page, '#answer', 'Ik ben Boris, en ik verzamel postzegels.');
	await waitSaved(boris);
	const his = await saved(boris);
	assert.match(his, /postzegels/);
	assert.doesNotMatch(his, /sprinkhanen|Anna/);
});

test('each writes in a passport of their own', async () => {
	await boris.go(QUESTION);
	await mouse.write(boris.page, '#answer', 'Ik ben Boris, en dit is van mij.');
	await waitSaved(boris);
	await anna.go(QUESTION);
	assert.equal(await anna.page.locator('#answer').inputValue(), SECRET);
});

test('what is guessed is not there', async () => {
	const guesses = [
		'/passport/questions/who.other', '/passport/questions/1', '/passport/questions/',
		'/passport/questions/who.self%2F', '/passport/questions/who.team', // not asked here
		'/passport/chapters/whom', '/passport/chapters/1', '/passport/route/other',
		'/demo/mail/1', '/demo/mail/AAAAAAAAAAAAAAAAAAAAAA', '/passports', '/passport/1',
	];
	for (const path of guesses)
		assert.equal(await statusOf(boris, path), 404, path);
});

test('signed out, every page of a passport asks to sign in, and leads back', async () => {
	const paths = ['/passport', '/passport/read', '/passport/paper', '/passport/chapters/who',
		QUESTION, '/passport/route', '/passport/route/going-to', '/account',
		'/account/log'];
	const nobody = await openTab(browser, site);
	for (const path of paths) {
		await nobody.go(path);
		const url = new URL(nobody.page.url());
		assert.equal(url.pathname, '/sign-in');
		assert.equal(url.searchParams.get('back'), path);
	}
	await nobody.go(`${QUESTION}?x=1`);
	await signIn(nobody, mouse, ANNA);
	await nobody.page.waitForURL(`${QUESTION}?x=1`);
	assert.equal(await nobody.page.locator('#answer').inputValue(), SECRET);
	await nobody.context.close();
});

test('signing in leads to no other place', async () => {
	for (const back of ['//evil.example/', 'https://evil.example/', '/\\evil.example', 'x']) {
		const nobody = await openTab(browser, site);
		await nobody.go(`/sign-in?back=${encodeURIComponent(back)}`);
		await signIn(nobody, mouse, ANNA);
		await nobody.page.waitForURL('/passport');
		nobody.noFaults();
		await nobody.context.close();
	}
});

test('after signing out, going back shows nothing', async () => {
	const { page, context } = boris;
	await boris.go('/passport/read');
	await mouse.press(page, 'details.menu summary');
	await mouse.press(page, 'form[action="/sign-out"] button');
	await page.waitForURL('/');
	await page.goBack();
	assert.ok(!(await page.content()).includes('Boris'));
	assert.deepEqual((await context.cookies()).filter(({ name }) => /session/.test(name)), []);
	assert.equal(await page.evaluate(() => Object.keys(sessionStorage).length), 0);
});

test('nobody noticed a fault', () => {
	anna.noFaults();
	boris.noFaults();
});
