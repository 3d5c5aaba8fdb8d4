/* A specimen of the certificate of each type: somebody invented, and no code. */
#include "app/certificate_inside.h"
#include "app/project_type.h"
#include "codec/input.h"
#include "codec/json.h"

#define AREAS 3     /* of the framework, with their examples */
#define DAYS_AGO 30 /* when it began */
#define DAYS_LONG 7

struct inventing {
	const struct app *app;
	struct arena *arena;
	const struct lang *lang;
	const struct project_type *type;
	const struct json *source;
};

static struct str word(const struct inventing *v, const char *name)
{
	return json_str(json_get(v->source, str_of(name)));
}

static struct str words(const struct inventing *v, const struct json *map)
{
	return json_str(json_get(map, lang_tag(v->lang)));
}

/* The description, in the language alone. */
static struct project described(const struct inventing *v)
{
	const struct json *source = json_get(v->source, STR("texts"));
	struct project_text *texts =
		arena_array(v->arena, struct project_text, v->type->fields_len);
	struct project p = {.texts = texts};
	for (size_t i = 0; i < v->type->fields_len; i++) {
		struct str field = v->type->fields[i].id;
		struct str text = words(v, json_get(source, field));
		if (text.len)
			texts[p.texts_len++] =
				(struct project_text){field, lang_tag(v->lang), text};
	}
	return p;
}

static struct certificate_content invented(const struct inventing *v,
	const struct project_activity *week, const struct project_party *house, day today)
{
	const struct json *s = v->source;
	return (struct certificate_content){
		.is_specimen = true,
		.type = v->type->id,
		.title = words(v, json_get(s, STR("title"))),
		.given_name = word(v, "given_name"),
		.family_name = word(v, "family_name"),
		.country = word(v, "country"),
		.born = DAY_NONE,
		.starts = week->starts,
		.ends = week->ends,
		.activities = week,
		.activities_len = 1,
		.parties = house,
		.parties_len = 1,
		.confirms = {word(v, "signer"), words(v, json_get(s, STR("function")))},
		.code = lang_text(v->lang, N_("SPECIMEN")),
		.revision = 1,
		.issued = today,
	};
}

static struct str specimen_file(void)
{
	const struct embed *file = project_files;
	while (!str_is(str_of(file->name), "specimen.json"))
		file++;
	return file->bytes;
}

err_t certificate_specimen(const struct app *app, struct arena *a, const struct lang *lang,
	struct str type, enum certificate_layout layout, struct str *ret_pdf)
{
	static const struct certificate_logos no_logos;
	day today = zone_day(clock_now(app->clock));
	struct inventing v = {.app = app, .arena = a, .lang = lang};
	struct json *source;
	v.type = project_type_find(app->project_types, lang_index(lang), type);
	if (!v.type)
		return err_log(ERR_NOT_FOUND, "no such type");
	TRY(json_parse(a, specimen_file(), &json_limits_default, &source));
	v.source = source;
	const struct project_activity week = {.title = words(&v, json_get(source, STR("activity"))),
		.place = word(&v, "town"),
		.starts = today - DAYS_AGO,
		.ends = today - DAYS_AGO + DAYS_LONG};
	const struct project_party house = {.name = word(&v, "organisation"),
		.place = word(&v, "town"),
		.role = PROJECT_APPLICANT};
	struct certificate_content content = invented(&v, &week, &house, today);
	const struct certificate_telling telling = {app, a, lang, &content};
	struct project project = described(&v);
	struct certificate_words told;
	certificate_tell(&telling, &project,
		certificate_learned_example(a, v.type->framework, AREAS), &told);
	content.words = &told;
	content.words_len = 1;
	return certificate_paper(app, a, layout, &content, &told, &no_logos, ret_pdf);
}
