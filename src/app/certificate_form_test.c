/* Order of parts, labels and sections of a certificate: as the data files of its type have them. */
#include "app/project_type.h"
#include "base/buf.h"
#include "codec/json.h"
#include "unit/issued.h"
#include "unit/pdf.h"
#include "unit/unit.h"

#define LABEL(text) "{\"nl\":\"" text "\",\"en\":\"" text "\",\"fr\":\"x\",\"de\":\"x\"}"

static struct str file_of(const char *name)
{
	const struct embed *file = project_files;
	while (!str_is(str_of(file->name), name))
		file++;
	return file->bytes;
}

/* The types as they are, but the first one (a youth exchange) has that form. */
static err_t reform(struct issued *w, const char *form)
{
	struct arena *a = w->p.arena;
	struct project_types *types;
	struct json *file, *parts;
	struct buf out;
	TRY(json_parse(a, file_of("types.json"), &json_limits_default, &file));
	TRY(json_parse(a, str_of(form), &json_limits_default, &parts));
	json_set(a, json_get(file, STR("types"))->items, STR("certificate"), *parts);
	buf_init(&out, a, 16 << 10, 1 << 20);
	json_write(&out, file);
	const struct embed files[] = {{"types.json", buf_str(&out)},
		{"frameworks.json", file_of("frameworks.json")}, {0}};
	TRY(project_types_new(a, files, w->p.app.i18n, &types));
	w->p.app.project_types = types;
	return NULL;
}

static size_t at(struct str words, const char *part)
{
	size_t place = str_search(words, str_of(part));
	if (place == words.len)
		CHECK_STR(words, part);
	return place;
}

/* Aino wrote, talked about it with Sanne, and handed it in. */
static struct str issue(struct issued *w)
{
	struct actor aino = issued_owner(w, 1);
	issued_write(w, &aino);
	issued_submit(w, &aino);
	CHECK_OK(issued_order(w, &issued_all));
	issued_run(w);
	return issued_words(w, 1);
}

#define TURNED                                                                                  \
	"[{\"part\":\"participation\",\"sections\":[\"issued\",\"organisations\",\"when\"],"    \
	"\"labels\":{\"when\":" LABEL(                                                          \
		"In those days") "}},"                                                          \
				 "{\"part\":\"learning\",\"title\":" LABEL(                     \
					 "My own words") ",\"sections\":[\"partner\","          \
							 "\"end\",\"start\"]},"                 \
							 "{\"part\":\"project\",\"sections\":[" \
							 "\"goals\",\"programme\",\"aims\"]}]"

TEST(certificate_stands_in_the_order_of_its_type)
{
	struct issued w;
	REQUIRE(issued_open(&w));
	REQUIRE_OK(reform(&w, TURNED));
	struct str words = issue(&w);
	CHECK(at(words, "Issued") < at(words, "Organisations") &&
		at(words, "Organisations") < at(words, "In those days"));
	CHECK(at(words, "Part 2") < at(words, "My own words") &&
		at(words, "My own words") < at(words, "Sanne, leader") &&
		at(words, "Sanne, leader") < at(words, ISSUED_COOKED) &&
		at(words, ISSUED_COOKED) < at(words, "Part 3"));
	CHECK(at(words, "Part 3") < at(words, "About the project") &&
		at(words, "About the project") < at(words, "Week at the river") &&
		at(words, "Week at the river") < at(words, "To learn about water."));
	CHECK(!str_has(words, "When") && !str_has(words, "Lives in"));

	place_sql(&w.p, "UPDATE certificate SET opens_project = TRUE, opens_learning = TRUE");
	struct certificate_seen seen = issued_check(&w, issued_code(words, "Certificate "));
	REQUIRE(seen.parts_len == 2);
	CHECK_STR(seen.parts[0].title, "My own words");
	CHECK_STR(seen.parts[1].title, "About the project");
	REQUIRE(seen.parts[1].sections_len == 2);
	CHECK_STR(seen.parts[1].sections[0].head, "Activities");
	issued_close(&w);
}

/* Neither the paper nor what it is looked at by beforehand, checked or signed as. */
TEST(certificate_has_no_trace_of_what_its_type_leaves_out)
{
	static const char *const gone[] = {"Part 2", "About the project", "Aims",
		"To learn about water.", "What I learned", "What I wanted to learn", ISSUED_COOKED,
		"Sanne", "Where", "Lives in", "Took part as"};
	struct issued w;
	struct str pdf, json;
	REQUIRE(issued_open(&w));
	REQUIRE_OK(reform(&w, "[{\"part\":\"participation\",\"sections\":[\"when\",\"issued\"]}]"));
	struct actor aino = issued_owner(&w, 1);
	struct str words = issue(&w);
	CHECK_OK(certificate_preview(&w.p.app, w.p.arena, &aino, aino.public, &pdf));
	struct str before = pdf_words(&w.folder, pdf);
	CHECK_OK(certificate_own_credential(
		&w.p.app, w.p.arena, &aino, aino.public, STR_NONE, &json));
	for (size_t i = 0; i < sizeof(gone) / sizeof(*gone); i++)
		CHECK(!str_has(words, gone[i]) && !str_has(before, gone[i]) &&
			!str_has(json, gone[i]));
	CHECK(str_has(words, "When") && str_has(words, "Aino") && str_has(words, "Page 1 of 1") &&
		str_has(before, "Page 1 of 1"));
	place_sql(&w.p, "UPDATE certificate SET opens_project = TRUE, opens_learning = TRUE");
	CHECK(!issued_check(&w, issued_code(words, "Certificate ")).parts_len);
	issued_close(&w);
}

/* The moment that it does not ask for is gone from the paper, the others are there. */
TEST(certificate_leaves_out_one_moment_of_learning)
{
	struct issued w;
	REQUIRE(issued_open(&w));
	REQUIRE_OK(reform(&w, "[{\"part\":\"participation\",\"sections\":[\"when\"]},"
			      "{\"part\":\"learning\",\"sections\":[\"end\",\"halfway\"]}]"));
	struct str words = issue(&w);
	CHECK(str_has(words, ISSUED_COOKED) && str_has(words, "Part 2"));
	CHECK(!str_has(words, "What I wanted to learn") && !str_has(words, "To measure.") &&
		!str_has(words, "Sanne"));
	issued_close(&w);
}

/* What was issued stays as it was, whatever its type says later. */
TEST(certificate_keeps_the_order_in_which_it_was_issued)
{
	struct issued w;
	REQUIRE(issued_open(&w));
	struct str words = issue(&w);
	REQUIRE_OK(reform(&w, TURNED));
	place_sql(&w.p, "UPDATE certificate SET opens_project = TRUE, opens_learning = TRUE");
	struct certificate_seen seen = issued_check(&w, issued_code(words, "Certificate "));
	REQUIRE(seen.parts_len == 2);
	CHECK(seen.parts[0].id == CERTIFICATE_PROJECT && seen.parts[1].id == CERTIFICATE_LEARNING);
	CHECK_STR(seen.parts[1].title, "What I learned");
	issued_close(&w);
}
