// What holds for every page, whatever it shows. Each gives a list of complaints. The stylesheet may
// come after the words: what depends on it waits for both.
import { createRequire } from 'node:module';

const { source } = createRequire(import.meta.url)('axe-core');

const ALL = { type: 'tag',
	values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
// What width and colours may change; the rest is in the markup.
const LOOK = { type: 'rule', values: ['color-contrast', 'link-in-text-block', 'target-size',
	'scrollable-region-focusable', 'css-orientation-lock', 'heading-order'] };
const TARGET = 44; // CSS pixels
const WEIGHT = 15_000; // bytes over the wire
const FOCUS_MOST = 80;
const FOCUS_STEP = 8; // stops looked at together

// Runs beside the page's own policy, not under it.
async function runAxe(page, only) {
	await page.waitForLoadState();
	if (!await page.evaluate(() => 'axe' in window))
		await page.evaluate(source);
	const found = await page.evaluate(async (runOnly) => {
		const options = { runOnly, preload: false, resultTypes: ['violations'] };
		const { violations } = await window.axe.run(document, options);
		return violations.map(({ id, nodes }) => ({ id, at: nodes.map((n) => n.html) }));
	}, only);
	return found.map(({ id, at }) => `axe ${id}: ${at.slice(0, 3).join(' | ')}`);
}

export const axe = (page) => runAxe(page, ALL);
export const axeLook = (page) => runAxe(page, LOOK);

// Nothing sticks out sideways, so nobody has to scroll in two directions.
export async function overflow(page) {
	await page.waitForLoadState();
	return page.evaluate(() => {
		const width = document.documentElement.clientWidth;
		if (document.scrollingElement.scrollWidth <= width)
			return [];
		const out = [...document.body.querySelectorAll('*')]
			.filter((e) => e.getBoundingClientRect().right > width + 0.5)
			.slice(0, 3).map((e) => e.outerHTML.slice(0, 80));
		return [`sticks out at ${width} px: ${out.join(' | ')}`];
	});
}

// What a page costs who was here before: itself, and what of ours the browser did not have yet.
// Letters come once for each script, and pictures that people sent weigh what they weigh.
export async function weight(page) {
	await page.waitForLoadState();
	const bytes = await page.evaluate(() => {
		const fetched = performance.getEntriesByType('resource').map((entry) =>
			/\/static\/(?!.*\.woff2$)/.test(entry.name) ? entry.transferSize : 0);
		const [{ transferSize }] = performance.getEntriesByType('navigation');
		return fetched.reduce((sum, size) => sum + size, transferSize);
	});
	return bytes > 0 && bytes < WEIGHT ? [] : [`weighs ${bytes} bytes`];
}

// In a page of another script no two Latin words stand side by side, but for names and what says
// itself in which language it is.
export async function untranslated(page) {
	return page.evaluate(() => {
		const own = ':not(html)[lang], [translate=no], bdi, code, [dir=auto]';
		const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		const found = [];
		while (texts.nextNode()) {
			const { data, parentElement } = texts.currentNode;
			const plain = data.replace(/\u2068[^\u2069]*\u2069/g, '');
			if (/[a-z]+ [a-z]+/i.test(plain) && !parentElement.closest(own))
				found.push(`not translated: ${plain.trim().slice(0, 60)}`);
		}
		return found;
	});
}

// Letters twice as large: by the browser's own setting, which every size here follows.
export async function largeText(page) {
	const set = (size) => page.evaluate((value) => {
		document.documentElement.style.fontSize = value;
	}, size);
	await set('200%');
	const found = await overflow(page);
	await set('');
	return found.map((complaint) => `with large text: ${complaint}`);
}

// What is pressed is large enough for a thumb, except links within a sentence.
export async function targets(page) {
	return page.evaluate((least) => {
		const isShown = (e) => e.checkVisibility({ checkVisibilityCSS: true }) &&
			!e.closest('.only-heard, .nl-skip-link');
		const isInSentence = (e) => e.tagName === 'A' &&
			getComputedStyle(e).display === 'inline' &&
			e.parentElement.textContent.trim() !== e.textContent.trim();
		const pressed = (e) => e.closest('label') ?? e;
		// a pixel less at each side: edges round
		const half = least / 2 - 1;
		// Nobody presses what lies behind the open menu.
		function reaches(e, dx, dy) {
			const box = e.getBoundingClientRect();
			const x = box.x + box.width / 2 + dx;
			const y = box.y + box.height / 2 + dy;
			const top = document.elementFromPoint(x, y);
			return e.contains(top) ||
				(top?.closest('.menu__panel') && !e.closest('.menu__panel'));
		}
		function isSmall(e) {
			const box = e.getBoundingClientRect();
			if (box.width >= least && box.height >= least)
				return false;
			e.scrollIntoView({ block: 'center' });
			return ![[half, 0], [-half, 0], [0, half], [0, -half]]
				.every(([dx, dy]) => reaches(e, dx, dy));
		}
		const pressable = 'a[href], button, summary, input, textarea, select';
		return [...document.querySelectorAll(pressable)]
			.filter((e) => e.type !== 'hidden' && isShown(e) && !isInSentence(e))
			.map(pressed).filter(isSmall)
			.map((e) => `smaller than ${least} px: ${e.outerHTML.slice(0, 100)}`);
	}, TARGET);
}

// At each Tab that comes up: where one is shows, and nothing covers it.
function watchFocus() {
	const walk = { complaints: [], isRound: false };
	const stops = new Set();
	function hasRing(e, part) {
		const { outlineStyle, outlineWidth } = getComputedStyle(e, part);
		return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
	}
	function isMarked(e) {
		return [e, e.closest('label')]
			.some((m) => m && (hasRing(m) || hasRing(m, '::after')));
	}
	function isCovered(e) {
		const box = e.getBoundingClientRect();
		const x = box.x + box.width / 2;
		const y = Math.min(Math.max(box.y + box.height / 2, 0), innerHeight - 1);
		const top = document.elementFromPoint(x, y);
		return !top || !(e.contains(top) || top.contains(e));
	}
	function look() {
		const e = document.activeElement;
		walk.isRound ||= e === document.body || stops.has(e);
		if (walk.isRound)
			return;
		stops.add(e);
		const html = e.outerHTML.slice(0, 100);
		if (!isMarked(e))
			walk.complaints.push(`focus cannot be seen: ${html}`);
		if (isCovered(e))
			walk.complaints.push(`focus is covered: ${html}`);
	}
	document.activeElement.blur();
	scrollTo(0, 0);
	document.addEventListener('keyup', look);
	window.focusWalk = walk;
}

// Goes through the page with Tab.
export async function focus(page) {
	await page.evaluate(watchFocus);
	let walk;
	for (let pressed = 0; pressed < FOCUS_MOST && !walk?.isRound; pressed += FOCUS_STEP) {
		for (let i = 0; i < FOCUS_STEP; i++)
			await page.keyboard.press('Tab');
		walk = await page.evaluate(() => window.focusWalk);
	}
	return walk.complaints;
}
