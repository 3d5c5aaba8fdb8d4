// Whether the colours of a theme can be read: WCAG 2.2, success criteria 1.4.3 and 1.4.11.

const chapters = [1, 2, 3, 4];
const grounds = ['page', 'surface', 'sunken'];
const chapterTints = chapters.map((n) => `chapter-${n}-tint`);
const tints = ['good-tint', 'wrong-tint', 'note-tint', 'warn-tint', ...chapterTints];

// [what, the grounds it stands on, the least ratio]
const pairs = [
	['text', [...grounds, ...tints], 4.5],
	['quiet', [...grounds, ...tints], 4.5],
	['primary', [...grounds, 'note-tint', 'warn-tint'], 4.5],
	['primary-strong', grounds, 4.5],
	['wrong', ['page', 'surface'], 4.5],
	['good', ['page', 'surface'], 4.5],
	['on-primary', ['primary', 'primary-strong'], 4.5],
	['surface', ['good', 'wrong'], 4.5],
	['on-cover', ['cover', 'cover-deep'], 4.5],
	['cover-gold', ['cover', 'cover-deep'], 4.5],
	['control-line', grounds, 3],
	['focus', grounds, 3],
	...chapters.map((n) => [`chapter-${n}`, ['page', 'surface', `chapter-${n}-tint`], 3]),
];

function luminance(hex) {
	const [r, g, b] = [1, 3, 5].map((at) => {
		const c = parseInt(hex.slice(at, at + 2), 16) / 255;
		return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function ratio(a, b) {
	const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
	return (light + 0.05) / (dark + 0.05);
}

function colours(css) {
	const found = css.matchAll(/--leerpas-([\w-]+):\s*(#[0-9a-f]{6});/gi);
	return new Map([...found].map(([, name, value]) => [name, value]));
}

function colour(of, name) {
	if (!of.has(name))
		throw new Error(`the theme lacks --leerpas-${name} as #rrggbb`);
	return of.get(name);
}

function tooFaint(of, when) {
	return pairs.flatMap(([what, on, least]) => on
		.map((ground) => [ground, ratio(colour(of, what), colour(of, ground)).toFixed(2)])
		.filter(([, got]) => got < least)
		.map(([ground, got]) => `${when}: ${what} on ${ground} ${got}, at least ${least}`));
}

// What is too faint in a theme file, in words; the dark colours replace the light ones they name.
export function faint(theme) {
	const parts = theme.split('@media (prefers-color-scheme: dark)');
	const [light, dark = new Map()] = parts.map(colours);
	return [...tooFaint(light, 'light'), ...tooFaint(new Map([...light, ...dark]), 'dark')];
}
