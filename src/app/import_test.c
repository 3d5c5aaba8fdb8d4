#include "app/import.h"

#include "app/export_part.h"
#include "app/leave.h"
#include "app/passport.h"
#include "app/person.h"
#include "app/profile_photo.h"
#include "codec/json.h"
#include "i18n/i18n.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <stdio.h>

#define SENTENCE "Mijn konijn heet Keteltje."
#define BEFORE "Mijn konijn heet nog niets."
#define ANSWER(members) "\"answers\":[{" members "}]"
#define CHOICES(items) "\"choices\":[" items "]"
#define YES "{\"choice\":\"at-school\",\"option\":\"yes\"}"
#define EASY "{\"choice\":\"wording\",\"option\":\"easy\"}"
#define SELF "\"question\":\"who.self\",\"version\":1,"
#define NOW "2024-10-04T00:00:00Z" /* PLACE_START */

struct world {
	struct place p;
	struct actor noor;
	const struct lang *lang;
};

static bool set_up(struct world *w)
{
	*w = (struct world){0};
	if (!place_open(&w->p))
		return false;
	w->lang = i18n_find(w->p.app.i18n, STR("en"));
	w->noor = place_person(&w->p, "Noor", "noor@school.example");
	return true;
}

/* --- copies --- */

static struct str json_of(struct place *p, struct str archive)
{
	struct zip zip = {0};
	struct str json = STR_NONE;
	CHECK_OK(zip_open(p->arena, archive, EXPORT_MOST, &zip));
	const struct zip_entry *entry = zip_find(&zip, STR("export.json"));
	if (CHECK(entry != NULL))
		CHECK_OK(zip_unpack(p->arena, entry, &json));
	return json;
}

static struct str zip_of(struct world *w, struct str name, struct str json)
{
	const struct zip_file file = {name, json};
	struct buf out;
	buf_init(&out, w->p.arena, 1024, EXPORT_MOST);
	zip_write(&out, &file, 1);
	CHECK_OK(buf_err(&out));
	return buf_str(&out);
}

/* A copy of version 1 with these parts. */
static struct str copy_of(struct world *w, const char *parts)
{
	return zip_of(w, STR("export.json"),
		str_fmt(w->p.arena,
			"{\"format\":\"leerpas-export\",\"version\":1,\"made\":\"" NOW "\"%s%s}",
			*parts ? "," : "", parts));
}

static err_t send(struct world *w, struct str archive)
{
	return import_send(&w->p.app, w->p.arena, &w->noor, w->lang, archive);
}

static struct import_status look(struct world *w)
{
	struct import_status status = {0};
	CHECK_OK(import_look(&w->p.app, w->p.arena, &w->noor, w->lang, &status));
	return status;
}

static err_t choose(struct world *w, const char *parts)
{
	struct str ids = str_of(parts);
	return import_choose(&w->p.app, w->p.arena, &w->noor, &ids, 1);
}

/* Sent, all of it chosen, and brought in. */
static struct import_status brought(struct world *w, struct str archive)
{
	CHECK_OK(send(w, archive));
	CHECK_OK(choose(w, "account choices answers earlier_answers dated_versions"));
	place_mail(&w->p);
	return look(w);
}

static struct str stored_at(struct world *w, const char *question)
{
	struct passport_history history = {0};
	CHECK_OK(passport_history(&w->p.app, w->p.arena, &w->noor, 0, str_of(question), &history));
	return history.count ? history.versions[0].stored : STR_NONE;
}

/* --- there and back --- */

static bool save(struct world *w, const char *question, const char *stored, int64_t version)
{
	struct passport_save in = {
		.question = str_of(question), .stored = str_of(stored), .version = version};
	struct passport_saved saved;
	place_pass(&w->p, USEC_HOUR);
	return CHECK_OK(passport_save(&w->p.app, w->p.arena, &w->noor, &in, &saved)) &&
	       CHECK(!saved.conflict);
}

static bool save_picture(struct world *w)
{
	struct passport_picture in = {.question = STR("can.made"),
		.name = STR("kast.png"),
		.bytes = place_png(),
		.description = STR("Een kast")};
	bool other;
	place_pass(&w->p, USEC_HOUR);
	return CHECK_OK(passport_picture_save(&w->p.app, w->p.arena, &w->noor, &in, &other));
}

static bool choose_easy(struct world *w)
{
	struct content_picks picks;
	return CHECK_OK(content_route_picks(w->p.app.content, STR("outside-work"), &picks)) &&
	       (picks.wording = WORDING_EASY, true) &&
	       CHECK_OK(passport_choose(&w->p.app, w->p.arena, &w->noor, &picks));
}

/* Every kind of question, with what stood there before, and a dated version. */
static bool write_all(struct world *w)
{
	const struct person_settings settings = {.name = STR("Noor"), .large_type = true};
	return choose_easy(w) && save(w, "who.self", BEFORE, 0) &&
	       save(w, "who.self", SENTENCE, 1) && save(w, "can.done", "zwemmen\nbijbaan", 0) &&
	       save(w, "want.sure", "4", 0) && save(w, "can.strengths", "handy\ncalm", 0) &&
	       save(w, "who.free", "", 0) && save_picture(w) &&
	       CHECK_OK(passport_dated_make(&w->p.app, w->p.arena, &w->noor)) &&
	       save(w, "who.self", "Keteltje is weg.", 2) &&
	       CHECK_OK(person_change(&w->p.app, &w->noor, &settings));
}

static struct str exported(struct world *w)
{
	struct str zip = STR_NONE;
	CHECK_OK(export_order(&w->p.app, w->p.arena, &w->noor));
	place_mail(&w->p);
	CHECK_OK(export_fetch(&w->p.app, w->p.arena, &w->noor, &zip));
	return zip;
}

/* A file has another number in another place, and a PHOTO names it in its first line. */
static void forget_file(struct json *item)
{
	struct json *stored = json_get(item, STR("stored"));
	struct str text = json_str(stored);
	struct public_id id;
	if (public_id_parse(str_cut(&text, '\n'), &id))
		*stored = json_of_str(text);
}

/* What differs from place to place. */
static const struct {
	const char *part, *member;
} local[] = {{"choices", "changed"}, {"dated_versions", "imported"}, {"dated_versions", "path"},
	{"files", "file"}, {"files", "path"}, {"files", "size"}, {"files", "made"}};

/* The part, without that. */
static struct json *part_of(struct world *w, struct str archive, const char *part)
{
	static const struct json_limits limits = {1 << 20, 8, 10000};
	struct json *whole = NULL;
	CHECK_OK(json_parse(w->p.arena, json_of(&w->p, archive), &limits, &whole));
	struct json *items = json_get(whole, str_of(part));
	json_each_item (item, items) {
		forget_file(item);
		for (size_t i = 0; i < sizeof(local) / sizeof(*local); i++)
			if (strcmp(local[i].part, part) == 0)
				json_set(w->p.arena, item, str_of(local[i].member),
					json_of_bool(true));
	}
	return items;
}

TEST(import_of_ones_own_copy_gives_an_equal_passport)
{
	static const char *const same[] = {"answers", "earlier_answers", "dated_answers", "files",
		"dated_versions", "choices", NULL};
	struct world w;
	REQUIRE(set_up(&w) && write_all(&w));
	struct str first = exported(&w);
	CHECK_OK(leave_now(&w.p.app, w.p.arena, &w.noor));
	place_mail(&w.p);
	w.noor = place_person(&w.p, "Noor", "noor@thuis.example");
	struct import_status status = brought(&w, first);
	CHECK_INT(status.state, IMPORT_DONE);
	CHECK_INT(status.left_out, 0);
	struct str second = exported(&w);
	for (size_t i = 0; same[i]; i++) {
		struct json *part = part_of(&w, first, same[i]);
		if (!CHECK(part->len > 0 && json_eq(part, part_of(&w, second, same[i]))))
			printf("# %s\n", same[i]);
	}
	struct passport_whole whole;
	REQUIRE_OK(passport_read(&w.p.app, w.p.arena, &w.noor, 0, &whole));
	CHECK_STR(whole.route->id, "outside-work");
	CHECK_INT(whole.route->wording, WORDING_EASY);
	CHECK_STR(stored_at(&w, "who.self"), "Keteltje is weg.");
	struct passport_dated_list dated;
	REQUIRE_OK(passport_dated_list(&w.p.app, w.p.arena, &w.noor, &dated));
	CHECK(dated.len == 1 && dated.at[0].imported && *dated.at[0].imported > dated.at[0].made);
	CHECK_INT(place_sql(&w.p, "SELECT large_type FROM person WHERE name <> ''"), 1);
	struct file file;
	CHECK_OK(passport_picture(&w.p.app, w.p.arena, &w.noor, STR("can.made"), 0, &file));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM import_chunk"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM brought_in"), 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'account.import'"), 1);
	place_close(&w.p);
}

TEST(import_brings_in_what_was_chosen_alone)
{
	struct world w;
	REQUIRE(set_up(&w) && write_all(&w));
	struct str copy = exported(&w);
	w.noor = place_person(&w.p, "Noor", "noor@thuis.example");
	REQUIRE_OK(send(&w, copy));
	CHECK_INT(look(&w).state, IMPORT_WAITS);
	CHECK_INT((int64_t)look(&w).copy.count[IMPORT_EARLIER], 2);
	CHECK_ERR(choose(&w, ""), ERR_INVALID);
	CHECK_ERR(choose(&w, "log"), ERR_INVALID);
	CHECK_ERR(choose(&w, "earlier_answers"), ERR_INVALID);
	REQUIRE_OK(choose(&w, "choices"));
	CHECK_INT(look(&w).state, IMPORT_RUNS);
	CHECK_ERR(send(&w, copy), ERR_INVALID);
	CHECK_ERR(import_drop(&w.p.app, w.p.arena, &w.noor), ERR_INVALID);
	place_mail(&w.p);
	CHECK_INT(look(&w).state, IMPORT_DONE);
	CHECK(!stored_at(&w, "who.self").len);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM file"), 1); /* of the first account */
	CHECK_ERR(choose(&w, "answers"), ERR_NOT_FOUND);
	struct passport_whole whole;
	CHECK_OK(passport_read(&w.p.app, w.p.arena, &w.noor, 0, &whole));
	place_close(&w.p);
}

TEST(import_writes_over_nothing)
{
	struct world w;
	REQUIRE(set_up(&w) && write_all(&w));
	struct str copy = exported(&w);
	REQUIRE_OK(send(&w, copy));
	CHECK(look(&w).is_written);
	CHECK_ERR(choose(&w, "answers"), ERR_INVALID);
	CHECK_ERR(choose(&w, "dated_versions"), ERR_INVALID);
	/* written between the choice and its job */
	w.noor = place_person(&w.p, "Noor", "noor@thuis.example");
	REQUIRE_OK(send(&w, copy));
	REQUIRE_OK(choose(&w, "answers choices"));
	REQUIRE(save(&w, "who.values", "Dit schreef ik net.", 0));
	place_mail(&w.p);
	CHECK_INT(look(&w).state, IMPORT_WAITS);
	CHECK(look(&w).is_written && !stored_at(&w, "who.self").len);
	CHECK_OK(import_drop(&w.p.app, w.p.arena, &w.noor));
	CHECK_INT(look(&w).state, IMPORT_NONE);
	place_close(&w.p);
}

/* Its pictures come with new numbers, and stand for themselves. */
TEST(import_of_dated_versions_alone_shows_their_pictures)
{
	struct world w;
	struct passport_dated_list dated;
	struct file old, now;
	REQUIRE(set_up(&w) && write_all(&w));
	struct str copy = exported(&w);
	w.noor = place_person(&w.p, "Noor", "noor@thuis.example");
	REQUIRE_OK(send(&w, copy));
	REQUIRE_OK(choose(&w, "dated_versions"));
	place_mail(&w.p);
	REQUIRE_OK(passport_dated_list(&w.p.app, w.p.arena, &w.noor, &dated));
	REQUIRE(dated.len == 1);
	struct public_id key = dated.at[0].public;
	const struct str made = STR("can.made");
	CHECK_OK(passport_dated_picture(&w.p.app, w.p.arena, &w.noor, key, made, &old));
	CHECK_ERR(passport_picture(&w.p.app, w.p.arena, &w.noor, made, 0, &now), ERR_NOT_FOUND);
	REQUIRE(save_picture(&w));
	CHECK_OK(passport_picture(&w.p.app, w.p.arena, &w.noor, made, 0, &now));
	CHECK_OK(passport_dated_picture(&w.p.app, w.p.arena, &w.noor, key, made, &old));
	CHECK(old.made < now.made);
	place_close(&w.p);
}

/* --- what is kept of it --- */

TEST(import_look_reads_no_picture)
{
	struct world w;
	REQUIRE(set_up(&w) && write_all(&w));
	struct str copy = exported(&w);
	w.noor = place_person(&w.p, "Noor", "noor@thuis.example");
	REQUIRE_OK(send(&w, copy));
	place_sql(&w.p, "DELETE FROM import_chunk WHERE place > 0");
	struct import_status status = look(&w);
	CHECK_INT(status.state, IMPORT_WAITS);
	CHECK_INT((int64_t)status.copy.count[IMPORT_DATED], 1);
	CHECK(!status.copy.left[IMPORT_DATED].count && !status.copy.left[IMPORT_ANSWERS].count);
	REQUIRE_OK(choose(&w, "choices"));
	place_sql(&w.p, "DELETE FROM import_chunk");
	CHECK_INT(look(&w).state, IMPORT_RUNS);
	place_close(&w.p);
}

TEST(import_keeps_only_what_can_come_in)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct str parts = str_fmt(w.p.arena,
		"\"log\":[\"%20000d\"],\"hats\":\"%20000d\"," ANSWER(SELF "\"stored\":\"x\""), 1,
		1);
	REQUIRE_OK(send(&w, copy_of(&w, parts.p)));
	CHECK(place_sql(&w.p, "SELECT size FROM import") < 1000);
	struct import_status status = look(&w);
	CHECK_INT((int64_t)status.copy.count[IMPORT_ANSWERS], 1);
	REQUIRE(status.copy.unknown.len == 1);
	CHECK_STR(status.copy.unknown.at[0], "hats");
	place_close(&w.p);
}

TEST(import_leaves_pictures_out_for_which_there_is_no_room)
{
	struct world w;
	REQUIRE(set_up(&w) && write_all(&w));
	struct str copy = exported(&w);
	w.noor = place_person(&w.p, "Noor", "noor@thuis.example");
	REQUIRE_OK(profile_photo_set(&w.p.app, w.p.arena, &w.noor, STR("ik.png"), place_png()));
	place_sql(&w.p, "UPDATE file SET size = 67108864");
	struct import_status status = brought(&w, copy);
	CHECK_INT(status.state, IMPORT_DONE);
	CHECK_INT(status.left_out, 2); /* of the answers, and of the dated version */
	CHECK_STR(stored_at(&w, "who.self"), "Keteltje is weg.");
	place_close(&w.p);
}

TEST(import_of_choices_without_a_wording_keeps_the_one_that_is)
{
	struct world w;
	struct passport passport;
	REQUIRE(set_up(&w) && choose_easy(&w));
	struct import_status status = brought(
		&w, copy_of(&w, "\"choices\":[{\"choice\":\"at-school\",\"option\":\"yes\"}]"));
	CHECK_INT(status.came, 1);
	REQUIRE_OK(passport_open(&w.p.app, w.p.arena, &w.noor, 0, &passport));
	CHECK_STR(passport.picks.option[0], "yes");
	CHECK_INT(passport.picks.wording, WORDING_EASY);
	place_close(&w.p);
}

/* --- what is no copy, or not of ours --- */

static void check_refused(struct world *w, struct str archive, const char *text)
{
	err_t e = send(w, archive);
	if (CHECK(e != NULL))
		CHECK_STR(str_of(e->text), text);
	CHECK_INT(look(w).state, IMPORT_NONE);
	err_free(e);
}

#define NO_COPY "This is no copy that Leerpas made. Choose leerpas.zip."

TEST(import_says_what_is_wrong_with_the_file)
{
	struct world w;
	REQUIRE(set_up(&w));
	check_refused(&w, STR("hello"), "This is no ZIP file, or it is damaged.");
	check_refused(&w, zip_of(&w, STR("other.json"), STR("{}")), NO_COPY);
	check_refused(&w, zip_of(&w, STR("a/b/export.json"), STR("{}")), NO_COPY);
	check_refused(&w, zip_of(&w, STR("export.json"), STR("{}")), NO_COPY);
	check_refused(&w, zip_of(&w, STR("export.json"), STR("[1")), NO_COPY);
	check_refused(&w, zip_of(&w, STR("export.json"), STR("{\"a\":1,\"a\":2}")), NO_COPY);
	check_refused(&w,
		zip_of(&w, STR("export.json"), STR("{\"format\":\"other\",\"version\":1}")),
		NO_COPY);
	check_refused(&w,
		zip_of(&w, STR("export.json"),
			STR("{\"format\":\"leerpas-export\",\"version\":2}")),
		"This copy is of version {n}. This place reads version 1. Ask here whether it can "
		"be renewed.");
	CHECK_OK(send(&w, zip_of(&w, STR("leerpas/export.json"),
				  STR("{\"format\":\"leerpas-export\",\"version\":1}"))));
	place_close(&w.p);
}

/* More values than fit: refused before they fill the memory. */
TEST(import_of_a_giant_is_refused)
{
	struct world w;
	struct buf json;
	REQUIRE(set_up(&w));
	buf_init(&json, w.p.arena, 1 << 20, EXPORT_JSON_MOST);
	buf_lit(&json, "[0");
	for (int i = 0; i < 500000; i++)
		buf_lit(&json, ",0");
	buf_lit(&json, "]");
	check_refused(&w, zip_of(&w, STR("export.json"), buf_str(&json)),
		"There is more in this copy than fits here.");
	char *deep = arena_alloc(w.p.arena, 100);
	for (int i = 0; i < 100; i++)
		deep[i] = '[';
	check_refused(&w, zip_of(&w, STR("export.json"), (struct str){deep, 100}),
		"There is more in this copy than fits here.");
	char *long_text = arena_alloc(w.p.arena, EXPORT_JSON_MOST + 1);
	check_refused(&w,
		zip_of(&w, STR("export.json"), (struct str){long_text, EXPORT_JSON_MOST + 1}),
		"There is more in this copy than fits here.");
	place_close(&w.p);
}

/* --- what is left out of a copy --- */

static struct str why(struct world *w, const char *parts, enum import_part part)
{
	struct import_copy copy;
	if (!CHECK_OK(import_read(&w->p.app, w->p.arena, w->lang, copy_of(w, parts), &copy)) ||
		!CHECK_INT((int64_t)copy.left[part].count, 1))
		return STR_NONE;
	return copy.left[part].at[0].why;
}

TEST(import_says_why_an_answer_is_left_out)
{
	static const struct {
		const char *part, *why;
	} cases[] = {
		{ANSWER("\"question\":\"who.cares\",\"version\":1,\"stored\":\"x\""),
			"This question is not known here."},
		{ANSWER("\"version\":1"), "This question is not known here."},
		{ANSWER(SELF "\"text\":\"x\""), "It does not say what was answered."},
		{ANSWER(SELF "\"stored\":7"), "It does not say what was answered."},
		{ANSWER(SELF "\"stored\":\"a\\u0000b\""), "It does not say what was answered."},
		{ANSWER("\"question\":\"who.self\",\"stored\":\"x\""),
			"It does not say which version it is."},
		{ANSWER("\"question\":\"who.self\",\"version\":-1,\"stored\":\"x\""),
			"It does not say which version it is."},
		{ANSWER(SELF "\"damaged\":true"),
			"It could not be read any more when the copy was made."},
		{ANSWER("\"question\":\"want.sure\",\"version\":1,\"stored\":\"99\""),
			"Choose from what stands here."},
		{ANSWER("\"question\":\"can.strengths\",\"version\":1,\"stored\":\"sleeps\""),
			"Choose from what stands here."},
		{ANSWER("\"question\":\"can.made\",\"version\":1,\"stored\":\"x\\ny\""),
			"Its picture is not in the copy."},
		{ANSWER("\"question\":\"can.made\",\"version\":1,"
			"\"stored\":\"00000000000000000000000000\\ny\""),
			"Its picture is not in the copy."},
		{ANSWER(SELF "\"stored\":\"x\"},{" SELF "\"stored\":\"y\""),
			"It stands in the copy twice."},
	};
	struct world w;
	REQUIRE(set_up(&w));
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_STR(why(&w, cases[i].part, IMPORT_ANSWERS), cases[i].why);
	struct str long_text =
		str_fmt(w.p.arena, "\"answers\":[{" SELF "\"stored\":\"%20001d\"}]", 1);
	CHECK(why(&w, long_text.p, IMPORT_ANSWERS).len > 0);
	CHECK_STR(why(&w, "\"earlier_answers\":[{" SELF "\"stored\":\"x\"}]", IMPORT_EARLIER),
		"There is nothing that came after it.");
	CHECK_STR(why(&w, "\"choices\":[{\"choice\":\"at-school\",\"option\":\"perhaps\"}]",
			  IMPORT_CHOICES),
		"This answer cannot be chosen here.");
	CHECK_STR(why(&w, CHOICES(YES "," YES), IMPORT_CHOICES), "It stands in the copy twice.");
	CHECK_STR(why(&w, CHOICES(EASY "," EASY), IMPORT_CHOICES), "It stands in the copy twice.");
	CHECK_STR(why(&w, CHOICES("{\"choice\":\"wording\",\"option\":\"x\"}"), IMPORT_CHOICES),
		"This answer cannot be chosen here.");
	CHECK_STR(why(&w, "\"dated_versions\":[{\"dated\":1,\"route\":\"nowhere\"}]", IMPORT_DATED),
		"Its route is not known here.");
	place_close(&w.p);
}

TEST(import_passes_over_what_it_does_not_know)
{
	struct world w;
	struct import_copy copy;
	REQUIRE(set_up(&w));
	struct str archive = copy_of(&w, "\"hats\":[1],\"answers\":\"none\",\"log\":[{}],"
					 "\"account\":[{\"language\":\"tlh\"}]");
	REQUIRE_OK(import_read(&w.p.app, w.p.arena, w.lang, archive, &copy));
	REQUIRE(copy.unknown.len == 1);
	CHECK_STR(copy.unknown.at[0], "hats");
	for (enum import_part part = 0; part < IMPORT_PARTS; part++)
		CHECK(copy.count[part] == 0 && copy.left[part].count == 0);
	place_close(&w.p);
}

TEST(import_believes_no_time_to_come)
{
	struct world w;
	struct import_copy copy;
	REQUIRE(set_up(&w));
	struct str archive = copy_of(&w, ANSWER(SELF "\"stored\":\"x\",\"changed\":"
						     "\"2999-01-01T00:00:00Z\""));
	REQUIRE_OK(import_read(&w.p.app, w.p.arena, w.lang, archive, &copy));
	CHECK_INT(copy.answers.at[0].changed, PLACE_START);
	place_close(&w.p);
}

/* A file that says that it is a picture. */
TEST(import_makes_pictures_anew_or_leaves_them_out)
{
	struct world w;
	struct buf out;
	REQUIRE(set_up(&w));
	const struct zip_file files[] = {
		{STR("export.json"),
			STR("{\"format\":\"leerpas-export\",\"version\":1,\"answers\":[{"
			    "\"question\":\"can.made\",\"version\":3,\"stored\":"
			    "\"00000000000000000000000004\\nEen kast\"}]}")},
		{STR("files/00000000000000000000000004.jpg"), STR("<svg onload=alert(1)>")},
	};
	buf_init(&out, w.p.arena, 1024, 1 << 20);
	zip_write(&out, files, 2);
	struct import_status status = brought(&w, buf_str(&out));
	CHECK_INT(status.state, IMPORT_DONE);
	CHECK_INT(status.left_out, 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM file"), 0);
	CHECK(!stored_at(&w, "can.made").len);
	place_close(&w.p);
}

/* --- whose, and how long --- */

TEST(import_is_sealed_and_forgotten_after_a_day)
{
	struct world w;
	REQUIRE(set_up(&w));
	REQUIRE_OK(send(&w, copy_of(&w, ANSWER(SELF "\"stored\":\"" SENTENCE "\""))));
	CHECK(!store_holds(&w.p.store, STR(SENTENCE)));
	struct actor ivo = place_person(&w.p, "Ivo", "ivo@school.example");
	struct import_status status;
	REQUIRE_OK(import_look(&w.p.app, w.p.arena, &ivo, w.lang, &status));
	CHECK_INT(status.state, IMPORT_NONE);
	place_pass(&w.p, IMPORT_LIFE);
	CHECK_INT(look(&w).state, IMPORT_NONE);
	CHECK_ERR(choose(&w, "answers"), ERR_NOT_FOUND);
	place_pass(&w.p, 1);
	CHECK_OK(retention_clear(&w.p.app));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM import_chunk"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM import"), 0);
	place_close(&w.p);
}

TEST(import_is_for_the_person_alone)
{
	struct world w;
	struct import_status status;
	REQUIRE(set_up(&w));
	struct actor house = {.is_house = true}, nobody = {0};
	const struct app *app = &w.p.app;
	CHECK_ERR(import_send(app, w.p.arena, &house, w.lang, copy_of(&w, "")), ERR_FORBIDDEN);
	CHECK_ERR(import_look(app, w.p.arena, &house, w.lang, &status), ERR_FORBIDDEN);
	CHECK_ERR(import_look(app, w.p.arena, &nobody, w.lang, &status), ERR_UNAUTHENTICATED);
	CHECK_ERR(import_drop(app, w.p.arena, &nobody), ERR_UNAUTHENTICATED);
	CHECK_ERR(import_choose(app, w.p.arena, &nobody, NULL, 0), ERR_UNAUTHENTICATED);
	place_close(&w.p);
}

TEST(import_that_was_tried_in_vain_can_be_chosen_again)
{
	struct world w;
	REQUIRE(set_up(&w));
	REQUIRE_OK(send(&w, copy_of(&w, ANSWER(SELF "\"stored\":\"" SENTENCE "\""))));
	REQUIRE_OK(choose(&w, "answers"));
	place_sql(&w.p, "UPDATE job SET gave_up = 1 WHERE kind = 'account.import'");
	CHECK_INT(look(&w).state, IMPORT_FAILED);
	REQUIRE_OK(choose(&w, "answers"));
	place_mail(&w.p);
	CHECK_INT(look(&w).state, IMPORT_DONE);
	CHECK_STR(stored_at(&w, "who.self"), SENTENCE);
	place_close(&w.p);
}

TEST(import_names_every_part_of_an_export)
{
	for (const struct export_part *part = export_parts; part->id; part++)
		if (!CHECK(import_knows(str_of(part->id))))
			printf("# %s: does it come in, or why not?\n", part->id);
}
