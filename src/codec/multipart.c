#include "codec/multipart.h"

#include "base/vec.h"

#include <string.h>

/* Of one part: bytes of its headers. */
#define HEADERS_MOST 4096

static bool is_token_char(char c)
{
	return c > ' ' && c < 0x7f && !strchr("()<>@,;:\\\"/[]?=", c);
}

static struct str take_token(struct str *rest)
{
	size_t n = 0;
	while (n < rest->len && is_token_char(rest->p[n]))
		n++;
	struct str token = str_sub(*rest, 0, n);
	*rest = str_from(*rest, n);
	return token;
}

static void skip_blanks(struct str *rest)
{
	while (rest->len && (rest->p[0] == ' ' || rest->p[0] == '\t'))
		*rest = str_from(*rest, 1);
}

/*
 * Takes `; name=value` off *rest; value is a token, or anything between two quotes: browsers write
 * a quote in a name as %22, so there is nothing to unescape.
 */
static bool take_parameter(struct str *rest, struct str *ret_name, struct str *ret_value)
{
	skip_blanks(rest);
	if (!str_starts(*rest, STR(";")))
		return false;
	*rest = str_from(*rest, 1);
	skip_blanks(rest);
	*ret_name = take_token(rest);
	if (!ret_name->len || !str_starts(*rest, STR("=")))
		return false;
	*rest = str_from(*rest, 1);
	if (!str_starts(*rest, STR("\""))) {
		*ret_value = take_token(rest);
		return ret_value->len > 0;
	}
	*rest = str_from(*rest, 1);
	if (str_find(*rest, '"') == rest->len)
		return false;
	*ret_value = str_cut(rest, '"');
	return true;
}

/* The value of a known parameter; false when it stands there twice. */
static bool keep_once(struct str *io_kept, struct str value)
{
	if (io_kept->p)
		return false;
	*io_kept = value;
	return true;
}

static bool is_boundary(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!(s.p[i] >= 'a' && s.p[i] <= 'z') && !(s.p[i] >= 'A' && s.p[i] <= 'Z') &&
			!(s.p[i] >= '0' && s.p[i] <= '9') && !strchr("'()+_,-./:=? ", s.p[i]))
			return false;
	return s.len > 0 && s.len <= 70 && s.p[s.len - 1] != ' ' &&
	       memchr(s.p, '\0', s.len) == NULL;
}

static bool find_boundary(struct str type, struct str *ret_boundary)
{
	size_t end = str_find(type, ';');
	struct str essence = str_trim(str_sub(type, 0, end)), boundary = STR_NONE, name, value;
	if (!str_eq_nocase(essence, STR("multipart/form-data")))
		return false;
	type = str_from(type, end);
	while (skip_blanks(&type), type.len) {
		if (!take_parameter(&type, &name, &value))
			return false;
		if (str_eq_nocase(name, STR("boundary")) && !keep_once(&boundary, value))
			return false;
	}
	if (!is_boundary(boundary))
		return false;
	*ret_boundary = boundary;
	return true;
}

static bool is_text(struct str s)
{
	return (!s.len || !memchr(s.p, '\0', s.len)) && utf8_valid(s);
}

static bool has_control(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((uint8_t)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return true;
	return false;
}

/* Some browsers once sent whole paths. */
static struct str last_part(struct str filename)
{
	for (size_t i = filename.len; i > 0; i--)
		if (filename.p[i - 1] == '/' || filename.p[i - 1] == '\\')
			return str_from(filename, i);
	return filename;
}

static bool read_disposition(struct str rest, struct form_field *io_field)
{
	struct str name, value, filename = STR_NONE;
	if (io_field->name.p || !str_eq_nocase(take_token(&rest), STR("form-data")))
		return false;
	while (skip_blanks(&rest), rest.len) {
		if (!take_parameter(&rest, &name, &value))
			return false;
		if (str_eq_nocase(name, STR("name")) && !keep_once(&io_field->name, value))
			return false;
		if (str_eq_nocase(name, STR("filename")) && !keep_once(&filename, value))
			return false;
	}
	io_field->is_file = filename.p != NULL;
	io_field->filename = last_part(filename);
	return io_field->name.p && is_text(io_field->name) && is_text(filename);
}

static bool read_header(struct str line, struct form_field *io_field)
{
	struct str name = take_token(&line);
	if (!name.len || !str_starts(line, STR(":")) || has_control(line))
		return false;
	struct str value = str_trim(str_from(line, 1));
	if (str_eq_nocase(name, STR("Content-Disposition")))
		return read_disposition(value, io_field);
	if (str_eq_nocase(name, STR("Content-Type")))
		return is_text(value) && keep_once(&io_field->type, value);
	return !str_eq_nocase(name, STR("Content-Transfer-Encoding"));
}

/* Takes the headers of a part and the empty line after them off *rest. */
static bool read_headers(struct str *rest, struct form_field *ret_field)
{
	struct str head = str_sub(*rest, 0, HEADERS_MOST);
	size_t end = str_search(head, STR("\r\n\r\n"));
	if (end == head.len)
		return false;
	head.len = end;
	*rest = str_from(*rest, end + 4);
	struct form_field field = {0};
	while (head.len) {
		size_t line = str_search(head, STR("\r\n"));
		if (!read_header(str_sub(head, 0, line), &field))
			return false;
		head = str_from(head, line + 2);
	}
	if (!field.name.p)
		return false;
	*ret_field = field;
	return true;
}

/* Takes one part and the delimiter after it off *rest. */
static bool read_part(struct str *rest, struct str delimiter, struct form_field *ret_field)
{
	struct form_field field;
	if (!read_headers(rest, &field))
		return false;
	size_t end = str_search(*rest, delimiter);
	if (end == rest->len)
		return false;
	field.value = str_sub(*rest, 0, end);
	*rest = str_from(*rest, end + delimiter.len);
	if (!field.is_file && !is_text(field.value))
		return false;
	*ret_field = field;
	return true;
}

static bool is_end(struct str rest)
{
	return str_eq(rest, STR("--")) || str_eq(rest, STR("--\r\n"));
}

err_t multipart_parse(struct arena *a, struct str type, struct str body,
	const struct form_limits *limits, struct form *ret_form)
{
	struct str boundary;
	if (body.len > limits->bytes)
		return err_log(ERR_TOO_LARGE, "multipart: %zu bytes", body.len);
	if (!find_boundary(type, &boundary))
		return err_log(ERR_INVALID, "multipart: bad content type");
	struct str delimiter = str_fmt(a, "\r\n--%.*s", STR_ARG(boundary));
	if (!str_starts(body, str_from(delimiter, 2)))
		return err_log(ERR_INVALID, "multipart: no boundary at the start");
	struct str rest = str_from(body, delimiter.len - 2);
	VEC(struct form_field) fields = {0};
	while (!is_end(rest)) {
		struct form_field field;
		if (!str_starts(rest, STR("\r\n")))
			return err_log(ERR_INVALID, "multipart: bad delimiter");
		rest = str_from(rest, 2);
		if (fields.len == limits->fields)
			return err_log(ERR_TOO_LARGE, "multipart: more than %zu parts", fields.len);
		if (!read_part(&rest, delimiter, &field))
			return err_log(ERR_INVALID, "multipart: part %zu is malformed", fields.len);
		vec_push(a, &fields, field);
	}
	*ret_form = (struct form){fields.at, fields.len};
	return NULL;
}
