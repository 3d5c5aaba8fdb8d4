#include "app/project_end.h"

#include "app/participant_invite.h"
#include "app/project_keep.h"
#include "app/project_tell.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "unit/editor.h"
#include "unit/project.h"
#include "unit/unit.h"

/* A youth organisation with a coordinator, and two projects on the same days: Aino takes part in
 * both, Jure in the first, without an address. */
struct world {
	struct place p;
	struct actor mila;
	struct project_at water, fire;
	day last; /* on which both are here */
};

static void add(struct world *w, const struct project_at *at, const char *name, const char *mail)
{
	struct participant in = place_participant(name, "Aalto", "FI", mail);
	in.language = STR("en");
	CHECK_OK(participant_put(&w->p.app, w->p.arena, &w->mila, at, NULL, &in));
}

static struct project seen(struct world *w, const struct project_at *at)
{
	struct project p = {0};
	CHECK_OK(project_open(&w->p.app, w->p.arena, &w->mila, at, &p));
	return p;
}

static bool set_up(struct world *w)
{
	const struct project_basics fire = {STR("Vuur"), STR("own"), STR_NONE};
	if (!place_open_project(&w->p, "own", &w->mila, &w->water))
		return false;
	add(w, &w->water, "Aino", "aino@post.example");
	w->fire.organisation = w->water.organisation;
	CHECK_OK(project_make(&w->p.app, w->p.arena, &w->mila, w->fire.organisation, &fire, NULL,
		&w->fire.project));
	add(w, &w->fire, "Aino", "aino@post.example");
	add(w, &w->water, "Jure", "");
	w->last = seen(w, &w->water).kept_for;
	CHECK_OK(project_start(&w->p.app));
	place_mail(&w->p);
	return true;
}

/* The round of that day; how many letters came of it. */
static size_t come_to(struct world *w, day d)
{
	size_t before = w->p.letters.len;
	w->p.clock.at = zone_day_start(d) + USEC_HOUR;
	place_mail(&w->p);
	return w->p.letters.len - before;
}

static const struct place_letter *letter_to(struct world *w, const char *mail)
{
	for (size_t i = w->p.letters.len; i; i--)
		if (str_is(w->p.letters.at[i - 1].to, mail))
			return &w->p.letters.at[i - 1];
	static const struct place_letter none;
	return &none;
}

TEST(project_end_is_announced_three_times_in_one_mail_each)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(come_to(&w, w.last - 61), 0);
	for (int i = 0; i < PROJECT_WARNINGS; i++) {
		CHECK_INT(come_to(&w, w.last - project_warnings[i]), 2);
		struct str aino = letter_to(&w, "aino@post.example")->text;
		struct str mila = letter_to(&w, "mila@house.example")->text;
		CHECK(str_has(aino, "Water (Huis Zes)") && str_has(aino, "Vuur (Huis Zes)"));
		CHECK(str_has(mila, "Water (Huis Zes)") && str_has(mila, "Vuur (Huis Zes)"));
		CHECK(!str_has(aino, "/part#"));
		CHECK_INT(come_to(&w, w.last - project_warnings[i] + 1), 0);
	}
	CHECK_INT(come_to(&w, w.last), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project"), 2);
	CHECK_INT(come_to(&w, w.last + 1), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project_warning"), 0);
	CHECK(!store_holds(&w.p.store, STR("Aalto")));
	CHECK(!store_holds(&w.p.store, STR("Water")));
	place_close(&w.p);
}

/* The one mail has the code when it went to that address before, and no other. */
TEST(project_end_brings_the_code_where_it_went_before)
{
	struct world w;
	struct participant_invite all = {
		.whom = INVITE_ALL, .language = STR("en"), .deadline = DAY_NONE};
	struct participant_invited done;
	REQUIRE(set_up(&w));
	CHECK_OK(participant_invite(&w.p.app, w.p.arena, &w.mila, &w.water, &all, &done));
	CHECK_OK(project_keep_longer(
		&w.p.app, w.p.arena, &w.mila, &w.fire, w.last + 200, STR("Controle")));
	place_mail(&w.p);
	struct str code = letter_to(&w, "aino@post.example")->text;
	code = str_sub(code, str_search(code, STR("/part#")), 6 + 14);
	CHECK_INT(come_to(&w, w.last - 60), 2);
	CHECK(str_has(letter_to(&w, "aino@post.example")->text, str_z(w.p.arena, code)));
	CHECK(str_has(letter_to(&w, "aino@post.example")->subject, "Water"));
	place_sql(&w.p, "UPDATE participant SET recipient = code FROM participant_code "
			"WHERE participant.id = participant_code.participant");
	CHECK_INT(come_to(&w, w.last - 30), 2);
	CHECK(!str_has(letter_to(&w, "aino@post.example")->text, "/part#"));
	place_close(&w.p);
}

/* As a runner leaves it that was killed: some were told, the others wait. */
TEST(project_end_is_told_once_after_a_crash)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(come_to(&w, w.last - 60), 2);
	place_sql(&w.p, "INSERT INTO project_warning (project, participant) "
			"SELECT project, id FROM participant");
	CHECK_INT(come_to(&w, w.last - 59), 1);
	CHECK(str_has(letter_to(&w, "aino@post.example")->text, "Vuur"));
	CHECK_INT(come_to(&w, w.last - 58), 0);
	place_close(&w.p);
}

TEST(project_end_of_another_period_is_no_second_mail)
{
	struct world w;
	REQUIRE(set_up(&w));
	usec kept = w.p.periods.of[RETENTION_PROJECT];
	CHECK_INT(come_to(&w, w.last - 60), 2);
	w.p.periods.of[RETENTION_PROJECT] = kept + 365 * USEC_DAY;
	CHECK_INT(come_to(&w, w.last - 59), 0);
	w.p.periods.of[RETENTION_PROJECT] = kept;
	CHECK_INT(come_to(&w, w.last - 58), 0);
	w.p.periods.of[RETENTION_PROJECT] = kept + 10 * USEC_DAY;
	CHECK_INT(come_to(&w, w.last - 50), 0);
	/* shorter: what was announced holds */
	w.p.periods.of[RETENTION_PROJECT] = kept / 2;
	CHECK_INT(come_to(&w, w.last - 49), 0);
	CHECK_INT(come_to(&w, w.last - 30), 2);
	CHECK_INT(seen(&w, &w.water).kept_for, w.last);
	/* much longer: another end, announced anew */
	w.p.periods.of[RETENTION_PROJECT] = kept + 365 * USEC_DAY;
	CHECK_INT(come_to(&w, w.last + 365 - 61), 0);
	for (int i = 0; i < PROJECT_WARNINGS; i++)
		CHECK_INT(come_to(&w, w.last + 365 - project_warnings[i]), 2);
	CHECK_INT(come_to(&w, w.last + 366), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project"), 0);
	place_close(&w.p);
}

/* The program did not run, or the period became shorter: nobody goes unwarned. */
TEST(project_end_waits_for_warnings_that_came_late)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(come_to(&w, w.last + 100), 2);
	CHECK_INT(seen(&w, &w.water).kept_for, w.last + 160);
	CHECK_INT(come_to(&w, w.last + 155), 2); /* the last one, a week before */
	CHECK_INT(seen(&w, &w.water).kept_for, w.last + 162);
	CHECK_INT(come_to(&w, w.last + 162), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project"), 2);
	CHECK_INT(come_to(&w, w.last + 163), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project"), 0);
	place_close(&w.p);
}

TEST(project_is_kept_longer_with_a_reason_and_not_for_ever)
{
	struct world w;
	struct project_history h;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct actor otto = place_person(&w.p, "Otto", "otto@town.example");
	day longest = seen(&w, &w.water).longest;
	CHECK_INT(longest, w.last + PROJECT_LONGER_MOST);
	CHECK_ERR(project_keep_longer(app, a, &otto, &w.water, longest, STR("Zo")), ERR_FORBIDDEN);
	CHECK_WRONG(project_keep_longer(app, a, &w.mila, &w.water, w.last, STR("Zo")), "until");
	CHECK_WRONG(
		project_keep_longer(app, a, &w.mila, &w.water, longest + 1, STR("Zo")), "until");
	CHECK_WRONG(project_keep_longer(app, a, &w.mila, &w.water, DAY_NONE, STR("Zo")), "until");
	CHECK_WRONG(project_keep_longer(app, a, &w.mila, &w.water, longest, STR(" ")), "reason");
	CHECK_WRONG(project_keep_longer(app, a, &w.mila, &w.water, longest, STR("/")), "reason");
	CHECK_OK(project_keep_longer(
		app, a, &w.mila, &w.water, w.last + 100, STR("Controle door Brussel")));
	CHECK_INT(seen(&w, &w.water).kept_for, w.last + 100);
	CHECK_INT(seen(&w, &w.water).longest, longest);
	CHECK_OK(project_history(app, a, &w.mila, &w.water, 1, &h));
	CHECK_STR(h.at[0].reason, "Controle door Brussel");
	CHECK(!store_holds(&w.p.store, STR("Controle door Brussel")));
	CHECK_INT(come_to(&w, w.last - 60), 2);
	CHECK(!str_has(letter_to(&w, "mila@house.example")->text, "Water"));
	CHECK_INT(come_to(&w, w.last - 7), 2);
	/* at the last moment */
	CHECK_OK(project_keep_longer(app, a, &w.mila, &w.fire, w.last + 100, STR("Controle")));
	CHECK_INT(come_to(&w, w.last + 1), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project"), 2);
	place_close(&w.p);
}

TEST(project_end_is_told_to_partners_who_edit_all_of_it)
{
	struct world w;
	REQUIRE(set_up(&w));
	place_editor(&w.p, &w.mila, &w.water, "Eva", EDITOR_WHOLE, "FR");
	place_editor(&w.p, &w.mila, &w.water, "Olga", EDITOR_OWN, "FR");
	place_sql(&w.p, "UPDATE project_editor SET ends = 40000");
	place_pass(&w.p, PROJECT_TELL_AFTER + 1);
	place_mail(&w.p); /* what is told of who accepted */
	CHECK_INT(come_to(&w, w.last - 60), 3);
	place_sql(&w.p, "UPDATE project_editor SET ends = 20000");
	CHECK_INT(come_to(&w, w.last - 30), 2);
	place_close(&w.p);
}
