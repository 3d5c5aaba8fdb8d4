#include "app/learning.h"

#include "app/erase.h"
#include "app/export_inside.h"
#include "app/organisation.h"
#include "app/participant_invite.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "unit/project.h"
#include "unit/unit.h"

/* Two youth organisations with a coordinator each, a project of the first, and two who take part:
 * Aino, who came in by her code, and Jure. */
struct world {
	struct place p;
	struct actor mila, otto, aino, jure;
	struct row_id town;
	struct project_at at;
};

static bool set_up(struct world *w)
{
	if (!place_open_takers(&w->p, &w->mila, &w->at, &w->aino, &w->jure))
		return false;
	w->otto = place_staff(
		&w->p, "Otto", "otto@town.example", "Zwolle", ROLE_COORDINATOR, &w->town);
	return true;
}

static struct learning_in about(const char *area, enum project_moment moment, const char *text)
{
	return (struct learning_in){str_of(area), moment, str_of(text), 0, false};
}

static struct learning_saved save(struct world *w, const struct learning_in *in)
{
	struct learning_saved saved = {0};
	CHECK_OK(learning_save(&w->p.app, w->p.arena, &w->aino, w->aino.public, in, &saved));
	return saved;
}

static struct learning open_own(struct world *w)
{
	struct learning l = {0};
	CHECK_OK(learning_open(&w->p.app, w->p.arena, &w->aino, w->aino.public, 0, &l));
	return l;
}

static err_t read_hers(struct world *w, const struct actor *by, struct learning *ret)
{
	return learning_read(&w->p.app, w->p.arena, by, &w->at, w->aino.public, 0, ret);
}

static void hand_in(struct world *w)
{
	place_hand_in(&w->p, &w->aino, w->aino.public);
}

static const struct learning_text *text_of(
	const struct learning *l, const char *area, enum project_moment moment)
{
	return &learning_area_find(l, str_of(area))->texts[moment];
}

#define COOKED "Ik kookte voor 24 mensen."

TEST(learning_is_kept_per_area_and_moment)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct learning l = open_own(&w);
	CHECK(l.len == 8 && l.written == 0 && l.revision == 0 && !learning_says_something(&l));
	CHECK_STR(l.title, "Water");
	struct learning_in in = about("stem", PROJECT_START, "Rekenen");
	struct learning_saved saved = save(&w, &in);
	CHECK(saved.version == 1 && saved.counts && !saved.conflict);
	in = about("stem", PROJECT_END, COOKED);
	save(&w, &in);
	in = about("cultural", PROJECT_HALFWAY, "Dansen");
	save(&w, &in);
	l = open_own(&w);
	CHECK(l.written == 2 && l.revision == 3 && learning_says_something(&l));
	CHECK_STR(text_of(&l, "stem", PROJECT_START)->text, "Rekenen");
	CHECK_STR(text_of(&l, "stem", PROJECT_HALFWAY)->text, "");
	CHECK_STR(text_of(&l, "stem", PROJECT_END)->text, COOKED);
	CHECK_STR(text_of(&l, "cultural", PROJECT_HALFWAY)->text, "Dansen");
	CHECK(!learning_area_find(&l, STR("designing")));
	CHECK(!store_holds(&w.p.store, STR(COOKED)));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant WHERE state = 'writing'"), 1);
	place_close(&w.p);
}

TEST(learning_begins_at_the_moment_that_it_is)
{
	const struct project_activity_in week = {STR("Week"), STR("Ede"), 20002, 20008};
	struct world w;
	REQUIRE(set_up(&w));
	CHECK(open_own(&w).now == PROJECT_START); /* its days are not known */
	CHECK_OK(project_put_activity(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, &week));
	CHECK(open_own(&w).now == PROJECT_START);
	place_pass(&w.p, 5 * USEC_DAY);
	CHECK(open_own(&w).now == PROJECT_HALFWAY);
	place_pass(&w.p, 5 * USEC_DAY);
	CHECK(open_own(&w).now == PROJECT_END);
	place_close(&w.p);
}

TEST(learning_that_says_nothing_is_kept_and_counts_as_empty)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct learning_in in = about("digital", PROJECT_END, " N.v.t. ");
	CHECK(!save(&w, &in).counts);
	struct learning l = open_own(&w);
	CHECK_STR(text_of(&l, "digital", PROJECT_END)->text, " N.v.t. ");
	CHECK(l.written == 0 && !text_of(&l, "digital", PROJECT_END)->counts);
	CHECK_ERR(learning_submit(&w.p.app, w.p.arena, &w.aino, w.aino.public, l.revision),
		ERR_CONFLICT);
	place_close(&w.p);
}

TEST(learning_in_two_windows_loses_nothing_unseen)
{
	struct world w;
	struct learning_past past;
	REQUIRE(set_up(&w));
	struct learning_in one = about("digital", PROJECT_END, "Filmen"),
			   two = about("digital", PROJECT_END, "Knippen");
	CHECK_INT(save(&w, &one).version, 1);
	CHECK(!save(&w, &one).conflict); /* sent again */
	struct learning_saved saved = save(&w, &two);
	REQUIRE(saved.conflict);
	CHECK_STR(saved.other, "Filmen");
	two.version = saved.version;
	two.replaces = true;
	CHECK_INT(save(&w, &two).version, 2);
	CHECK_OK(learning_past(
		&w.p.app, w.p.arena, &w.aino, w.aino.public, STR("digital"), PROJECT_END, &past));
	REQUIRE(past.len == 1);
	CHECK_STR(past.at[0].text, "Filmen");
	place_close(&w.p);
}

TEST(learning_keeps_what_stood_there_for_a_while)
{
	struct world w;
	struct learning_past past;
	REQUIRE(set_up(&w));
	struct learning_in in = about("digital", PROJECT_END, "nul");
	for (int i = 0; i <= LEARNING_PAST_MOST + 1; i++) {
		in.text = str_fmt(w.p.arena, "nummer %02d", i);
		in.version = i;
		CHECK_INT(save(&w, &in).version, i + 1);
		in.text = str_fmt(w.p.arena, "Nummer %02d", i); /* at once: replaced unkept */
		place_pass(&w.p, LEARNING_PAST_EACH + 1);
	}
	CHECK_OK(learning_past(
		&w.p.app, w.p.arena, &w.aino, w.aino.public, STR("digital"), PROJECT_END, &past));
	CHECK_INT((int64_t)past.len, LEARNING_PAST_MOST);
	CHECK_STR(past.at[0].text, "nummer 10");
	in.version = LEARNING_PAST_MOST + 2;
	in.text = STR("Kort");
	save(&w, &in); /* after a while */
	in.version++;
	in.text = STR("Kort2");
	save(&w, &in); /* at once */
	CHECK_OK(learning_past(
		&w.p.app, w.p.arena, &w.aino, w.aino.public, STR("digital"), PROJECT_END, &past));
	CHECK_STR(past.at[0].text, "nummer 11");
	place_close(&w.p);
}

TEST(learning_that_cannot_be)
{
	struct world w;
	struct learning_saved saved;
	char long_text[LEARNING_TEXT_MOST + 2] = {0};
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	for (size_t i = 0; i <= LEARNING_TEXT_MOST; i++)
		long_text[i] = 'a';
	struct learning_in in = about("stem", PROJECT_END, long_text);
	CHECK_ERR(learning_save(app, w.p.arena, &w.aino, w.aino.public, &in, &saved), ERR_INVALID);
	in = about("designing", PROJECT_END, "x y");
	CHECK_ERR(
		learning_save(app, w.p.arena, &w.aino, w.aino.public, &in, &saved), ERR_NOT_FOUND);
	in = about("", PROJECT_END, "x y");
	CHECK_ERR(
		learning_save(app, w.p.arena, &w.aino, w.aino.public, &in, &saved), ERR_NOT_FOUND);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM learning_text"), 0);
	place_close(&w.p);
}

TEST(learning_of_others_is_not_there)
{
	struct world w;
	struct learning l;
	struct learning_saved saved;
	struct learning_past past;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct public_id who = w.aino.public;
	struct actor noor = place_person(&w.p, "Noor", "noor@post.example"), nobody = {0};
	struct learning_in in = about("stem", PROJECT_END, COOKED);
	struct learning_place place = {STR("stem"), PROJECT_END};
	struct learning_about none = {0};
	save(&w, &in);
	const struct actor *strangers[] = {&w.mila, &w.otto, &w.jure, &noor, &nobody};
	for (size_t i = 0; i < 5; i++) {
		const struct actor *by = strangers[i];
		CHECK_ERR(learning_open(app, a, by, who, 0, &l), ERR_NOT_FOUND);
		CHECK_ERR(learning_save(app, a, by, who, &in, &saved), ERR_NOT_FOUND);
		CHECK_ERR(learning_past(app, a, by, who, place.area, place.moment, &past),
			ERR_NOT_FOUND);
		CHECK_ERR(learning_set_about(app, a, by, who, &none), ERR_NOT_FOUND);
		CHECK_ERR(learning_submit(app, a, by, who, 1), ERR_NOT_FOUND);
		CHECK_ERR(learning_take_back(app, a, by, who), ERR_NOT_FOUND);
		CHECK_ERR(learning_reply(app, a, by, who, &place, STR("Hoi")), ERR_NOT_FOUND);
	}
	hand_in(&w);
	const struct actor *outsiders[] = {&w.otto, &noor, &w.jure, &w.aino, &nobody};
	for (size_t i = 0; i < 5; i++) {
		const struct actor *by = outsiders[i];
		enum err_code code = by->person.n ? ERR_FORBIDDEN : ERR_UNAUTHENTICATED;
		CHECK_ERR(learning_read(app, a, by, &w.at, who, 0, &l), code);
		CHECK_ERR(learning_suggest(app, a, by, &w.at, who, &place, STR("Hoi")), code);
		CHECK_ERR(learning_accept(app, a, by, &w.at, who), code);
	}
	/* In another project of the own organisation, by the same key. */
	struct project_basics basics = {STR("Vuur"), STR("own"), STR_NONE};
	struct project_at other = {w.town, {{0}}};
	CHECK_OK(project_make(app, a, &w.otto, w.town, &basics, NULL, &other.project));
	CHECK_ERR(learning_read(app, a, &w.otto, &other, who, 0, &l), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(learning_is_in_the_export_of_whose_account_has_it)
{
	struct world w;
	struct json items = json_array();
	REQUIRE(set_up(&w));
	struct learning_in in = about("stem", PROJECT_END, "Kort");
	struct learning_place place = {STR("stem"), PROJECT_END};
	const struct learning_about beside = {STR("Tante Ria"), STR("mijn tante")};
	const struct evidence_in film = {.area = STR("stem"),
		.title = STR("Onze film"),
		.link = STR("https://film.example/water")};
	save(&w, &in);
	in = (struct learning_in){STR("stem"), PROJECT_END, STR(COOKED), 1, true};
	save(&w, &in);
	CHECK_OK(learning_reply(&w.p.app, w.p.arena, &w.aino, w.aino.public, &place, STR("Hoi")));
	CHECK_OK(learning_set_about(&w.p.app, w.p.arena, &w.aino, w.aino.public, &beside));
	CHECK_OK(evidence_add(&w.p.app, w.p.arena, &w.aino, w.aino.public, &film));
	const struct export_making making = {
		.app = &w.p.app, .arena = w.p.arena, .actor = place_person(&w.p, "Noor", "n@p.nl")};
	place_sql(&w.p, "UPDATE participant SET person = (SELECT MAX(id) FROM person) "
			"WHERE given_name = 'Aino'");
	CHECK_OK(part_learned(&making, &items));
	REQUIRE(items.len == 5);
	CHECK_STR(json_str(json_get(&items.items[0], STR("answer"))), COOKED);
	CHECK_STR(json_str(json_get(&items.items[1], STR("answer"))), "Kort");
	CHECK_STR(json_str(json_get(&items.items[2], STR("comment"))), "Hoi");
	CHECK_STR(json_str(json_get(&items.items[3], STR("with"))), "Tante Ria");
	const struct json *shows = json_get(&items.items[4], STR("shows"));
	REQUIRE(shows && shows->len == 2);
	CHECK_STR(json_str(&shows->items[1]), "https://film.example/water");
	json_each_item (item, &items)
		json_each_member (it, item)
			CHECK(export_label(it->name) != NULL);
	place_close(&w.p);
}

/* Whose account has the page writes there, and the code opens nothing any more. */
TEST(learning_in_an_account)
{
	struct world w;
	struct learning l;
	REQUIRE(set_up(&w));
	struct actor noor = place_person(&w.p, "Noor", "noor@post.example");
	place_sql(&w.p, "UPDATE participant SET person = (SELECT MAX(id) FROM person) "
			"WHERE given_name = 'Aino'");
	CHECK_OK(learning_open(&w.p.app, w.p.arena, &noor, w.aino.public, 0, &l));
	CHECK_ERR(learning_open(&w.p.app, w.p.arena, &w.aino, w.aino.public, 0, &l), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(learning_is_the_organisers_to_read_while_it_is_handed_in)
{
	struct world w;
	struct learning l;
	struct learning_saved saved;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct learning_in in = about("stem", PROJECT_END, COOKED);
	CHECK_ERR(read_hers(&w, &w.mila, &l), ERR_NOT_FOUND);
	save(&w, &in);
	CHECK_ERR(read_hers(&w, &w.mila, &l), ERR_NOT_FOUND);
	hand_in(&w);
	CHECK_OK(read_hers(&w, &w.mila, &l));
	CHECK_STR(text_of(&l, "stem", PROJECT_END)->text, COOKED);
	CHECK_STR(l.name, "Aino Aalto");
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'learning.read'"), 1);
	in.version = 1;
	in.text = STR("Iets anders");
	CHECK_ERR(learning_save(app, w.p.arena, &w.aino, w.aino.public, &in, &saved), ERR_INVALID);
	CHECK_OK(learning_take_back(app, w.p.arena, &w.aino, w.aino.public));
	CHECK_OK(learning_take_back(app, w.p.arena, &w.aino, w.aino.public));
	CHECK_ERR(read_hers(&w, &w.mila, &l), ERR_NOT_FOUND);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant WHERE state = 'writing'"), 1);
	CHECK_INT(save(&w, &in).version, 2);
	place_close(&w.p);
}

TEST(learning_is_handed_in_as_it_was_shown)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct learning_in in = about("stem", PROJECT_END, COOKED);
	save(&w, &in);
	struct learning shown = open_own(&w);
	in = about("stem", PROJECT_START, "Rekenen");
	save(&w, &in);
	CHECK_ERR(learning_submit(&w.p.app, w.p.arena, &w.aino, w.aino.public, shown.revision),
		ERR_CONFLICT);
	CHECK(!open_own(&w).submitted);
	hand_in(&w);
	hand_in(&w);
	CHECK(open_own(&w).submitted == clock_now(&w.p.clock.clock));
	CHECK_INT(
		place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'learning.submit'"), 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant WHERE state = 'submitted'"), 1);
	place_close(&w.p);
}

static err_t suggest(struct world *w, const char *text)
{
	struct learning_place place = {STR("stem"), PROJECT_END};
	return learning_suggest(
		&w->p.app, w->p.arena, &w->mila, &w->at, w->aino.public, &place, str_of(text));
}

TEST(learning_is_talked_about_and_the_participant_decides)
{
	struct world w;
	struct learning l;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct learning_place place = {STR("stem"), PROJECT_END};
	struct learning_in in = about("stem", PROJECT_END, COOKED);
	save(&w, &in);
	CHECK_ERR(suggest(&w, "Voor wie?"), ERR_NOT_FOUND);
	hand_in(&w);
	CHECK_ERR(suggest(&w, " "), ERR_INVALID);
	CHECK_OK(suggest(&w, "Voor wie?"));
	l = open_own(&w);
	REQUIRE(l.comments_len == 1);
	CHECK(l.has_suggestion && l.comments[0].by_organiser);
	CHECK_STR(l.comments[0].name, "Mila");
	CHECK_STR(l.comments[0].text, "Voor wie?");
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant WHERE state = 'suggested'"), 1);
	CHECK(!store_holds(&w.p.store, STR("Voor wie?")));
	place_pass(&w.p, USEC_MINUTE);
	CHECK_OK(learning_reply(app, a, &w.aino, w.aino.public, &place, STR("Voor de groep")));
	place_pass(&w.p, USEC_MINUTE);
	CHECK_OK(learning_accept(app, a, &w.mila, &w.at, w.aino.public));
	CHECK_OK(read_hers(&w, &w.mila, &l));
	REQUIRE(l.comments_len == 2);
	CHECK(l.accepted && !l.has_suggestion && !l.comments[1].by_organiser);
	CHECK_STR(text_of(&l, "stem", PROJECT_END)->text, COOKED);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant WHERE state = 'accepted'"), 1);
	CHECK_OK(learning_take_back(app, a, &w.aino, w.aino.public));
	l = open_own(&w);
	CHECK(!l.accepted && !l.has_suggestion && l.comments_len == 2);
	place_close(&w.p);
}

TEST(learning_names_who_was_talked_with)
{
	struct world w;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct learning_about about = {STR("Tante Ria"), STR("mijn tante")};
	CHECK_OK(learning_set_about(app, w.p.arena, &w.aino, w.aino.public, &about));
	struct learning l = open_own(&w);
	CHECK_STR(l.about.partner, "Tante Ria");
	CHECK_STR(l.about.relation, "mijn tante");
	CHECK(!store_holds(&w.p.store, STR("Tante Ria")));
	about.partner = str_fmt(w.p.arena, "%0*d", LEARNING_NAME_MOST + 1, 0);
	CHECK_ERR(learning_set_about(app, w.p.arena, &w.aino, w.aino.public, &about), ERR_INVALID);
	place_close(&w.p);
}

TEST(learning_stands_beside_the_goals_of_the_project)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct project_text goals = {STR("goals"), STR("fr"), STR("Vivre ensemble")};
	struct project_text_in in = {STR("fr"), STR(""), &goals, 1};
	CHECK_OK(project_set_texts(&w.p.app, w.p.arena, &w.mila, &w.at, &in));
	struct learning l = open_own(&w);
	CHECK_STR(l.goals, "Vivre ensemble");
	CHECK_STR(l.goals_lang, "fr");
	goals = (struct project_text){
		project_goal_field(w.p.arena, STR("stem")), STR("fr"), STR("Cuisiner")};
	CHECK_OK(project_set_texts(&w.p.app, w.p.arena, &w.mila, &w.at, &in));
	l = open_own(&w);
	CHECK_STR(learning_area_find(&l, STR("stem"))->goals, "Cuisiner");
	CHECK_STR(learning_area_find(&l, STR("stem"))->goals_lang, "fr");
	CHECK_STR(learning_area_find(&l, STR("digital"))->goals, "");
	CHECK_STR(l.goals, "Vivre ensemble");
	place_close(&w.p);
}

TEST(learning_that_is_damaged_says_so)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct learning_in in = about("stem", PROJECT_END, COOKED);
	save(&w, &in);
	in = about("stem", PROJECT_START, "Rekenen");
	save(&w, &in);
	place_sql(&w.p, "UPDATE learning_text SET body = (SELECT body FROM learning_text "
			"WHERE moment = 'start') WHERE moment = 'end'");
	struct learning l = open_own(&w);
	CHECK(text_of(&l, "stem", PROJECT_END)->is_damaged);
	CHECK_STR(text_of(&l, "stem", PROJECT_START)->text, "Rekenen");
	place_close(&w.p);
}

/* The coordinator makes one. */
static void make_card(struct world *w)
{
	place_pass(&w->p, USEC_MINUTE);
	place_card(&w->p, &w->mila, &w->at, w->aino.public);
	place_pass(&w->p, USEC_MINUTE);
}

/* Whoever made the new code could come in by it. */
TEST(learning_stays_closed_to_a_code_that_was_made_later)
{
	struct world w;
	struct learning l;
	struct learning_saved saved;
	struct learning_past past;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct public_id who = w.aino.public;
	struct learning_in in = about("stem", PROJECT_END, COOKED);
	struct learning_place place = {STR("stem"), PROJECT_END};
	struct learning_about none = {0};
	make_card(&w); /* before anything was written */
	CHECK_ERR(learning_begin_anew(app, a, &w.aino, who), ERR_NOT_FOUND);
	save(&w, &in);
	make_card(&w);
	CHECK_ERR(learning_open(app, a, &w.aino, who, 0, &l), ERR_FORBIDDEN);
	CHECK_ERR(learning_save(app, a, &w.aino, who, &in, &saved), ERR_FORBIDDEN);
	CHECK_ERR(learning_past(app, a, &w.aino, who, place.area, place.moment, &past),
		ERR_FORBIDDEN);
	CHECK_ERR(learning_set_about(app, a, &w.aino, who, &none), ERR_FORBIDDEN);
	CHECK_ERR(learning_submit(app, a, &w.aino, who, 1), ERR_FORBIDDEN);
	CHECK_ERR(learning_reply(app, a, &w.aino, who, &place, STR("Hoi")), ERR_FORBIDDEN);
	CHECK_ERR(read_hers(&w, &w.mila, &l), ERR_NOT_FOUND);
	CHECK_ERR(learning_begin_anew(app, a, &w.jure, who), ERR_NOT_FOUND);
	CHECK_ERR(learning_begin_anew(app, a, &w.mila, who), ERR_NOT_FOUND);
	CHECK_OK(learning_begin_anew(app, a, &w.aino, who));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM learning_text"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant WHERE state = 'opened'"), 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant_event WHERE what = 'anew'"), 1);
	CHECK_INT(save(&w, &in).version, 1);
	place_close(&w.p);
}

TEST(learning_that_was_handed_in_can_be_read_with_a_later_code)
{
	struct world w;
	struct learning l;
	struct learning_past past;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct public_id who = w.aino.public;
	struct learning_in in = about("stem", PROJECT_END, "Nog niet goed");
	save(&w, &in);
	in = (struct learning_in){STR("stem"), PROJECT_END, STR(COOKED), 1, true};
	save(&w, &in);
	hand_in(&w);
	make_card(&w);
	l = open_own(&w);
	CHECK_STR(text_of(&l, "stem", PROJECT_END)->text, COOKED);
	CHECK_OK(learning_past(app, a, &w.aino, who, in.area, in.moment, &past));
	CHECK_INT((int64_t)past.len, 0); /* nobody else has seen that */
	CHECK(l.is_locked);
	CHECK_ERR(learning_take_back(app, a, &w.aino, who), ERR_FORBIDDEN);
	CHECK_ERR(learning_begin_anew(app, a, &w.aino, who), ERR_NOT_FOUND);
	place_close(&w.p);
}

/* Nobody else has ever seen it, and nobody will. */
TEST(learning_that_was_not_handed_in_goes_with_the_account)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct learning_in in = about("stem", PROJECT_END, COOKED);
	struct actor noor = place_person(&w.p, "Noor", "noor@post.example");
	save(&w, &in);
	in = (struct learning_in){STR("stem"), PROJECT_END, STR("Kort"), 1, true};
	save(&w, &in);
	hand_in(&w);
	place_sql(&w.p, "INSERT INTO learning (participant, revision) SELECT id, 1 "
			"FROM participant WHERE given_name = 'Jure'");
	place_sql(&w.p,
		"INSERT INTO learning_text (participant, area, moment, version, changed, "
		"counts, body) SELECT p.id, t.area, t.moment, 1, t.changed, t.counts, t.body "
		"FROM participant p, learning_text t WHERE p.given_name = 'Jure'");
	place_sql(&w.p, "UPDATE participant SET person = (SELECT MAX(id) FROM person)");
	CHECK_OK(erase_person(&w.p.app, noor.public));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM learning_past"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM learning_text"), 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM learning WHERE submitted IS NOT NULL"), 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM learning"), 1);
	place_close(&w.p);
}

TEST(learning_ends_with_its_participant)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct learning_in in = about("stem", PROJECT_END, COOKED);
	save(&w, &in);
	in = (struct learning_in){STR("stem"), PROJECT_END, STR("Kort"), 1, true};
	save(&w, &in);
	hand_in(&w);
	CHECK_OK(suggest(&w, "Mooi"));
	CHECK_OK(erase_participant(&w.p.app, w.aino.public));
	CHECK_INT(place_sql(&w.p, "SELECT (SELECT count(*) FROM learning) + "
				  "(SELECT count(*) FROM learning_text) + "
				  "(SELECT count(*) FROM learning_past) + "
				  "(SELECT count(*) FROM learning_comment)"),
		0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant"), 1);
	place_close(&w.p);
}
