// What a person does, by mouse or by keyboard alone. Found by what things are, not by their words:
// the same in every language.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

const TABS_MOST = 60;
const TOKEN = /name="form_token" value="([^"]*)"/;
const LETTER = /href="(\/demo\/mail\/[^"]+)"[\s\S]*?<\/li>/g;
const CODE = /\b(\d{3}) ?(\d{3})\b/;
const TRIES = 1200; // of 50 ms
const GUESSES = 60;

// Presses and writes with the mouse, or a finger.
export const mouse = {
	press: (page, selector) => page.locator(selector).first().click(),
	async write(page, selector, text) {
		await page.locator(selector).click();
		await page.keyboard.press('Control+A');
		await page.keyboard.insertText(text);
	},
	choose: (page, value) => page.locator(`label:has(input[value="${value}"])`).click(),
	tick: (page, value) => page.locator(`label:has(input[value="${value}"])`).click(),
};

function atFocus(page, selector) {
	return page.evaluate((s) => document.activeElement?.matches(s), selector);
}

// Goes on with Tab until the focus is there: the way of who has no mouse.
async function tabTo(page, selector) {
	for (let i = 0; i < TABS_MOST; i++) {
		if (await atFocus(page, selector))
			return;
		await page.keyboard.press('Tab');
	}
	assert.fail(`Tab does not come to ${selector}`);
}

export const keyboard = {
	async press(page, selector) {
		await tabTo(page, selector);
		await page.keyboard.press('Enter');
	},
	async write(page, selector, text) {
		await tabTo(page, selector);
		await page.keyboard.press('Control+A');
		await page.keyboard.insertText(text);
	},
	// Tab enters a group of radio buttons at the chosen one or the first; arrows go on.
	async choose(page, value) {
		await tabTo(page, 'input[type=radio]');
		await page.keyboard.press('Space');
		const option = `input[type=radio][value="${value}"]`;
		for (let i = 0; i < 10 && !await atFocus(page, option); i++)
			await page.keyboard.press('ArrowDown');
		const isChosen = await page.locator(option).isChecked();
		assert.ok(isChosen, `arrows do not reach ${value}`);
	},
	async tick(page, value) {
		await tabTo(page, `input[type=checkbox][value="${value}"]`);
		await page.keyboard.press('Space');
	},
};

export async function fillRegister({ page }, hand, who) {
	await hand.write(page, '#name', who.name);
	await hand.write(page, '#mail', who.mail);
	await hand.write(page, '#password', who.password);
	await hand.press(page, 'main form button');
}

// What stands at that path, for this tab's person, without a page.
async function fetched({ context }, path) {
	return (await context.request.get(path)).text();
}

// Sends what a form of ours does, without its page.
async function post(tab, path, fields) {
	const [, token] = (await fetched(tab, '/help')).match(TOKEN);
	return tab.context.request.post(path, {
		form: { form_token: token, ...fields },
		headers: { Origin: tab.origin },
		maxRedirects: 0,
	});
}

// Where it goes on.
export async function send(tab, path, fields) {
	const reply = await post(tab, path, fields);
	assert.equal(reply.status(), 303, path);
	return reply.headers().location;
}

// Sends something wrong until the answer is not that it is wrong.
export async function guess(tab, path, fields) {
	for (let i = 0; i < GUESSES; i++)
		if ((await post(tab, path, fields)).status() !== 401)
			return;
	assert.fail(`guessing at ${path} is never slowed down`);
}

// The code in a mail as the demo's mailbox shows it, if one is in it.
async function codeIn(tab, path) {
	const page = await fetched(tab, path);
	const [, first, second] = page.slice(page.indexOf('mail-text')).match(CODE) ?? [];
	return first && first + second;
}

// The newest code that was mailed to the address, once that many are in the demo's mailbox. Mails
// without one may come beside them at any time.
export async function mailedCode(tab, mail, count = 1) {
	for (let i = 0; i < TRIES; i++) {
		const all = [...(await fetched(tab, '/demo/mail')).matchAll(LETTER)];
		const mine = all.filter(([item]) => item.includes(mail));
		if (mine.length >= count) {
			const codes = await Promise.all(mine.map(([, path]) => codeIn(tab, path)));
			const found = codes.filter(Boolean);
			if (found.length >= count)
				return found[0];
		}
		await pause(50);
	}
	return assert.fail(`no code mailed to ${mail}`);
}

export async function confirm(tab, hand, who) {
	await tab.page.waitForURL('/register/confirm');
	await hand.write(tab.page, '#code', await mailedCode(tab, who.mail));
	await hand.press(tab.page, 'main form button');
}

export async function chooseRoute({ page }, hand) {
	await page.waitForURL('/passport/route/at-school');
	await hand.choose(page, 'yes');
	await hand.press(page, 'main form button');
	await page.waitForURL('/passport/route/going-to');
	await hand.choose(page, 'mbo');
	await hand.press(page, 'main form button');
	await page.waitForURL('/passport');
}

export async function register(tab, hand, who) {
	await tab.go('/register');
	await fillRegister(tab, hand, who);
	await confirm(tab, hand, who);
	await chooseRoute(tab, hand);
}

// As register does, without a page: for stories in which somebody is there already.
export async function settle(tab, who) {
	await send(tab, '/register', who);
	await send(tab, '/register/confirm', { code: await mailedCode(tab, who.mail) });
	await send(tab, '/passport/route/at-school', { choice: 'yes' });
	await send(tab, '/passport/route/going-to', { choice: 'mbo' });
}

export async function signIn({ page }, hand, who) {
	await hand.write(page, '#mail', who.mail);
	await hand.write(page, '#password', who.password);
	await hand.press(page, 'main form button');
}

export async function signOut({ page }, hand) {
	await hand.press(page, 'details.menu summary');
	await hand.press(page, 'form[action="/sign-out"] button');
	await page.waitForURL('/');
}

// Until the server has what the field holds: the page says so, and keeps no copy any more.
export async function waitSaved({ page }) {
	await page.waitForFunction(() => {
		const form = document.querySelector('[data-autosave]');
		const status = form.querySelector('[data-status]').textContent;
		return status.startsWith(form.dataset.saved) &&
			!Object.keys(sessionStorage).some((key) => key.endsWith(form.action));
	});
}

// Until the page says that it cannot save just now.
export async function waitFailed({ page }) {
	await page.waitForFunction(() => {
		const form = document.querySelector('[data-autosave]');
		return form.querySelector('[data-status]').textContent === form.dataset.failed;
	});
}
