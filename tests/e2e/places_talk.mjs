// The pages about looking along, as places.mjs has those of one person alone: Noor asks Ivo.
import { mouse } from './person.mjs';
import { be, mailedFragment, takeRole } from './places_roles.mjs';

const BUTTON = 'main form .utrecht-button-group button';
const QUESTION = '/passport/questions/who.proud';

async function* asking(tab, mail) {
	const { page, go } = tab;
	await be(tab, 'noor');
	await go('/passport/talk');
	yield 'talk';
	await go('/passport/talk/card');
	yield 'talk-cards';
	await go('/passport/talk/card/who');
	yield 'talk-card';
	await go('/passport/talk/code');
	yield 'talk-code';
	await mouse.write(page, '#code', 'AAAAA-AAAAA');
	await mouse.press(page, BUTTON);
	yield 'talk-code-wrong';
	await go('/passport/talk/invite');
	yield 'talk-invite';
	await mouse.press(page, BUTTON);
	yield 'talk-invite-empty-sent';
	await mouse.write(page, '#mail', mail);
	await mouse.write(page, '#called', 'Oom Ivo');
	await mouse.choose(page, 'parent');
	await mouse.choose(page, 'who');
	await mouse.write(page, '#message', 'Lees je mee? Ik ben benieuwd wat jij vindt.');
	await mouse.press(page, BUTTON);
	await page.waitForURL('/passport/access?sent=1');
	yield 'access-invited';
	await page.locator('main a[href^="/passport/access/"]').first().click();
	yield 'access-change';
}

async function* accepting(tab, mail) {
	const { page, go } = tab;
	await go('/invited');
	yield 'invited-code';
	await mouse.write(page, '#code', 'AAAAA-AAAAA');
	await mouse.press(page, BUTTON);
	yield 'invited-code-wrong';
	const link = await mailedFragment(tab, mail);
	await go('/help');
	await go(link.pathname + link.hash);
	await mouse.press(page, BUTTON);
	await page.locator('form[action="/sign-out"] .nl-button').waitFor();
	yield 'invited-own';
	await be(tab, 'ivo');
	await go('/invited');
	yield 'invited';
	await mouse.press(page, 'form[action="/invited/accept"] button');
	await page.waitForURL('/with/*');
	yield 'with-person';
	await mouse.press(page, 'form[action$="/consent"] button');
	await page.locator('button[value="withdraw"]').waitFor();
	yield 'with-person-agreed';
	await go('/with');
	yield 'with';
	await page.locator('main .who-card a').first().click();
	await page.locator('.chapter-card a').first().click();
	yield 'with-chapter';
	await page.locator('.write summary', { has: page.locator('.only-heard') }).first().click();
	await page.locator('textarea').first().fill('Dat weet ik nog goed.');
	await page.locator('form[action$="/comment"] button').first().click();
	await page.locator('.comment').first().waitFor();
	yield 'with-chapter-comment';
	await go('/me/code');
	if (await page.locator('.qr-panel').count() === 0) {
		yield 'my-code-none';
		await mouse.press(page, BUTTON);
	}
	yield 'my-code';
}

async function* seeing(tab) {
	const { page, go } = tab;
	await be(tab, 'noor');
	await go('/passport/questions/who.self');
	yield 'question-talk';
	await go(QUESTION);
	await page.locator('form[action$="/ask"] button').first().click();
	await page.waitForURL(QUESTION);
	yield 'question-asked';
	await page.locator('form[action$="/talked"] button').first().click();
	await page.waitForURL(QUESTION);
	yield 'question-talked';
	await go('/passport/talk');
	await page.locator('.log-lines').waitFor();
	yield 'talk-said';
	await go('/passport/access');
	yield 'access';
	await page.locator('form[action$="/stop"] button').first().click();
	await page.locator('form[action$="/undo"]').waitFor();
	yield 'access-stopped';
}

async function* guiding(tab) {
	const { page, go } = tab;
	await be(tab, 'joost');
	await takeRole(tab, '/mentor');
	const desk = new URL(page.url()).pathname;
	if (await page.locator('.desk').count() === 0)
		yield 'desk-empty';
	await go(`${desk}/code`);
	if (await page.locator('.qr-panel').count() === 0) {
		yield 'desk-code-none';
		await mouse.press(page, BUTTON);
	}
	yield 'desk-code';
	const code = await page.locator('.shown-code').innerText();
	await be(tab, 'noor');
	await go(`/passport/talk/code#${code}`);
	await mouse.press(page, BUTTON);
	await page.locator('#ends').waitFor();
	yield 'talk-mentor';
	await mouse.press(page, BUTTON);
	await page.waitForLoadState();
	await be(tab, 'joost');
	await go(desk);
	yield 'desk';
	await go(`${desk}?show=waiting`);
	yield 'desk-nobody';
	await go(desk);
	const tick = page.locator('.desk__row input:enabled');
	if (await tick.count())
		await tick.first().check();
	await mouse.press(page, '.desk-acts button');
	await page.waitForURL(/sent=/);
	yield 'desk-reminded';
}

export async function* talkPlaces(tab) {
	const mail = 'ivo.dragt@post.example';
	yield* asking(tab, mail);
	yield* accepting(tab, mail);
	yield* seeing(tab);
	yield* guiding(tab);
}
