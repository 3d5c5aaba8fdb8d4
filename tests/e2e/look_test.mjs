// Every page in every state: what holds for all pages, and pictures of the Dutch ones in
// BUILD/screens. Look at them.
//
//	node --test-reporter=tap tests/e2e/look_test.mjs PROGRAM BUILD LANGUAGE... [companions]
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DESK, openBrowser, openTab, PHONE } from './browser.mjs';
import {
	axe, axeLook, focus, largeText, overflow, targets, untranslated, weight,
} from './checks.mjs';
import { places } from './places.mjs';
import { companionPlaces } from './places_companion.mjs';
import { BUILD, Site } from './site.mjs';

const HEIGHT = 800;
const NARROW = 320; // what 1280 becomes at 400 %
const ZOOMED = 640; // and at 200 %
const SCREENS = join(BUILD, 'screens');
const LANGUAGES = process.argv.slice(4).filter((lang) => lang !== 'companions');

let browser;
before(async () => {
	mkdirSync(SCREENS, { recursive: true });
	browser = await openBrowser();
});
after(async () => {
	await browser?.close();
});

async function picture(page, name) {
	await page.screenshot({ path: join(SCREENS, `${name}.png`), fullPage: true });
}

async function checkNarrow(page) {
	await page.setViewportSize({ width: NARROW, height: HEIGHT });
	const found = await overflow(page);
	await page.setViewportSize({ width: ZOOMED, height: HEIGHT });
	found.push(...await overflow(page));
	await page.setViewportSize(PHONE);
	return [...found, ...await largeText(page)];
}

// Both widths and both schemes, in two looks.
const LOOKS = [
	{ size: PHONE, colorScheme: 'light', check: axe },
	{ size: DESK, colorScheme: 'dark', check: axeLook },
];

// In one language: every check.
async function lookWell(page, name) {
	const found = [...await checkNarrow(page)];
	for (const { size, colorScheme, check } of LOOKS) {
		await page.setViewportSize(size);
		await page.emulateMedia({ colorScheme });
		await picture(page, `${name}-${size.width}-${colorScheme}`);
		found.push(...await targets(page), ...await check(page));
	}
	await page.emulateMedia({ colorScheme: 'light' });
	await page.setViewportSize(PHONE);
	return found;
}

// In the others: what longer words may break. The markup is the same, so axe need not see it again.
async function lookOver(page) {
	const found = [...await checkNarrow(page)];
	await page.setViewportSize(PHONE);
	return [...found, ...await targets(page)];
}

async function lookAt(page, lang, name) {
	const shown = await page.evaluate(() => document.documentElement.lang);
	const found = await weight(page);
	found.push(...await (lang === 'nl' ? lookWell : lookOver)(page, `${lang}-${name}`));
	if (lang === 'nl')
		found.push(...await focus(page));
	if (shown !== lang)
		found.push(`is in "${shown}"`);
	return [...new Set(found)];
}

// Complaints, each with the places it is about.
async function lookAround(tab, lang) {
	const found = new Map();
	try {
		for await (const name of places(tab, lang))
			for (const complaint of await lookAt(tab.page, lang, name))
				found.set(complaint, [...found.get(complaint) ?? [], name]);
	} catch (e) {
		await picture(tab.page, `${lang}-stuck`);
		throw e;
	}
	return [...found].map(([complaint, where]) => `${complaint}: ${where.join(', ')}`);
}

for (const lang of LANGUAGES)
	test(`all pages in ${lang}`, async () => {
		const site = await Site.demo(); // of its own: the same people, where they began
		try {
			const tab = await openTab(browser, site, { locale: lang });
			assert.deepEqual(await lookAround(tab, lang), []);
			tab.noFaults();
			await tab.context.close();
		} finally {
			await site.end();
		}
	});

// From right to left everything stands the other way round: all checks. The other languages of
// companions have longer words than any.
async function lookAsCompanion(page, lang, name) {
	const whole = `${lang}-companion-${name}`;
	const shown = await page.evaluate(() => document.documentElement.lang);
	const found = await lookOver(page);
	if (shown !== lang)
		found.push(`is in "${shown}"`);
	if (lang === 'ar') {
		found.push(...await axe(page), ...await untranslated(page));
		await picture(page, `${whole}-${PHONE.width}`);
		await page.setViewportSize(DESK);
		await picture(page, `${whole}-${DESK.width}`);
		await page.setViewportSize(PHONE);
	}
	return found.map((complaint) => `${whole}: ${complaint}`);
}

if (process.argv.includes('companions'))
	test('pages of companions in their languages', async () => {
		const site = await Site.demo();
		try {
			const learner = await openTab(browser, site);
			const tab = await openTab(browser, site);
			const found = [];
			for await (const [lang, name] of companionPlaces(learner, tab))
				found.push(...await lookAsCompanion(tab.page, lang, name));
			assert.deepEqual(found, []);
			tab.noFaults();
			await tab.context.close();
			await learner.context.close();
		} finally {
			await site.end();
		}
	});
