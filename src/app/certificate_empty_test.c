/* What may be left out leaves no trace on a certificate, whatever else is left out with it. */
#include "app/certificate_inside.h"
#include "app/project_type.h"
#include "codec/input.h"
#include "i18n/country.h"
#include "paper/paper.h"
#include "unit/pdf.h"
#include "unit/unit.h"

#include <string.h>

enum {
	BORN,
	PLACE,
	HOST,
	GRANT,
	DAYS,
	ACTIVITY,
	PARTY,
	FUNCTION,
	DESCRIPTION,
	LEARNING,  /* was written and handed in */
	DESCRIBES, /* somebody signs the description */
	SUPPORTS,  /* and what was learned */
	FIELDS
};
#define HAS(given, field) ((given) >> (field)&1)

struct desk {
	struct folder folder;
	struct arena *arena;
	struct i18n *i18n;
	struct app app;
};

static bool set_up(struct desk *d)
{
	struct project_types *types;
	struct paper *paper;
	if (!CHECK(folder_make(&d->folder)))
		return false;
	d->arena = d->folder.arena;
	if (!CHECK_OK(i18n_new(d->arena, i18n_catalogues, STR("nl"), &d->i18n)) ||
		!CHECK_OK(project_types_new(d->arena, project_files, d->i18n, &types)) ||
		!CHECK_OK(paper_new(d->arena, &paper)))
		return false;
	d->app = (struct app){.i18n = d->i18n,
		.project_types = types,
		.paper = paper,
		.countries = countries_new(d->arena),
		.public_url = STR("https://leerpas.example"),
		.place_name = STR("Leerpas")};
	return true;
}

static struct str when(unsigned given, int field, const char *text)
{
	return HAS(given, field) ? str_of(text) : STR_NONE;
}

static struct certificate_content content_of(unsigned given, struct str type)
{
	static const struct project_activity week = {
		.title = STR("Week at the river"), .place = STR("Ede"), .starts = 1, .ends = 8};
	static const struct project_party house = {.name = STR("Huis Zes"), .place = STR("Ede")};
	return (struct certificate_content){
		.type = type,
		.title = STR("Water"),
		.given_name = STR("Aino"),
		.family_name = STR("Mäkelä"),
		.country = STR("FI"),
		.born = HAS(given, BORN) ? 9000 : DAY_NONE,
		.place = when(given, PLACE, "Oulu"),
		.host = when(given, HOST, "Huis Acht"),
		.number = when(given, GRANT, "2025-2-NL02-KA152-YOU-000123456"),
		.starts = HAS(given, DAYS) ? 20001 : DAY_NONE,
		.ends = HAS(given, DAYS) ? 20008 : DAY_NONE,
		.activities = &week,
		.activities_len = HAS(given, ACTIVITY),
		.parties = &house,
		.parties_len = HAS(given, PARTY),
		.confirms = {STR("Mila de Boer"), when(given, FUNCTION, "leads the project")},
		.describes = {when(given, DESCRIBES, "Otto Baas"), STR_NONE},
		.supports = {when(given, SUPPORTS, "Sanne Vos"), STR_NONE},
		.code = STR("7K3QW-M2DXA-4F"),
		.revision = 1,
		.issued = 20010,
	};
}

static struct certificate_words words_of(
	const struct desk *d, const struct certificate_telling *t, unsigned given)
{
	const struct project_text aims = {
		STR("aims"), lang_tag(t->lang), STR("To learn about water.")};
	const struct project project = {.texts = &aims, .texts_len = HAS(given, DESCRIPTION)};
	const struct project_type *type =
		project_type_find(d->app.project_types, lang_index(t->lang), t->content->type);
	struct certificate_words words;
	certificate_tell(t, &project,
		HAS(given, LEARNING) ? certificate_learned_example(d->arena, type->framework, 1)
				     : NULL,
		&words);
	return words;
}

/* A sign that stands between two texts, without one of them. */
static bool has_gap(struct str text)
{
	static const char *const gaps[] = {
		", ,", ",,", " ,", "()", "( ", " )", ": ,", "  ", ",\n", ":\n", "\n\n", "\n,"};
	for (size_t i = 0; i < sizeof(gaps) / sizeof(*gaps); i++)
		if (str_has(text, gaps[i]))
			return true;
	return text.len &&
	       (strchr(",:(- \n", text.p[0]) || strchr(",:(- \n", text.p[text.len - 1]));
}

static void check_facts(const struct desk *d, const struct certificate_telling *t, unsigned given)
{
	static const struct {
		const char *id;
		int field;
	} of[] = {{"when", DAYS}, {"where", ACTIVITY}, {"programme", ACTIVITY},
		{"organisations", PARTY}, {"born", BORN}, {"host", HOST}, {"grant", GRANT}};
	const struct certificate_form *form =
		project_type_form(d->app.project_types, lang_index(t->lang), t->content->type);
	for (size_t i = 0; i < form->parts[0].sections_len; i++)
		CHECK(!has_gap(certificate_tell_fact(t, form->parts[0].sections[i].id)));
	for (size_t i = 0; i < sizeof(of) / sizeof(*of); i++)
		CHECK(!certificate_tell_fact(t, str_of(of[i].id)).len == !HAS(given, of[i].field));
}

static void check_parts(const struct certificate_words *words, unsigned given)
{
	CHECK_INT((int64_t)words->parts_len, HAS(given, DESCRIPTION) + HAS(given, LEARNING));
	for (size_t i = 0; i < words->parts_len; i++) {
		const struct certificate_told *part = &words->parts[i];
		CHECK(part->title.len && part->sections_len);
		for (size_t k = 0; k < part->sections_len; k++)
			CHECK(part->sections[k].text.len && !has_gap(part->sections[k].text));
	}
}

/* Of each type in its turn, in each language in its turn. */
TEST(certificate_tells_nothing_of_what_is_empty)
{
	struct desk d;
	size_t types;
	REQUIRE(set_up(&d));
	const struct project_type *all = project_types_all(d.app.project_types, 0, &types);
	for (unsigned given = 0; given < 1u << FIELDS; given++) {
		struct certificate_content content = content_of(given, all[given % types].id);
		const struct lang *lang = i18n_at(d.i18n, given / types % i18n_count(d.i18n));
		const struct certificate_telling t = {&d.app, d.arena, lang, &content};
		struct certificate_words words = words_of(&d, &t, given);
		check_facts(&d, &t, given);
		check_parts(&words, given);
	}
	folder_end(&d.folder);
}

/* On paper, with one of all that may be left out. */
TEST(certificate_shows_no_label_of_what_is_empty)
{
	static const struct {
		const char *words;
		unsigned with;
	} shown[] = {{"Born", 1 << BORN}, {"Oulu", 1 << PLACE}, {"Was with", 1 << HOST},
		{"Number of", 1 << GRANT}, {"When", 1 << DAYS}, {"Where", 1 << ACTIVITY},
		{"Activities", 1 << ACTIVITY}, {"Organisations", 1 << PARTY},
		{"leads the project", 1 << FUNCTION}, {"About the project", 1 << DESCRIPTION},
		{"What I learned", 1 << LEARNING}, {"Part 2", 1 << DESCRIPTION | 1 << LEARNING},
		{"Part 3", 0}, {"Otto Baas", 0}, {"Sanne Vos", 0}};
	static const struct certificate_logos no_logos;
	struct desk d;
	struct str pdf;
	REQUIRE(set_up(&d));
	for (int field = 0; field < FIELDS; field++) {
		unsigned given = 1u << field;
		struct certificate_content content = content_of(given, STR("youth-exchange"));
		const struct certificate_telling t = {
			&d.app, d.arena, i18n_find(d.i18n, STR("en")), &content};
		struct certificate_words words = words_of(&d, &t, given);
		REQUIRE_OK(certificate_paper(&d.app, d.arena, field % CERTIFICATE_LAYOUTS, &content,
			&words, &no_logos, &pdf));
		struct str said = pdf_words(&d.folder, pdf);
		CHECK(str_has(said, "Aino Mäkelä") && str_has(said, "Lives in"));
		for (size_t i = 0; i < sizeof(shown) / sizeof(*shown); i++)
			if (str_has(said, shown[i].words) != !!(shown[i].with & given))
				CHECK_STR(said, shown[i].words);
	}
	folder_end(&d.folder);
}

/* By hand or sealed, each part by somebody of its own. */
TEST(certificate_is_signed_part_by_part)
{
	static const char *const in_order[] = {"Mila de Boer", "leads the project", "Part 2",
		"Otto Baas", "chairs the board", "Part 3", "Sanne Vos", "mentor"};
	static const struct certificate_logos no_logos;
	const unsigned all = (1u << FIELDS) - 1;
	struct desk d;
	struct str pdf;
	REQUIRE(set_up(&d));
	for (int sealed = 0; sealed < 2; sealed++) {
		struct certificate_content content = content_of(all, STR("youth-exchange"));
		const struct certificate_telling t = {
			&d.app, d.arena, i18n_find(d.i18n, STR("en")), &content};
		struct certificate_words words = words_of(&d, &t, all);
		content.sealed = sealed;
		content.describes.function = STR("chairs the board");
		content.supports.function = STR("mentor");
		REQUIRE_OK(certificate_paper(
			&d.app, d.arena, CERTIFICATE_BAND, &content, &words, &no_logos, &pdf));
		struct str said = pdf_words(&d.folder, pdf), rest = said;
		CHECK(str_has(said, "Sealed by Otto Baas") == sealed);
		/* Programs show the title in their window, where marks of direction are boxes. */
		CHECK(str_has(
			pdf_told(&d.folder, pdf, "pdfinfo", ""), "Certificate of Aino Mäkelä\n"));
		for (size_t i = 0; i < sizeof(in_order) / sizeof(*in_order); i++) {
			size_t at = str_search(rest, str_of(in_order[i]));
			if (at == rest.len)
				CHECK_STR(said, in_order[i]);
			rest = str_from(rest, at);
		}
	}
	folder_end(&d.folder);
}
