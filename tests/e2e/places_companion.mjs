// The pages of somebody who was invited and reads Arabic, then Polish: Noor asks Ivo.
import { mouse } from './person.mjs';
import { be, mailedFragment } from './places_roles.mjs';

const BUTTON = 'main form .utrecht-button-group button';
const MAIL = 'ivo.dragt@post.example';

async function invite({ page, go, ...tab }) {
	await be({ page, go, ...tab }, 'noor');
	await go('/passport/talk/invite');
	await mouse.write(page, '#mail', MAIL);
	await mouse.write(page, '#called', 'Oom Ivo');
	await mouse.choose(page, 'parent');
	await mouse.choose(page, 'who');
	await mouse.press(page, 'details:has([name=reads]) summary');
	await mouse.choose(page, 'ar');
	await mouse.write(page, '#message', 'Lees je mee? Ik ben benieuwd wat jij vindt.');
	await mouse.press(page, BUTTON);
	await page.waitForURL('/passport/access?sent=1');
}

// Comes with the code of the mail: from there on the pages are in its language.
async function* arriving(tab, link) {
	const { page, go } = tab;
	await go(link.pathname + link.hash);
	await mouse.press(page, BUTTON);
	await page.locator('a[href="/register"]').first().waitFor();
	yield 'invited';
	await go('/register');
	await mouse.press(page, BUTTON);
	await page.locator('#name-error').waitFor();
	yield 'register';
	await go('/sign-in/mail');
	yield 'sign-in-mail';
	await go('/no/such/page');
	yield 'error';
}

async function* reading(tab) {
	const { page, go } = tab;
	await be(tab, 'ivo');
	await go('/invited');
	await mouse.press(page, 'form[action="/invited/accept"] button');
	await page.waitForURL('/with/*');
	yield 'person';
	await page.locator('.chapter-card a').first().click();
	await page.locator('.qa').first().waitFor();
	const chapter = new URL(page.url()).pathname;
	await page.locator('.write summary', { has: page.locator('.only-heard') }).first().click();
	await page.locator('textarea').first().fill('Dat weet ik nog goed. أنا فخور بك!');
	await page.locator('form[action$="/comment"] button').first().click();
	await page.locator('.comment').first().waitFor();
	yield 'chapter';
	await go('/me/code');
	if (await page.locator('.qr-panel').count() === 0)
		await mouse.press(page, BUTTON);
	await page.locator('.qr-panel').waitFor();
	yield 'code';
	return chapter;
}

// Each of these is looked at as it stands.
async function* passing({ go }, paths) {
	for (const [name, path] of Object.entries(paths)) {
		await go(path);
		yield name;
	}
}

async function choose({ page, go }, language) {
	await go('/help');
	await mouse.press(page, 'details.menu summary');
	await mouse.press(page, `.menu__panel button[value=${language}]`);
	await page.waitForURL('/help');
	await page.locator(`html[lang=${language}]`).waitFor();
}

// Yields the language that the page is to be in, and its name.
export async function* companionPlaces(learner, tab) {
	await invite(learner);
	const link = await mailedFragment(learner, MAIL);
	for await (const name of arriving(tab, link))
		yield ['ar', name];
	const steps = reading(tab);
	let step = await steps.next();
	for (; !step.done; step = await steps.next())
		yield ['ar', step.value];
	const paths = { with: '/with', chapter: step.value, account: '/account',
		notices: '/account/notices', help: '/help' };
	for await (const name of passing(tab, paths))
		yield ['ar', name];
	await tab.go('/account/photo');
	yield ['nl', 'photo-instead'];
	await choose(tab, 'pl');
	for await (const name of passing(tab, paths))
		yield ['pl', name];
}
