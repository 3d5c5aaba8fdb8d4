// Looks for texts in everything that a site leaves behind: its folder, its log, other folders.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

// As bytes may hold a text: in both encodings, and in base64 from each of the three positions.
function forms(text) {
	const utf8 = Buffer.from(text);
	const utf16 = Buffer.from(text, 'utf16le');
	const base64 = [0, 1, 2].map((shift) => {
		const coded = Buffer.concat([Buffer.alloc(shift), utf8]).toString('base64');
		return Buffer.from(coded.slice(shift ? 4 : 0).replace(/.{0,3}=*$/, ''));
	});
	return [utf8, utf16, Buffer.from(utf16).swap16(), ...base64,
		Buffer.from(utf8.toString('hex')), Buffer.from(encodeURIComponent(text)),
		Buffer.from(encodeURIComponent(text).replaceAll('%20', '+'))];
}

function filesBelow(folder) {
	return readdirSync(folder).flatMap((name) => {
		const path = join(folder, name);
		return statSync(path).isDirectory() ? filesBelow(path) : [path];
	});
}

// "TEXT in FILE" for each text that is found.
export function findTraces(site, texts, ...folders) {
	const places = [site.folder, ...folders].flatMap(filesBelow)
		.map((path) => [path, readFileSync(path)]);
	places.push(['the log', site.logBytes()]);
	const holds = (bytes, text) => forms(text).some((form) => bytes.includes(form));
	return texts.flatMap((text) => places
		.filter(([, bytes]) => holds(bytes, text))
		.map(([path]) => `${text} in ${path}`));
}
