// Writing: every kind of question, two devices, what stood there before, and "Ready".
//
//	node --test-reporter=tap tests/e2e/kinds_test.mjs PROGRAM BUILD
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DESK, openBrowser, openTab, PHONE } from './browser.mjs';
import { keyboard, mouse, register, signIn, waitSaved } from './person.mjs';
import { Site } from './site.mjs';

const PASSWORD = 'gele tram over zeven bruggen';
const DATED = 'main a[href^="/passport/versions/"]';
const BUTTON = 'main form .utrecht-button-group button';
const LINES = ['Twee jaar de bakker', 'Diploma zwemmen', 'Cursus EHBO', 'Band van de buurt'];
const TEXT = 'Ik kan fietsbanden plakken zonder te kijken.';
const ELSEWHERE = 'Ik kan ook een ketting leggen, op de telefoon.';
const ALT = 'Een tekening van een fiets met drie wielen.';

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

const place = (question) => `/passport/questions/${question}`;
const isChecked = ({ page }, value) => page.locator(`input[name=option][value="${value}"]`)
	.isChecked();
const valueOf = ({ page }, field) => page.locator(field).inputValue();

async function lines({ page }, hand) {
	for (const [i, line] of LINES.entries()) {
		const field = `#line-${i + 1}`;
		if (await page.locator(field).count() === 0) {
			await hand.press(page, '[data-more]');
			await page.locator(field).waitFor();
		}
		await hand.write(page, field, line);
	}
}

// The dialog of the system is answered for the person.
async function picture({ page }, hand) {
	const buffer = await page.locator('h1').screenshot();
	const asked = page.waitForEvent('filechooser');
	await hand.press(page, '#picture');
	await (await asked).setFiles({ name: 'fiets.png', mimeType: 'image/png', buffer });
	await hand.write(page, '#answer', ALT);
}

// How each is answered, and what stands there afterwards.
const KINDS = {
	'can.good': {
		fill: ({ page }, hand) => hand.write(page, '#answer', TEXT),
		check: async (tab) => assert.equal(await valueOf(tab, '#answer'), TEXT),
	},
	'can.strengths': {
		async fill({ page }, hand) {
			await hand.tick(page, 'handy');
			await hand.tick(page, 'calm');
		},
		async check(tab) {
			assert.ok(await isChecked(tab, 'handy') && await isChecked(tab, 'calm'));
			assert.equal(await tab.page.locator('input:checked').count(), 2);
		},
	},
	'can.done': {
		fill: lines,
		async check(tab) {
			for (const [i, line] of LINES.entries())
				assert.equal(await valueOf(tab, `#line-${i + 1}`), line);
		},
	},
	'can.made': {
		fill: picture,
		button: 'stay',
		async check({ page }) {
			const shown = page.locator('img.picture');
			assert.equal(await shown.getAttribute('alt'), ALT);
			const sent = await page.request.get(await shown.getAttribute('src'));
			assert.equal(sent.headers()['content-type'], 'image/jpeg');
		},
	},
	'want.sure': {
		fill: ({ page }, hand) => hand.choose(page, '4'),
		check: async (tab) => assert.ok(await isChecked(tab, '4')),
	},
	'need.travel': {
		fill: ({ page }, hand) => hand.choose(page, 'bike'),
		check: async (tab) => assert.ok(await isChecked(tab, 'bike')),
	},
};

async function answerAll(tab, hand) {
	const { page, go } = tab;
	for (const [question, { fill, check, button = 'next' }] of Object.entries(KINDS)) {
		await go(place(question));
		await fill(tab, hand);
		await hand.press(page, `button[value=${button}]`);
		if (button === 'stay')
			await page.locator('img.picture').waitFor();
		else
			await page.waitForURL((url) => url.pathname !== place(question));
		await go(place(question));
		await check(tab);
		assert.equal(await page.locator('.dot').first().getAttribute('data-answered'), '1');
	}
}

async function readAll({ page, go }) {
	await go('/passport/read');
	const text = await page.locator('article').innerText();
	for (const words of [TEXT, ALT, ...LINES])
		assert.ok(text.includes(words), words);
	assert.equal(await page.locator('img.picture').count(), 1);
}

// The same person on another device, which has the question open since before.
async function meet(tab, hand, who) {
	const question = place('can.good');
	const phone = await openTab(browser, site);
	await phone.go(`/sign-in?back=${encodeURIComponent(question)}`);
	await signIn(phone, mouse, who);
	await phone.page.waitForURL(question);
	await tab.go(question);
	await mouse.write(phone.page, '#answer', ELSEWHERE);
	await waitSaved(phone);
	await phone.context.close();
	const mine = `${TEXT} En ook zingen.`;
	await hand.write(tab.page, '#answer', mine);
	if (!tab.script)
		await hand.press(tab.page, 'button[value=next]');
	await tab.page.locator('[data-other]', { hasText: ELSEWHERE }).waitFor();
	assert.equal(await valueOf(tab, '#answer'), mine);
	await hand.press(tab.page, 'button[value=replace]');
	await tab.page.locator('[data-conflict]').waitFor({ state: 'hidden' });
	await tab.go(question);
	assert.equal(await valueOf(tab, '#answer'), mine);
}

async function putBack({ page, go }, hand) {
	await go(place('can.good'));
	await hand.press(page, '.question__past a');
	await page.waitForURL(/history$/);
	const versions = await page.locator('details.version').allTextContents();
	assert.ok(versions.some((text) => text.includes(ELSEWHERE)));
	await hand.press(page, 'details.version summary');
	await hand.press(page, 'details.version[open] form button');
	await page.waitForURL(/back$/);
	await page.locator('.version--now', { hasText: ELSEWHERE }).waitFor();
}

async function ready(tab, hand) {
	const { page, go } = tab;
	await go('/passport');
	await hand.press(page, 'main a[href="/passport/versions"]');
	await page.waitForURL('/passport/versions');
	await hand.press(page, BUTTON);
	await page.locator(DATED).waitFor();
	await go(place('can.good'));
	await hand.write(page, '#answer', 'Iets heel anders, van na die dag.');
	if (tab.script)
		await waitSaved(tab);
	await hand.press(page, 'button[value=next]');
	await page.waitForURL(place('can.strengths'));
	await go('/passport/versions');
	await hand.press(page, DATED);
	await page.waitForURL(/versions\/.+/);
	const text = await page.locator('main').innerText();
	assert.ok(text.includes(ELSEWHERE) && !text.includes('van na die dag'));
	assert.ok(text.includes(LINES[3]));
}

for (const { key, hand, ...options } of [
	{ key: 'keyboard', size: DESK, hand: keyboard },
	{ key: 'plain', size: PHONE, hand: keyboard, script: false },
])
	test(`every kind of question, two devices, the past, ready: ${key}`, async () => {
		const tab = await openTab(browser, site, options);
		const who = { name: 'Kees', mail: `kees.${key}@post.example`, password: PASSWORD };
		await register(tab, hand, who);
		await answerAll(tab, hand);
		await readAll(tab);
		await meet(tab, hand, who);
		await putBack(tab, hand);
		await ready(tab, hand);
		tab.noFaults();
		await tab.context.close();
	});
