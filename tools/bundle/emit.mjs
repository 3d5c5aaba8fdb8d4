// The C table of static files (struct http_file, src/http/server.h).

function array(name, bytes) {
	const lines = [];
	for (let i = 0; i < bytes.length; i += 32)
		lines.push(`\t${[...bytes.subarray(i, i + 32)].join(',')},`);
	return `static const unsigned char ${name}[] = {\n${lines.join('\n')}\n};\n`;
}

function row(file, i, data) {
	const fields = [`"${file.path}"`, `"${file.type}"`];
	for (const form of ['bytes', 'gzip', 'br']) {
		const name = `${form}_${i}`;
		if (file[form])
			data.push(array(name, file[form]));
		fields.push(file[form] ? `{(const char *)${name}, sizeof(${name})}` : '{NULL, 0}');
	}
	return `\t{${fields.join(', ')}},`;
}

export function table(files) {
	const data = [];
	const rows = files.map((file, i) => row(file, i, data));
	return [
		'/* Made by tools/bundle. */', '#include "web/assets.h"', '',
		...data, 'const struct http_file assets[] = {', ...rows, '\t{0}', '};', '',
	].join('\n');
}
