#include "app/official_list.h"

#include "app/project_type.h"
#include "base/arena.h"
#include "codec/json.h"

static const char *const holds[OFFICIAL_HOLDS] = {
	[OFFICIAL_NOTHING] = "nothing",
	[OFFICIAL_GIVEN_NAME] = "given_name",
	[OFFICIAL_FAMILY_NAME] = "family_name",
	[OFFICIAL_COUNTRY] = "country",
	[OFFICIAL_COUNTRY_CODE] = "country_code",
	[OFFICIAL_MAIL] = "mail",
	[OFFICIAL_BORN] = "born",
	[OFFICIAL_PLACE] = "place",
	[OFFICIAL_HOST] = "host",
	[OFFICIAL_STARTS] = "starts",
	[OFFICIAL_ENDS] = "ends",
	[OFFICIAL_LANGUAGE] = "language",
	[OFFICIAL_GRANT] = "grant",
};

static err_t fault(const char *what)
{
	return err_log(ERR_INVALID, "official list: %s", what);
}

struct str official_list_ours(void)
{
	const struct embed *file = project_files;
	while (!str_is(str_of(file->name), "official.json"))
		file++;
	return file->bytes;
}

static err_t read_column(const struct json *source, struct official_column *ret)
{
	struct str id = json_str(json_get(source, STR("holds")));
	*ret = (struct official_column){.heading = json_str(json_get(source, STR("heading")))};
	while (ret->holds < OFFICIAL_HOLDS && !str_is(id, holds[ret->holds]))
		ret->holds++;
	if (ret->holds == OFFICIAL_HOLDS)
		return fault("a column holds something unknown");
	return ret->heading.len ? NULL : fault("a column without a heading");
}

err_t official_list_read(struct arena *a, struct str text, struct official_list *ret)
{
	struct json *file;
	TRY(json_parse(a, text, &json_limits_default, &file));
	const struct json *list = json_get(file, STR("columns"));
	struct official_list found = {.site = json_str(json_get(file, STR("site"))),
		.source = json_str(json_get(file, STR("source")))};
	if (!found.site.len || !found.source.len)
		return fault("site or source is missing");
	if (!list || list->type != JSON_ARRAY || !list->len || list->len > OFFICIAL_COLUMNS_MOST)
		return fault("columns");
	struct official_column *columns = arena_array(a, struct official_column, list->len);
	for (size_t i = 0; i < list->len; i++)
		TRY(read_column(&list->items[i], &columns[i]));
	found.columns = columns;
	found.columns_len = list->len;
	*ret = found;
	return NULL;
}
