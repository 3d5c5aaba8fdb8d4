// Nothing that somebody typed is lost, whatever goes wrong meanwhile.
//
//	node --test-reporter=tap tests/e2e/lost_test.mjs PROGRAM BUILD
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, openTab } from './browser.mjs';
import { mouse, settle, signIn, signOut, waitFailed, waitSaved } from './person.mjs';
import { Site } from './site.mjs';

const QUESTION = '/passport/questions/who.self';
const SECOND = '/passport/questions/who.free';
const MOST = 20_000; // characters of an answer
const PASSWORD = 'gele tram over zeven bruggen';
const TYPED = 'Dit tikte ik net,\nen het mag niet weg.';
const ELSEWHERE = 'Dit schreef ik op een ander scherm.';

let site;
let browser;
let count = 0;
before(async () => {
	site = await Site.demo();
	browser = await openBrowser();
});
after(async () => {
	await browser?.close();
	await site?.end();
});

// Each test has a person of its own.
async function newcomer(options) {
	const tab = await openTab(browser, site, options);
	const who = { name: 'Kees', mail: `kees${count++}@post.example`, password: PASSWORD };
	await settle(tab, who);
	return { ...tab, who };
}

const type = ({ page }, text) => mouse.write(page, '#answer', text);
const send = ({ page }) => mouse.press(page, 'button[value=next]');
const typed = ({ page }) => page.locator('#answer').inputValue();

// What the server has: read in a tab that knows nothing.
async function stored({ context }, path = QUESTION) {
	const page = await context.newPage();
	await page.goto(path);
	const text = await page.locator('#answer').evaluate((field) => field.defaultValue);
	await page.close();
	return text;
}

// What was sent in leaving comes after the next page was asked for.
async function arrives(tab, path, text) {
	for (let i = 0; i < 600 && await stored(tab, path) !== text; i++)
		await tab.page.waitForTimeout(100);
	assert.equal(await stored(tab, path), text);
}

async function end(tab) {
	tab.noFaults();
	await tab.context.close();
}

async function signOutElsewhere({ context }) {
	const page = await context.newPage();
	await page.goto('/passport');
	await signOut({ page }, mouse);
	await page.close();
}

async function writeElsewhere({ context, script }, text) {
	const page = await context.newPage();
	await page.goto(QUESTION);
	await type({ page }, text);
	await (script ? waitSaved({ page }) : send({ page }));
	await page.waitForLoadState();
	await page.close();
}

test('the session ends while writing: with the script the text stays in the tab', async () => {
	const tab = await newcomer();
	await tab.go(QUESTION);
	await signOutElsewhere(tab);
	await type(tab, TYPED);
	await tab.page.locator('[data-ended]').waitFor();
	assert.equal(await typed(tab), TYPED);
	await mouse.press(tab.page, '[data-ended] a');
	await tab.page.waitForURL(/\/sign-in/);
	await signIn(tab, mouse, tab.who);
	await tab.page.waitForURL(QUESTION);
	await waitSaved(tab);
	assert.equal(await typed(tab), TYPED);
	assert.equal(await stored(tab), TYPED);
	await end(tab);
});

for (const script of [true, false])
	test(`signed out before sending (script: ${script}): signing in carries it`, async () => {
		const tab = await newcomer({ script });
		await tab.go(QUESTION);
		await signOutElsewhere(tab);
		await type(tab, TYPED);
		await send(tab);
		await tab.page.locator('#password').waitFor();
		await mouse.write(tab.page, '#mail', tab.who.mail);
		await mouse.write(tab.page, '#password', 'eerst een verkeerd woord');
		await mouse.press(tab.page, 'main form button');
		await tab.page.locator('[role=alert]').waitFor();
		await signIn(tab, mouse, tab.who);
		assert.equal(await tab.page.locator('blockquote').innerText(), TYPED);
		await mouse.press(tab.page, 'main form button');
		await tab.page.waitForURL(SECOND);
		assert.equal(await stored(tab), TYPED);
		await end(tab);
	});

test('signed out, and pressing slowly: the button stays under the finger', async () => {
	const tab = await newcomer();
	const { page } = tab;
	await tab.go(QUESTION);
	await signOutElsewhere(tab);
	const refused = page.waitForResponse((response) => response.status() === 401);
	await type(tab, TYPED);
	await page.locator('button[value=next]').hover();
	await page.mouse.down();
	await refused;
	await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
	await page.mouse.up();
	await page.locator('#password').waitFor();
	await end(tab);
});

test('another person signs in here: the text is not shown to them', async () => {
	const tab = await newcomer();
	await tab.go(QUESTION);
	await signOutElsewhere(tab);
	await type(tab, TYPED);
	await tab.page.locator('[data-ended]').waitFor();
	const other = await newcomer();
	await mouse.press(tab.page, '[data-ended] a');
	await tab.page.waitForURL(/\/sign-in/);
	await signIn(tab, mouse, other.who);
	await tab.page.waitForURL(QUESTION);
	assert.equal(await typed(tab), '');
	assert.equal(await stored(tab), '');
	await other.context.close();
	await end(tab);
});

for (const script of [true, false])
	test(`written in two places (script: ${script}): both are shown`, async () => {
		const tab = await newcomer({ script });
		const { page } = tab;
		await tab.go(QUESTION);
		await writeElsewhere(tab, ELSEWHERE);
		await type(tab, TYPED);
		if (!script)
			await send(tab);
		await page.locator('[data-conflict]').waitFor();
		assert.equal(await page.locator('[data-other]').innerText(), ELSEWHERE);
		assert.equal(await typed(tab), TYPED);
		assert.equal(await stored(tab), ELSEWHERE);
		await mouse.press(page, 'button[value=replace]');
		await page.locator('[data-conflict]').waitFor({ state: 'hidden' });
		assert.equal(await typed(tab), TYPED);
		assert.equal(await stored(tab), TYPED);
		await end(tab);
	});

test('written in two places: the other text may stay', async () => {
	const tab = await newcomer();
	await tab.go(QUESTION);
	await writeElsewhere(tab, ELSEWHERE);
	await type(tab, TYPED);
	await mouse.press(tab.page, '[data-conflict] a');
	await tab.page.locator('[data-conflict]').waitFor({ state: 'hidden' });
	assert.equal(await typed(tab), ELSEWHERE);
	await tab.page.reload();
	assert.equal(await typed(tab), ELSEWHERE);
	await end(tab);
});

for (const script of [true, false])
	test(`a second press on the button (script: ${script}) changes nothing`, async () => {
		const tab = await newcomer({ script });
		await tab.go(QUESTION);
		await type(tab, TYPED);
		await tab.page.locator('button[value=next]').dblclick();
		await tab.page.waitForURL(SECOND);
		await tab.page.waitForLoadState();
		assert.equal(await tab.page.locator('[data-conflict]').isVisible(), false);
		assert.equal(await stored(tab), TYPED);
		await end(tab);
	});

test('typed and at once onwards: by a link, by closing', async () => {
	const tab = await newcomer();
	await tab.go(QUESTION);
	await type(tab, TYPED);
	await mouse.press(tab.page, '.place');
	await tab.page.waitForURL('/passport');
	await arrives(tab, QUESTION, TYPED);
	const last = await tab.context.newPage();
	await last.goto(SECOND);
	await type({ page: last }, ELSEWHERE);
	await last.close({ runBeforeUnload: true });
	await arrives(tab, SECOND, ELSEWHERE);
	await end(tab);
});

for (const script of [true, false])
	test(`back, after sending (script: ${script}): what was sent stands there`, async () => {
		const tab = await newcomer({ script });
		await tab.go(QUESTION);
		await type(tab, TYPED);
		await send(tab);
		await tab.page.waitForURL(SECOND);
		await tab.page.goBack();
		assert.equal(await typed(tab), TYPED);
		await type(tab, `${TYPED} En meer.`);
		await send(tab);
		await tab.page.waitForURL(SECOND);
		await tab.page.waitForLoadState();
		assert.equal(await stored(tab), `${TYPED} En meer.`);
		await end(tab);
	});

test('without a network it is kept, and saved when the network is back', async () => {
	const tab = await newcomer();
	await tab.go(QUESTION);
	await tab.context.setOffline(true);
	await type(tab, TYPED);
	await waitFailed(tab);
	await tab.context.setOffline(false);
	await waitSaved(tab);
	assert.equal(await stored(tab), TYPED);
	await end(tab);
});

test('on a slow network everything typed arrives, in order', async () => {
	const tab = await newcomer();
	const session = await tab.context.newCDPSession(tab.page);
	await tab.go(QUESTION);
	await session.send('Network.enable');
	await session.send('Network.emulateNetworkConditions', {
		offline: false, latency: 1500, downloadThroughput: 6000, uploadThroughput: 3000,
	});
	await tab.page.locator('#answer').click();
	for (const word of ['Een ', 'twee ', 'drie ', 'vier ', 'vijf ', 'zes.']) {
		await tab.page.keyboard.type(word);
		await tab.page.waitForTimeout(700);
	}
	await send(tab);
	await tab.page.waitForURL(SECOND, { timeout: 60_000 });
	assert.equal(await stored(tab), 'Een twee drie vier vijf zes.');
	await end(tab);
});

test('a text that is too long stays, and says so: while writing', async () => {
	const tab = await newcomer();
	const long = 'é'.repeat(MOST + 1);
	await tab.go(QUESTION);
	await type(tab, long);
	await tab.page.waitForFunction((most) =>
		document.querySelector('[data-status]').textContent.includes(most), String(MOST));
	assert.equal(await typed(tab), long);
	await send(tab);
	await tab.page.locator('#error').waitFor();
	assert.equal(await typed(tab), long);
	await tab.go('/passport');
	await tab.go(QUESTION);
	assert.equal(await typed(tab), long, 'it is still here after looking elsewhere');
	await type(tab, long.slice(1));
	await waitSaved(tab);
	assert.equal(await stored(tab), long.slice(1));
	await end(tab);
});

test('a text that is too long stays, and says so: without a script', async () => {
	const tab = await newcomer({ script: false });
	const long = 'é'.repeat(MOST + 1);
	await tab.go(QUESTION);
	await type(tab, long);
	await send(tab);
	await tab.page.locator('#error').waitFor();
	assert.match(await tab.page.locator('#error').innerText(), /20\.?000/);
	assert.equal(await typed(tab), long);
	await end(tab);
});

test('signed in anew in another tab: what stood open here is saved all the same', async () => {
	for (const script of [true, false]) {
		const tab = await newcomer({ script });
		await tab.go(QUESTION);
		await signOutElsewhere(tab);
		const other = await tab.context.newPage();
		await other.goto('/sign-in');
		await signIn({ page: other }, mouse, tab.who);
		await other.waitForURL('/passport');
		await type(tab, TYPED);
		await send(tab);
		await tab.page.locator('blockquote').waitFor();
		assert.equal(await tab.page.locator('blockquote').innerText(), TYPED);
		await mouse.press(tab.page, 'main form button');
		await tab.page.waitForURL(SECOND);
		assert.equal(await stored(tab), TYPED);
		await end(tab);
	}
});

test('two tabs ask to sign in: what the second one keeps outlives the first one', async () => {
	const tab = await newcomer({ script: false });
	await tab.go(QUESTION);
	await signOutElsewhere(tab);
	await type(tab, TYPED);
	await send(tab);
	await tab.page.locator('#password').waitFor();
	const other = await tab.context.newPage();
	await other.goto('/sign-in');
	await signIn({ page: other }, mouse, tab.who);
	await other.waitForURL('/passport');
	await signIn(tab, mouse, tab.who);
	await tab.page.locator('blockquote').waitFor();
	await mouse.press(tab.page, 'main form button');
	await tab.page.waitForURL(SECOND);
	assert.equal(await stored(tab), TYPED);
	await end(tab);
});

test('the server is killed while somebody writes: it goes on where it was', async () => {
	const tab = await newcomer();
	await tab.go(QUESTION);
	await type(tab, ELSEWHERE);
	await waitSaved(tab);
	await site.kill();
	await type(tab, TYPED);
	await waitFailed(tab);
	await site.start();
	await tab.page.evaluate(() => dispatchEvent(new Event('online')));
	await waitSaved(tab);
	assert.equal(await stored(tab), TYPED);
	await end(tab);
});
