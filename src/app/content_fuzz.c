/*
 * A questionnaire of any bytes: it is read or refused, and so it is checked. Files are parted by
 * lines of "--- NAME", so that one input can be a whole questionnaire.
 */
#include "app/content.h"
#include "app/content_check.h"

#include "base/arena.h"
#include "i18n/i18n.h"

#include <stdlib.h>

#define FILES_MOST 12

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Takes a file off the input: to the next line that begins another. */
static struct str next_file(struct arena *a, struct str *io_rest, const char **ret_name)
{
	*ret_name = str_z(a, str_cut(io_rest, '\n'));
	size_t end = str_search(*io_rest, STR("\n--- "));
	struct str bytes = str_sub(*io_rest, 0, end);
	*io_rest = str_from(*io_rest, end + STR("\n--- ").len);
	return bytes;
}

/* Every question of every route can be found again. */
static void look(const struct content *content)
{
	size_t count;
	const struct content_question *all = content_questions(content, &count);
	for (size_t i = 0; i < count; i++)
		if (!content_question(content, 0, all[i].id))
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str rest = {(const char *)data, size};
	struct content_sources sources = content_own_sources();
	struct embed files[FILES_MOST + 1] = {0};
	struct content_findings findings;
	struct content *content;
	struct i18n *i18n;
	if (i18n_new(a, i18n_catalogues, STR("nl"), &i18n))
		abort();
	for (size_t i = 0; i < FILES_MOST && rest.len; i++)
		files[i].bytes = next_file(a, &rest, &files[i].name);
	sources.passport = files;
	err_t e = content_new(a, files, i18n, &content);
	if (!e)
		look(content);
	if (content_check(a, &sources, i18n, &findings) || (e && !findings.len))
		abort();
	err_free(e);
	arena_free(a);
	return 0;
}
