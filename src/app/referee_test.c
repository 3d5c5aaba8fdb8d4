#include "app/referee.h"

#include "app/erase.h"
#include "app/learning.h"
#include "app/project_keep.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "unit/project.h"
#include "unit/unit.h"

#define COOKED "Ik kookte voor 24 mensen."

/* A youth organisation with a coordinator, a project, and two who take part by their codes. */
struct world {
	struct place p;
	struct actor mila, aino, jure;
	struct project_at at;
};

static int64_t save(struct world *w, const char *area, const char *text, int64_t version)
{
	struct learning_in in = {str_of(area), PROJECT_END, str_of(text), version, false};
	struct learning_saved saved = {0};
	CHECK_OK(learning_save(&w->p.app, w->p.arena, &w->aino, w->aino.public, &in, &saved));
	return saved.version;
}

static bool set_up(struct world *w)
{
	if (!place_open_takers(&w->p, &w->mila, &w->at, &w->aino, &w->jure))
		return false;
	save(w, "stem", COOKED, 0);
	save(w, "digital", "Ik maakte een film.", 0);
	return true;
}

static const struct str stem = {"stem", 4};
static const struct referee_in ria = {.name = {"Ria Bol", 7},
	.function = {"kok van het kamp", 16},
	.mail = {"ria@kamp.example", 16},
	.language = {"nl", 2},
	.areas = &stem,
	.areas_len = 1};

static err_t ask(struct world *w, const struct referee_in *in)
{
	place_pass(&w->p, USEC_SECOND);
	return referee_ask(&w->p.app, w->p.arena, &w->aino, w->aino.public, in);
}

/* The code in the last letter. */
static struct str code_of(struct world *w)
{
	struct place_letter letter = place_mail(&w->p);
	struct str rest = str_from(letter.text, str_search(letter.text, STR("/referee#")));
	return str_dup(w->p.arena, str_sub(rest, STR("/referee#").len, 11));
}

static struct referee_list all_of(struct world *w)
{
	struct learning l = {0};
	CHECK_OK(learning_open(&w->p.app, w->p.arena, &w->aino, w->aino.public, 0, &l));
	return l.referees;
}

static err_t look(struct world *w, struct str code, struct referee_asked *ret)
{
	return referee_look(&w->p.app, w->p.arena, code, ret);
}

TEST(referee_is_mailed_reads_what_was_chosen_and_confirms)
{
	struct world w;
	struct referee_asked asked;
	struct learning_in start = {STR("stem"), PROJECT_START, STR("Koken."), 0, false};
	struct learning_saved saved;
	REQUIRE(set_up(&w));
	CHECK_OK(learning_save(&w.p.app, w.p.arena, &w.aino, w.aino.public, &start, &saved));
	CHECK_OK(ask(&w, &ria));
	struct place_letter letter = place_mail(&w.p);
	CHECK_STR(letter.to, "ria@kamp.example");
	CHECK(str_has(letter.text, "Aino Aalto"));
	CHECK(!str_has(letter.text, "24 mensen"));
	struct str code = code_of(&w);
	CHECK(all_of(&w).at[0].state == REFEREE_ASKED);
	CHECK_OK(look(&w, code, &asked));
	CHECK_STR(asked.name, "Aino Aalto");
	CHECK_STR(asked.organisation, "Huis Zes");
	CHECK_STR(asked.referee, "Ria Bol");
	REQUIRE(asked.texts_len == 2); /* from the start on */
	CHECK_STR(asked.texts[0].text, "Koken.");
	CHECK_STR(asked.texts[1].text, COOKED);
	CHECK(all_of(&w).at[0].state == REFEREE_LOOKED);
	CHECK_OK(referee_confirm(&w.p.app, w.p.arena, code, STR("Het was lekker.")));
	struct referee_list all = all_of(&w);
	REQUIRE(all.len == 1);
	CHECK(all.at[0].state == REFEREE_CONFIRMED && referee_counts(&all.at[0]));
	CHECK_STR(all.at[0].words, "Het was lekker.");
	CHECK_STR(all.at[0].mail, "ria@kamp.example");
	CHECK_ERR(look(&w, code, &asked), ERR_INVALID);
	CHECK_ERR(referee_decline(&w.p.app, w.p.arena, code, STR("")), ERR_INVALID);
	CHECK(all_of(&w).at[0].state == REFEREE_CONFIRMED);
	CHECK(!store_holds(&w.p.store, STR("Ria Bol")) &&
		!store_holds(&w.p.store, STR("kok van het kamp")) &&
		!store_holds(&w.p.store, STR("Het was lekker.")));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'referee.read'"), 1);
	place_close(&w.p);
}

TEST(referee_who_declines_stands_nowhere)
{
	struct world w;
	struct learning l;
	REQUIRE(set_up(&w));
	CHECK_OK(ask(&w, &ria));
	CHECK_OK(referee_decline(&w.p.app, w.p.arena, code_of(&w), STR("n.v.t.")));
	struct referee_list all = all_of(&w);
	CHECK(all.at[0].state == REFEREE_DECLINED && !referee_counts(&all.at[0]));
	CHECK_STR(all.at[0].words, "");
	place_hand_in(&w.p, &w.aino, w.aino.public);
	CHECK_OK(learning_read(&w.p.app, w.p.arena, &w.mila, &w.at, w.aino.public, 0, &l));
	CHECK_INT((int64_t)l.referees.len, 0);
	place_close(&w.p);
}

/* The participant may leave it off; the organiser sees who confirms, and no address. */
TEST(referee_is_named_while_the_participant_wants_it)
{
	struct world w;
	struct learning l;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct public_id who = w.aino.public;
	CHECK_OK(ask(&w, &ria));
	CHECK_OK(referee_confirm(app, a, code_of(&w), STR("")));
	struct public_id item = all_of(&w).at[0].public;
	CHECK_OK(referee_choose(app, a, &w.aino, who, item, false));
	CHECK(!referee_counts(&all_of(&w).at[0]));
	place_hand_in(&w.p, &w.aino, who);
	CHECK_OK(learning_read(app, a, &w.mila, &w.at, who, 0, &l));
	CHECK_INT((int64_t)l.referees.len, 0);
	CHECK_OK(referee_choose(app, a, &w.aino, who, item, true));
	CHECK_OK(learning_read(app, a, &w.mila, &w.at, who, 0, &l));
	REQUIRE(l.referees.len == 1);
	CHECK_STR(l.referees.at[0].name, "Ria Bol");
	CHECK_STR(l.referees.at[0].mail, "");
	place_close(&w.p);
}

/* What was confirmed are those words. */
TEST(referee_confirms_no_words_that_come_later)
{
	struct world w;
	struct referee_asked asked;
	REQUIRE(set_up(&w));
	CHECK_OK(ask(&w, &ria));
	struct str code = code_of(&w);
	save(&w, "digital", "Iets anders", 1); /* was not shown */
	save(&w, "stem", "Ik kookte voor 500 mensen.", 1);
	CHECK_OK(look(&w, code, &asked));
	CHECK_STR(asked.texts[0].text, COOKED);
	CHECK_OK(referee_confirm(&w.p.app, w.p.arena, code, STR("")));
	struct referee_list all = all_of(&w);
	CHECK(all.at[0].is_outdated && !referee_counts(&all.at[0]));
	save(&w, "stem", COOKED, 2);
	CHECK(referee_counts(&all_of(&w).at[0]));
	place_close(&w.p);
}

/* What was written under it is on no certificate; nor is who confirmed that. */
TEST(referee_confirms_nothing_of_another_framework)
{
	struct world w;
	struct project_basics basics = {STR("Water"), STR("youth-worker-mobility"), STR_NONE};
	REQUIRE(set_up(&w));
	CHECK_OK(ask(&w, &ria));
	CHECK_OK(referee_confirm(&w.p.app, w.p.arena, code_of(&w), STR_NONE));
	CHECK(referee_counts(&all_of(&w).at[0]));
	CHECK_OK(project_set_basics(&w.p.app, w.p.arena, &w.mila, &w.at, &basics));
	CHECK(all_of(&w).at[0].is_outdated && !referee_counts(&all_of(&w).at[0]));
	basics.type = STR("own");
	CHECK_OK(project_set_basics(&w.p.app, w.p.arena, &w.mila, &w.at, &basics));
	CHECK(referee_counts(&all_of(&w).at[0]));
	place_close(&w.p);
}

TEST(referee_ends_after_a_while)
{
	struct world w;
	struct referee_asked asked;
	REQUIRE(set_up(&w));
	CHECK_OK(ask(&w, &ria));
	struct str code = code_of(&w);
	place_pass(&w.p, REFEREE_LIFE);
	CHECK_ERR(look(&w, code, &asked), ERR_INVALID);
	CHECK_ERR(referee_confirm(&w.p.app, w.p.arena, code, STR("")), ERR_INVALID);
	CHECK(all_of(&w).at[0].state == REFEREE_ENDED);
	place_close(&w.p);
}

TEST(referee_is_withdrawn_and_put_back)
{
	struct world w;
	struct referee_asked asked;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct public_id who = w.aino.public;
	CHECK_OK(ask(&w, &ria));
	struct str code = code_of(&w);
	struct public_id item = all_of(&w).at[0].public;
	CHECK_ERR(referee_restore(app, a, &w.aino, who, item), ERR_NOT_FOUND);
	CHECK_OK(referee_remove(app, a, &w.aino, who, item));
	CHECK_ERR(referee_remove(app, a, &w.aino, who, item), ERR_NOT_FOUND);
	CHECK_ERR(referee_choose(app, a, &w.aino, who, item, true), ERR_NOT_FOUND);
	CHECK(all_of(&w).len == 0);
	CHECK_ERR(look(&w, code, &asked), ERR_INVALID);
	CHECK_OK(referee_restore(app, a, &w.aino, who, item));
	CHECK_OK(look(&w, code, &asked));
	CHECK_OK(referee_remove(app, a, &w.aino, who, item));
	place_pass(&w.p, REFEREE_UNDO + 1);
	CHECK_ERR(referee_restore(app, a, &w.aino, who, item), ERR_NOT_FOUND);
	CHECK_OK(project_start(app));
	place_mail(&w.p);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM learning_referee"), 0);
	place_close(&w.p);
}

TEST(referee_that_cannot_be)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct referee_in in = ria;
	in.name = STR("Kijk op www.evil.example");
	CHECK_ERR(ask(&w, &in), ERR_INVALID);
	in = ria;
	in.function = STR("-");
	CHECK_ERR(ask(&w, &in), ERR_INVALID);
	in.function = str_fmt(w.p.arena, "%0*d", REFEREE_FUNCTION_MOST + 1, 0);
	CHECK_ERR(ask(&w, &in), ERR_INVALID);
	in = ria;
	in.areas_len = 0;
	CHECK_ERR(ask(&w, &in), ERR_INVALID);
	const struct str empty = STR("cultural");
	in.areas = &empty;
	in.areas_len = 1;
	CHECK_ERR(ask(&w, &in), ERR_INVALID);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM mail"), 0);
	struct str words = str_fmt(w.p.arena, "%0*d", REFEREE_WORDS_MOST + 1, 0);
	CHECK_OK(ask(&w, &ria));
	CHECK_ERR(referee_confirm(&w.p.app, w.p.arena, code_of(&w), words), ERR_INVALID);
	place_close(&w.p);
}

/* Two, and no more mails by asking and withdrawing all day. */
TEST(referee_mails_have_a_limit)
{
	struct world w;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct referee_in other = ria;
	err_t e = NULL;
	int asked = 2;
	other.mail = STR("bo@kamp.example");
	CHECK_OK(ask(&w, &ria));
	CHECK_OK(ask(&w, &other));
	CHECK_ERR(ask(&w, &other), ERR_CONFLICT);
	while (!e && asked < 100) {
		struct public_id item = all_of(&w).at[0].public;
		other.mail = str_fmt(w.p.arena, "p%d@kamp.example", asked++);
		CHECK_OK(referee_remove(app, w.p.arena, &w.aino, w.aino.public, item));
		e = ask(&w, &other);
	}
	CHECK_ERR(e, ERR_RATE_LIMITED);
	CHECK(asked < 10);
	place_close(&w.p);
}

TEST(referee_of_others_is_not_there)
{
	struct world w;
	struct referee_asked asked;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct public_id who = w.aino.public;
	struct actor noor = place_person(&w.p, "Noor", "noor@post.example"), nobody = {0};
	const struct actor *others[] = {&w.mila, &w.jure, &noor, &nobody};
	CHECK_OK(ask(&w, &ria));
	struct public_id item = all_of(&w).at[0].public;
	for (size_t i = 0; i < 4; i++) {
		CHECK_ERR(referee_ask(app, a, others[i], who, &ria), ERR_NOT_FOUND);
		CHECK_ERR(referee_remove(app, a, others[i], who, item), ERR_NOT_FOUND);
		CHECK_ERR(referee_restore(app, a, others[i], who, item), ERR_NOT_FOUND);
		CHECK_ERR(referee_choose(app, a, others[i], who, item, false), ERR_NOT_FOUND);
	}
	CHECK_ERR(referee_remove(app, a, &w.jure, w.jure.public, item), ERR_NOT_FOUND);
	CHECK_ERR(look(&w, STR("00000-00000"), &asked), ERR_INVALID);
	CHECK_ERR(look(&w, STR(""), &asked), ERR_INVALID);
	place_close(&w.p);
}

TEST(referee_ends_with_its_participant_and_with_the_account)
{
	struct world w;
	struct referee_asked asked;
	REQUIRE(set_up(&w));
	CHECK_OK(ask(&w, &ria));
	struct str code = code_of(&w);
	struct actor noor = place_person(&w.p, "Noor", "noor@post.example");
	place_sql(&w.p, "UPDATE participant SET person = (SELECT MAX(id) FROM person)");
	CHECK_OK(erase_person(&w.p.app, noor.public));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM learning_referee"), 0);
	CHECK_ERR(look(&w, code, &asked), ERR_INVALID);
	save(&w, "stem", COOKED, 0);
	CHECK_OK(ask(&w, &ria));
	CHECK_OK(erase_participant(&w.p.app, w.aino.public));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM learning_referee"), 0);
	place_close(&w.p);
}

/* Whoever made the new code does not read the address. */
TEST(referee_keeps_its_address_from_a_later_code)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(ask(&w, &ria));
	place_hand_in(&w.p, &w.aino, w.aino.public);
	place_pass(&w.p, USEC_MINUTE);
	place_card(&w.p, &w.mila, &w.at, w.aino.public);
	struct referee_list all = all_of(&w);
	REQUIRE(all.len == 1);
	CHECK_STR(all.at[0].name, "Ria Bol");
	CHECK_STR(all.at[0].mail, "");
	place_close(&w.p);
}
