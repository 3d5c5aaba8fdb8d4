// The C table of static files; its types stand in src/http/static.h.

function array(name, bytes) {
	const lines = [];
	for (let i = 0; i < bytes.length; i += 32)
		lines.push(`\t${[...bytes.subarray(i, i + 32)].join(',')},`);
	return `static const unsigned char ${name}[] = {\n${lines.join('\n')}\n};\n`;
}

function span(name, bytes) {
	return bytes ? `{(const char *)${name}, sizeof(${name})}` : '{0}';
}

export function table(files) {
	const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
	const data = [];
	const rows = sorted.map((file, i) => {
		const forms = ['bytes', 'gzip', 'br'].map((form) => {
			if (file[form])
				data.push(array(`${form}_${i}`, file[form]));
			return `\t\t.${form} = ${span(`${form}_${i}`, file[form])},`;
		});
		return [
			'\t{', `\t\t.name = STR("${file.name}"),`, `\t\t.path = STR("${file.path}"),`, `\t\t.type = STR("${file.type}"),`,
			...forms, '\t},',
		].join('\n');
	});
	return [
		'/* Made by tools/bundle. */', '#include "http/static.h"', '', ...data,
		'const struct static_file static_files[] = {', ...rows, '};', `const size_t static_files_len = ${rows.length};`, '',
	].join('\n');
}
