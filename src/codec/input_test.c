#include "codec/input.h"

#include "base/arena.h"
#include "codec/json.h"
#include "unit/unit.h"

#include <string.h>

enum colour { RED, GREEN, BLUE };
static const char *const colours[] = {"red", "green", "blue", NULL};

struct all {
	struct str name, story, password, mail;
	int64_t places;
	bool news;
	day until;
	enum colour colour;
	struct public_id goal;
	struct input_lines tags;
};

static const struct input_field all_fields[] = {
	INPUT_LINE(struct all, name, .required = true, .min = 2, .max = 5),
	INPUT_TEXT(struct all, story, .max = 10),
	INPUT_SECRET(struct all, password, .min = 3),
	INPUT_MAIL(struct all, mail),
	INPUT_INT(struct all, places, .min = 1, .max = 50),
	INPUT_BOOL(struct all, news),
	INPUT_DAY(struct all, until),
	INPUT_CHOICE(struct all, colour, colours),
	INPUT_ID(struct all, goal),
	INPUT_LINES(struct all, tags, .max = 4, .most = 3),
	{0},
};
static const struct input_form all_form = INPUT_FORM(struct all, all_fields,
	.start = &(const struct all){.places = 7, .until = DAY_NONE, .colour = GREEN});

static err_t read_form(struct arena *a, const char *body, struct all *ret_all)
{
	struct form form;
	TRY(form_parse(a, str_of(body), &form_limits_default, &form));
	return input_from_form(a, &all_form, &form, ret_all);
}

static err_t read_row(struct arena *a, const char *body, struct all *ret_all)
{
	struct form form;
	TRY(form_parse(a, str_of(body), &form_limits_default, &form));
	return input_from_row(a, &all_form, &form, ret_all);
}

static err_t read_json(struct arena *a, const char *text, struct all *ret_all)
{
	struct json *object;
	TRY(json_parse(a, str_of(text), &json_limits_default, &object));
	return input_from_json(a, &all_form, object, ret_all);
}

static const struct err *find(const struct err *e, const char *field)
{
	while (e && strcmp(e->field, field) != 0)
		e = e->next;
	return e;
}

static int count(const struct err *e)
{
	int n = 0;
	for (; e; e = e->next)
		n++;
	return n;
}

/* That body gives exactly this text, at this field. */
static void check_wrong(err_t reader(struct arena *, const char *, struct all *), const char *body,
	const char *field, const char *text)
{
	struct arena *a = arena_new();
	struct all all = {.places = 99};
	err_t e = reader(a, body, &all);
	if (unit_check(e != NULL, __FILE__, __LINE__, body)) {
		CHECK_STR(str_of(err_text(e)), text);
		CHECK_STR(str_of(e->field), field);
		CHECK(e->code == ERR_INVALID && !e->next);
	}
	CHECK_INT(all.places, 99);
	err_free(e);
	arena_free(a);
}

static void check_all(const struct all *all)
{
	CHECK_STR(all->name, "Noor");
	CHECK_STR(all->story, " a\nb\n");
	CHECK_STR(all->password, " p w ");
	CHECK_STR(all->mail, "N@b.nl");
	CHECK_INT(all->places, 12);
	CHECK(all->news);
	CHECK_INT(all->until, day_of_date((struct date){2026, 11, 22}));
	CHECK_INT(all->colour, BLUE);
	CHECK(all->goal.bytes[0] == 0 && all->goal.bytes[15] == 1);
	REQUIRE(all->tags.len == 2);
	CHECK_STR(all->tags.at[0], "x");
	CHECK_STR(all->tags.at[1], "y z");
}

#define GOAL "00000000000000000000000004"

TEST(input_reads_a_form)
{
	struct arena *a = arena_new();
	struct all all;
	REQUIRE_OK(read_form(a,
		"name=+Noor+&story=+a%0D%0Ab%0D&password=+p+w+&mail=+N%40B.NL+&places=+12&news="
		"&until=2026-11-22&colour=blue&goal=" GOAL
		"&tags=+x+%0D%0A%0D%0Ay+z%0A&form_token=1",
		&all));
	check_all(&all);
	arena_free(a);
}

TEST(input_reads_json)
{
	struct arena *a = arena_new();
	struct all all;
	REQUIRE_OK(read_json(a,
		"{\"name\":\" Noor\",\"story\":\" a\\r\\nb\\r\",\"password\":\" p w "
		"\",\"mail\":\"N@B.NL\","
		"\"places\":1.2e1,\"news\":true,\"until\":\"2026-11-22\",\"colour\":\"blue\","
		"\"goal\":\"" GOAL "\",\"tags\":[\"x\",\" y z\"]}",
		&all));
	check_all(&all);
	arena_free(a);
}

TEST(input_reads_a_row)
{
	struct arena *a = arena_new();
	struct all all;
	REQUIRE_OK(read_row(a,
		"name=Noor&story=+a%0Ab%0A&password=+p+w+&mail=N%40B.NL&places=12&news=Yes"
		"&until=2026-11-22&colour=blue&goal=" GOAL "&tags=x%0Ay+z&unknown=column",
		&all));
	check_all(&all);
	arena_free(a);
}

TEST(input_leaves_out_what_is_not_given)
{
	static const char *const forms[] = {"name=Noor",
		"name=Noor&story=&password=&mail=+&places=+"
		"&until=&colour=&goal=&tags=+%0A"};
	struct arena *a = arena_new();
	for (size_t i = 0; i < 2; i++) {
		struct all all;
		REQUIRE_OK(read_form(a, forms[i], &all));
		CHECK_INT(all.places, 7);
		CHECK_INT(all.until, DAY_NONE);
		CHECK_INT(all.colour, GREEN);
		CHECK(!all.news && !all.story.len && !all.mail.len && !all.tags.len);
		REQUIRE_OK(read_row(a, forms[i], &all));
		CHECK(all.places == 7 && !all.news);
	}
	struct all all;
	REQUIRE_OK(read_json(
		a, "{\"name\":\"Noor\",\"places\":null,\"news\":null,\"tags\":[]}", &all));
	CHECK(all.places == 7 && !all.news && all.colour == GREEN && !all.tags.len);
	arena_free(a);
}

TEST(input_says_what_is_wrong_in_a_form)
{
	check_wrong(read_form, "", "name", "Fill this in.");
	check_wrong(read_form, "name=+", "name", "Fill this in.");
	check_wrong(read_form, "name=x", "name", "Use at least {n} character.");
	check_wrong(read_form, "name=123456", "name", "Use at most {n} character.");
	const char *bad_character = "There is a character in this that cannot be used here.";
	check_wrong(read_form, "name=a%0Ab", "name", bad_character);
	check_wrong(read_form, "name=a%09b", "name", bad_character);
	check_wrong(read_form, "name=a%C2%85b", "name", bad_character);
	check_wrong(read_form, "name=a%E2%80%A8b", "name", bad_character);
	check_wrong(read_form, "name=a%7Fb", "name", bad_character);
	check_wrong(read_form, "name=Noor&name=Noor", "name", "This was sent twice.");
	check_wrong(
		read_form, "name=Noor&story=12345678901", "story", "Use at most {n} character.");
	check_wrong(read_form, "name=Noor&password=+x", "password", "Use at least {n} character.");
	check_wrong(read_form, "name=Noor&mail=noor", "mail",
		"This is not a mail address. It looks like name@example.org.");
	check_wrong(read_form, "name=Noor&places=0", "places", "Use {n} or more.");
	check_wrong(read_form, "name=Noor&places=51", "places", "Use {n} or less.");
	check_wrong(
		read_form, "name=Noor&places=1.5", "places", "Write a whole number, such as 12.");
	check_wrong(read_form, "name=Noor&places=99999999999999999999", "places",
		"Write a whole number, such as 12.");
	check_wrong(read_form, "name=Noor&until=2026-02-29", "until",
		"Write a date as 2026-11-22: year, month, day.");
	check_wrong(read_form, "name=Noor&colour=Red", "colour", "Choose one of the options.");
	check_wrong(read_form, "name=Noor&goal=1", "goal", "Choose this again.");
	check_wrong(read_form, "name=Noor&tags=a%0Ab%0Ac%0Ad", "tags", "Use at most {n} line.");
	check_wrong(read_form, "name=Noor&tags=a%0Abbbbb", "tags", "Use at most {n} character.");
	check_wrong(read_row, "name=Noor&news=perhaps", "news", "This is of the wrong kind.");
}

TEST(input_says_what_is_wrong_in_json)
{
	static const char *const wrong[][2] = {{"{\"name\":\"Noor\",\"story\":1}", "story"},
		{"{\"name\":\"Noor\",\"story\":[\"a\"]}", "story"},
		{"{\"name\":\"Noor\",\"places\":\"12\"}", "places"},
		{"{\"name\":\"Noor\",\"places\":1.5}", "places"},
		{"{\"name\":\"Noor\",\"news\":\"yes\"}", "news"},
		{"{\"name\":\"Noor\",\"news\":1}", "news"},
		{"{\"name\":\"Noor\",\"tags\":\"a\"}", "tags"},
		{"{\"name\":\"Noor\",\"tags\":[1]}", "tags"},
		{"{\"name\":\"Noor\",\"mail\":{}}", "mail"}};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		check_wrong(read_json, wrong[i][0], wrong[i][1], "This is of the wrong kind.");
	check_wrong(read_json, "{\"name\":\"a\\u0000b\"}", "name",
		"There is a character in this that cannot be used here.");
	check_wrong(read_json, "{\"name\":\"Noor\",\"story\":\"a\\u0000b\"}", "story",
		"There is a character in this that cannot be used here.");
	check_wrong(read_json, "{\"name\":\"Noor\",\"password\":\"abc\\u0000\"}", "password",
		"There is a character in this that cannot be used here.");
	check_wrong(read_json, "{\"name\":null}", "name", "Fill this in.");
	check_wrong(read_json, "{\"name\":\"Noor\",\"places\":51}", "places", "Use {n} or less.");
	check_wrong(read_json, "{\"name\":\"Noor\",\"is_admin\":true}", "is_admin",
		"This is not known here.");
	check_wrong(read_json, "{\"name\":\"Noor\",\"<b>\":true}", "", "This is not known here.");
	check_wrong(read_json, "[]", "", "Something in this form is not right yet.");
}

TEST(input_finds_everything_at_once)
{
	struct arena *a = arena_new();
	struct all all;
	err_t e = read_form(a, "mail=x&places=51&colour=x&story=12345678901", &all);
	CHECK_INT(count(e), 5);
	CHECK(find(e, "name") && find(e, "mail") && find(e, "colour"));
	REQUIRE(find(e, "places") && find(e, "story"));
	CHECK_INT(find(e, "places")->n, 50);
	CHECK_INT(find(e, "story")->n, 10);
	err_free(e);
	e = read_json(a,
		"{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"j\":1,"
		"\"places\":0}",
		&all);
	CHECK_INT(count(e), 8 + 2);
	err_free(e);
	arena_free(a);
}

TEST(input_counts_code_points_after_line_ends)
{
	struct arena *a = arena_new();
	struct all all;
	CHECK_OK(read_form(a, "name=%C3%A9%C3%A9%C3%A9%C3%A9%F0%9F%98%80", &all));
	CHECK_OK(read_form(a, "name=Noor&story=1%0D%0A3%0D%0A5%0D%0A7890", &all));
	CHECK_INT((int64_t)all.story.len, 10);
	CHECK_STR(all.story, "1\n3\n5\n7890");
	arena_free(a);
}

TEST(input_lines_may_be_repeated_fields)
{
	struct arena *a = arena_new();
	struct all all;
	REQUIRE_OK(read_form(a, "name=Noor&tags=a&tags=+&tags=b%0Ac", &all));
	REQUIRE(all.tags.len == 3);
	CHECK_STR(all.tags.at[2], "c");
	arena_free(a);
}

TEST(input_passes_over_files)
{
	struct arena *a = arena_new();
	struct all all;
	struct form_field fields[] = {
		{.name = STR("name"), .value = STR("Noor")},
		{.name = STR("story"), .value = STR("\xff\xff"), .is_file = true},
	};
	CHECK_OK(input_from_form(a, &all_form, &(struct form){fields, 2}, &all));
	CHECK_INT((int64_t)all.story.len, 0);
	arena_free(a);
}

struct agree {
	bool agreed;
	int64_t below, above;
	struct input_lines lines;
	day when;
	struct str line;
};

static const struct input_field agree_fields[] = {
	INPUT_BOOL(struct agree, agreed, .required = true),
	INPUT_INT(struct agree, below, .min = -5),
	INPUT_INT(struct agree, above, .min = 5),
	INPUT_LINES(struct agree, lines, .required = true),
	INPUT_DAY(struct agree, when, .required = true),
	INPUT_LINE(struct agree, line),
	{0},
};
static const struct input_form agree_form = INPUT_FORM(struct agree, agree_fields);

TEST(input_required_kinds_and_open_ranges)
{
	struct arena *a = arena_new();
	struct agree agree;
	struct form form;
	REQUIRE_OK(
		form_parse(a, STR("below=-6&above=4&lines=+&when="), &form_limits_default, &form));
	err_t e = input_from_form(a, &agree_form, &form, &agree);
	CHECK_INT(count(e), 5);
	REQUIRE(find(e, "agreed") && find(e, "lines") && find(e, "when"));
	CHECK_STR(str_of(err_text(find(e, "agreed"))), "Tick this to go on.");
	REQUIRE(find(e, "below") && find(e, "above"));
	CHECK_INT(find(e, "below")->n, -5);
	err_free(e);
	REQUIRE_OK(form_parse(a, STR("agreed=on&below=3&above=900&lines=x&when=2026-01-01"),
		&form_limits_default, &form));
	CHECK_OK(input_from_form(a, &agree_form, &form, &agree));
	CHECK(agree.agreed && agree.below == 3 && agree.above == 900 && agree.lines.len == 1);
	arena_free(a);
}

TEST(input_row_must_be_utf8)
{
	struct arena *a = arena_new();
	struct agree agree;
	struct form_field cells[] = {{.name = STR("line"), .value = STR("caf\xe9")},
		{.name = STR("agreed"), .value = STR("x")},
		{.name = STR("lines"), .value = STR("x")},
		{.name = STR("when"), .value = STR("2026-01-01")}};
	CHECK_ERR(input_from_row(a, &agree_form, &(struct form){cells, 4}, &agree), ERR_INVALID);
	arena_free(a);
}

TEST(input_has_a_maximum_for_every_kind)
{
	struct arena *a = arena_new();
	struct agree agree;
	struct buf body;
	buf_init(&body, a, 64, 1 << 20);
	buf_lit(&body, "agreed=1&when=2026-01-01&line=");
	for (int i = 0; i < 201; i++)
		buf_putc(&body, 'x');
	buf_lit(&body, "&lines=x");
	for (int i = 0; i < 100; i++)
		buf_lit(&body, "%0Ax");
	struct form form;
	REQUIRE_OK(form_parse(a, buf_str(&body), &form_limits_default, &form));
	err_t e = input_from_form(a, &agree_form, &form, &agree);
	CHECK_INT(count(e), 2);
	REQUIRE(find(e, "line") && find(e, "lines"));
	CHECK_INT(find(e, "line")->n, 200);
	CHECK_INT(find(e, "lines")->n, 100);
	err_free(e);
	arena_free(a);
}
