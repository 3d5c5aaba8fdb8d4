// What a person does, by mouse or by keyboard alone. Found by what things are, not by their words:
// the same in every language.
import assert from 'node:assert/strict';

const TABS_MOST = 60;

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

// The newest code that was mailed to the address, once that many mails are in the demo's mailbox.
export async function mailedCode({ context }, mail, count = 1) {
	const page = await context.newPage();
	await page.goto('/demo/mail');
	const mine = page.locator('.mails li', { hasText: mail });
	for (let i = 0; i < 200 && await mine.count() < count; i++) {
		await page.waitForTimeout(100);
		await page.reload();
	}
	await mine.first().locator('a').click();
	const text = await page.locator('.mail-text').innerText();
	await page.close();
	const [code] = text.match(/\b\d{3} ?\d{3}\b/) ?? [];
	assert.ok(code, 'the mail holds a code');
	return code;
}

// count: of the mail with the code, when others came to that address before.
export async function confirm(tab, hand, who, count = 1) {
	await tab.page.waitForURL('/register/confirm');
	await hand.write(tab.page, '#code', await mailedCode(tab, who.mail, count));
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
