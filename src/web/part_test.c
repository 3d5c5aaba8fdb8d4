/* One's own page of a project, and inviting to it, as a browser sees them. */
#include "app/certificate.h"
#include "app/learning.h"
#include "app/participant_invite.h"
#include "app/project_close.h"
#include "app/project_keep.h"
#include "app/project_kept.h"
#include "codec/input.h"
#include "i18n/i18n.h"

#include "unit/browser.h"
#include "unit/unit.h"

#include <string.h>

struct world {
	struct place p;
	struct browser desk, b; /* of the coordinator; of the participant */
	struct actor mila;
	struct project_at at;
	struct public_id aino, giorgi;
	const char *people, *page; /* paths: the list, Aino's own page */
};

static void put(struct world *w, const char *given, const char *mail)
{
	struct participant p = place_participant(given, "Aalto", "FI", mail);
	CHECK_OK(participant_put(&w->p.app, w->p.arena, &w->mila, &w->at, NULL, &p));
}

static const char *key(struct world *w, struct public_id id)
{
	return str_z(w->p.arena, public_id_print(w->p.arena, id));
}

static void find_paths(struct world *w)
{
	struct participant_page page = place_people(&w->p, &w->mila, &w->at);
	w->aino = page.at[0].public;
	w->giorgi = page.at[1].public;
	w->people = str_fmt(w->p.arena, "%s/people", browser_project(&w->desk, &w->at)).p;
	w->page = str_fmt(w->p.arena, "/part/%s", key(w, w->aino)).p;
}

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	if (!place_open_project(p, "own", &w->mila, &w->at) || !browser_open(&w->desk, p) ||
		!browser_open(&w->b, p))
		return false;
	put(w, "Aino", "aino@post.example");
	put(w, "Giorgi", "");
	browser_sign_in_staff(&w->desk, &w->mila);
	find_paths(w);
	return true;
}

static void tear_down(struct world *w)
{
	browser_close(&w->desk);
	browser_close(&w->b);
	place_close(&w->p);
}

static const char *below(struct world *w, const char *path, const char *more)
{
	return str_fmt(w->p.arena, "%s%s", path, more).p;
}

/* What a new card of hers sends to the door. */
static const char *card(struct world *w)
{
	struct str code = place_card(&w->p, &w->mila, &w->at, w->aino);
	return str_fmt(w->p.arena, "code=%.*s", STR_ARG(code)).p;
}

static void come_in(struct world *w)
{
	const char *code = card(w);
	browser_get(&w->b, "/part");
	CHECK_INT(browser_post(&w->b, "/part", code), 303);
	CHECK_STR(w->b.location, w->page);
	CHECK(w->b.part.len);
}

TEST(part_is_opened_by_its_code_and_mended)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(browser_get(&w.b, w.page), 303);
	CHECK_STR(w.b.location, "/part");
	CHECK_INT(browser_get(&w.b, "/part"), 200);
	CHECK(browser_sees(&w.b, "class=\"chip\" name=\"language\" value=\"fr\""));
	CHECK_INT(browser_post(&w.b, "/part", "code=7K3QW-M2DXA-4F"), 422);
	CHECK(!w.b.part.len);
	come_in(&w);
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, "Huis Zes") && browser_sees(&w.b, "aino@post.example"));
	CHECK(browser_sees(&w.b, "/register") && !browser_sees(&w.b, "/claim"));
	const char *data = below(&w, w.page, "/data");
	CHECK_INT(browser_get(&w.b, data), 200);
	CHECK(browser_sees(&w.b, "value=\"Aino\""));
	CHECK_INT(browser_post(&w.b, data, "given_name=&family_name=Aalto&country=FI"), 422);
	CHECK(browser_sees(&w.b, "given_name-error"));
	CHECK_INT(browser_post(&w.b, data,
			  "given_name=Aino&family_name=Aro&country=FI&"
			  "born=2004-05-06&also=fr&also=de"),
		303);
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "?saved")), 200);
	CHECK(browser_sees(&w.b, "Aino Aro") && browser_sees(&w.b, "role=\"status\""));
	CHECK(browser_sees(&w.b, "Fran\xc3\xa7"
				 "ais, Deutsch"));
	/* nobody else's, and nothing else */
	const char *other = str_fmt(w.p.arena, "/part/%s", key(&w, w.giorgi)).p;
	CHECK_INT(browser_get(&w.b, other), 303);
	CHECK_INT(browser_get(&w.b, w.people), 303);
	CHECK_INT(browser_get(&w.b, "/part/mine"), 303);
	CHECK_INT(browser_get(&w.b, "/part"), 200);
	CHECK(browser_sees(&w.b, w.page));
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/close"), ""), 303);
	CHECK_STR(w.b.location, "/part?closed");
	CHECK_INT(browser_get(&w.b, w.page), 303);
	tear_down(&w);
}

/* The one main button, and where it leads. */
static bool goes_on(struct world *w, const char *path)
{
	const char *button = str_fmt(w->p.arena, "--primary\" href=\"%s%s\"", w->page, path).p;
	CHECK_INT(browser_get(&w->b, w->page), 200);
	return browser_sees(&w->b, button);
}

static void set_state(struct world *w, const char *state, const char *outcome)
{
	place_sql(&w->p, str_fmt(w->p.arena,
				 "UPDATE participant SET state = '%s', outcome = %s, moved = FALSE "
				 "WHERE given_name = 'Aino'",
				 state, outcome)
				 .p);
}

TEST(part_says_what_comes_next)
{
	static const char *const writing[] = {
		"entered", "invited", "opened", "writing", "suggested"};
	static const char *const outcomes[] = {"issued", "reissued", "delivered", "downloaded"};
	struct world w;
	REQUIRE(set_up(&w));
	come_in(&w);
	for (size_t i = 0; i < 5; i++) {
		set_state(&w, writing[i], "NULL");
		CHECK(goes_on(&w, "/learning"));
	}
	for (size_t i = 0; i < 4; i++) {
		set_state(&w, "accepted", str_fmt(w.p.arena, "'%s'", outcomes[i]).p);
		CHECK(goes_on(&w, "/certificate") && !goes_on(&w, "/learning"));
		CHECK(!browser_sees(&w.b, "/certificate/ask\""));
	}
	place_sql(&w.p, "INSERT INTO learning (participant, revision, submitted, changed) "
			"SELECT id, 1, 1, 1 FROM participant WHERE given_name = 'Aino'");
	set_state(&w, "submitted", "NULL"); /* nothing: what is there is linked */
	CHECK(!goes_on(&w, "/learning") && browser_sees(&w.b, "/learning\""));
	set_state(&w, "accepted", "NULL");
	CHECK(!goes_on(&w, "/learning") && browser_sees(&w.b, "/certificate/ask\""));
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/certificate/ask"), ""), 303);
	CHECK(!goes_on(&w, "/learning") && !browser_sees(&w.b, "/certificate/ask\""));
	/* handed in anew after one was issued */
	set_state(&w, "submitted", "'issued'");
	place_sql(&w.p, "UPDATE participant SET moved = TRUE WHERE given_name = 'Aino'");
	CHECK(!goes_on(&w, "/certificate") && browser_sees(&w.b, "/certificate\""));
	tear_down(&w);
}

TEST(part_says_that_its_project_is_closed)
{
	struct world w;
	REQUIRE(set_up(&w));
	come_in(&w);
	CHECK(goes_on(&w, "/learning") && !browser_sees(&w.b, "sloot dit project"));
	CHECK_OK(project_close(&w.p.app, w.p.arena, &w.mila, &w.at, STR("Iedereen is naar huis.")));
	CHECK(goes_on(&w, "/learning") && browser_sees(&w.b, "sloot dit project"));
	tear_down(&w);
}

TEST(part_comes_into_an_account_and_out_again)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct actor nino = place_person(&w.p, "Nino", "nino@post.example");
	come_in(&w);
	browser_get(&w.b, w.page);
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/claim"), ""), 303);
	CHECK(str_starts(w.b.location, STR("/sign-in")));
	browser_sign_in(&w.b, &nino);
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, "/claim\""));
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/claim"), ""), 303);
	CHECK(!w.b.part.len);
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/claim"), ""), 303); /* pressed twice */
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "?claimed")), 200);
	CHECK(browser_sees(&w.b, "/undo\"") && !browser_sees(&w.b, "/close\""));
	CHECK_INT(browser_get(&w.b, "/part/mine"), 200);
	CHECK(browser_sees(&w.b, w.page));
	CHECK_INT(browser_get(&w.b, "/passport"), 303); /* has no route yet */
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/undo"), ""), 303);
	CHECK_INT(browser_get(&w.b, w.page), 404);
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/undo"), ""), 404);
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/claim"), ""), 404);
	tear_down(&w);
}

/* On a shared computer nothing stays open behind who signed out. */
TEST(part_is_closed_by_signing_out)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct actor nino = place_person(&w.p, "Nino", "nino@post.example");
	come_in(&w);
	browser_sign_in(&w.b, &nino);
	CHECK_INT(browser_get(&w.b, w.page), 200);
	struct str part = w.b.part;
	CHECK_INT(browser_post(&w.b, "/sign-out", ""), 303);
	CHECK(!w.b.part.len);
	w.b.part = part; /* as somebody copied it */
	CHECK_INT(browser_get(&w.b, w.page), 303);
	/* who was removed meanwhile keeps nobody from signing out */
	come_in(&w);
	browser_sign_in(&w.b, &nino);
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK_OK(participant_remove(&w.p.app, w.p.arena, &w.mila, &w.at, w.aino));
	CHECK_INT(browser_post(&w.b, "/sign-out", ""), 303);
	tear_down(&w);
}

TEST(part_invitation_goes_out_from_the_list)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *invite = below(&w, w.people, "/invite");
	const char *who = str_fmt(w.p.arena, "who=%s&who=%s", key(&w, w.aino), key(&w, w.giorgi)).p;
	CHECK_INT(browser_get(&w.desk, w.people), 200);
	CHECK(browser_sees(&w.desk, key(&w, w.aino)));
	const char *next = str_fmt(w.p.arena, "--primary\" href=\"%s\"", invite).p;
	CHECK(browser_sees(&w.desk, next));
	CHECK_INT(browser_post(&w.desk, invite, below(&w, who, "&go=choose")), 200);
	CHECK(browser_sees(&w.desk, "value=\"chosen\""));
	CHECK_INT(browser_post(&w.desk, invite, below(&w, who, "&whom=chosen&ready=1.nl")), 200);
	CHECK(browser_sees(&w.desk, "</textarea>") && w.p.letters.len == 0);
	CHECK_INT(browser_post(&w.desk, invite,
			  below(&w, who, "&whom=chosen&deadline=1999-01-01&go=send")),
		422);
	CHECK(browser_sees(&w.desk, "deadline-error"));
	CHECK_INT(browser_post(&w.desk, invite,
			  below(&w, who, "&whom=chosen&message=Dag&language=nl&go=send")),
		303);
	CHECK(str_ends(w.desk.location, STR("?sent=1&without=1&left=0")));
	CHECK_STR(place_mail(&w.p).to, "aino@post.example");
	CHECK_INT(browser_get(&w.desk, str_z(w.p.arena, w.desk.location)), 200);
	CHECK(browser_sees(&w.desk, "role=\"status\""));
	CHECK(!browser_sees(&w.desk, next)); /* whom it did not reach gets a card */
	CHECK(browser_sees(&w.desk, "?state=entered&amp;tick#ticked"));
	CHECK_INT(browser_get(&w.desk, below(&w, invite, "?whom=waiting")), 200);
	CHECK_INT(browser_post(&w.desk, invite, "whom=new&go=send&who=x"), 404);
	CHECK_INT(browser_get(&w.desk, below(&w, w.people, "?state=invited&page=1")), 200);
	CHECK(browser_sees(&w.desk, "Aalto, Aino") && !browser_sees(&w.desk, "Aalto, Giorgi"));
	const char *aino = str_fmt(w.p.arena, "%s/%s", w.people, key(&w, w.aino)).p;
	CHECK_INT(browser_get(&w.desk, aino), 200);
	CHECK(browser_sees(&w.desk, "aria-current=\"step\""));
	tear_down(&w);
}

TEST(part_cards_are_printed_from_the_list)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *cards = below(&w, w.people, "/cards");
	browser_get(&w.desk, w.people);
	CHECK_INT(browser_post(&w.desk, cards, ""), 303);
	CHECK(str_ends(w.desk.location, STR("/people?nobody")));
	CHECK_INT(browser_get(&w.desk, str_z(w.p.arena, w.desk.location)), 200);
	CHECK(browser_sees(&w.desk, "role=\"alert\""));
	CHECK_INT(browser_post(&w.desk, cards, str_fmt(w.p.arena, "who=%s", key(&w, w.giorgi)).p),
		200);
	CHECK(browser_sees(&w.desk, "Giorgi Aalto") && browser_sees(&w.desk, "<svg"));
	struct str rest =
		str_from(w.desk.body, str_search(w.desk.body, STR("name=\"code\" value=\"")) + 19);
	struct str code = str_cut(&rest, '"');
	const char *paper = below(&w, cards, "/paper");
	CHECK_INT(browser_post(&w.desk, paper,
			  str_fmt(w.p.arena, "name=Giorgi&language=en&code=%.*s", STR_ARG(code)).p),
		200);
	CHECK(str_starts(w.desk.body, STR("%PDF")));
	CHECK_INT(browser_post(&w.desk, paper, "name=Giorgi&name=Aino&language=en&code=x"), 422);
	browser_get(&w.b, "/part");
	CHECK_INT(
		browser_post(&w.b, "/part", str_fmt(w.p.arena, "code=%.*s", STR_ARG(code)).p), 303);
	tear_down(&w);
}

/* What was written when the session had ended comes back after the code, and to nobody else. */
TEST(part_keeps_what_was_written_until_the_code_is_typed_again)
{
	struct world w;
	REQUIRE(set_up(&w));
	come_in(&w);
	browser_get(&w.b, w.page);
	place_pass(&w.p, SESSION_IDLE + USEC_MINUTE);
	const char *data = below(&w, w.page, "/data");
	const char *fields = str_fmt(w.p.arena, "owner=%s&answer=Lang+verhaal", key(&w, w.aino)).p;
	CHECK_INT(browser_post(&w.b, data, fields), 401);
	CHECK(browser_sees(&w.b, "name=\"kept\""));
	const char *kept = str_fmt(w.p.arena,
		"&path=%s&kept=owner%%3D%s%%26answer%%3DLang%%2Bverhaal", data, key(&w, w.aino))
				   .p;
	CHECK_INT(browser_post(&w.b, "/part", below(&w, "code=x", kept)), 422);
	CHECK(browser_sees(&w.b, "name=\"kept\""));
	CHECK_INT(browser_post(&w.b, "/part", below(&w, card(&w), kept)), 200);
	CHECK(browser_sees(&w.b, "Lang verhaal") && browser_sees(&w.b, data));
	const char *foreign = str_fmt(
		w.p.arena, "&path=%s&kept=owner%%3D%s%%26answer%%3DLang", data, key(&w, w.giorgi))
				      .p;
	CHECK_INT(browser_post(&w.b, "/part", below(&w, card(&w), foreign)), 303);
	tear_down(&w);
}

/* The value of the hidden field of the page. */
static const char *version(struct world *w, const struct browser *b)
{
	static const char mark[] = "name=\"version\" value=\"";
	struct str rest = str_from(b->body, str_search(b->body, str_of(mark)) + strlen(mark));
	struct str value = str_cut(&rest, '"');
	return str_z(w->p.arena, value);
}

/* The organiser's form was open while the participant mended something, and the other way round. */
TEST(part_of_an_older_version_overwrites_nothing_unseen)
{
	static const char fields[] = "given_name=Aino&family_name=%s&country=FI&kind=participant&"
				     "mail=aino%%40post.example&version=%s";
	struct world w;
	REQUIRE(set_up(&w));
	const char *aino = str_fmt(w.p.arena, "%s/%s", w.people, key(&w, w.aino)).p;
	const char *data = below(&w, w.page, "/data");
	come_in(&w);
	CHECK_INT(browser_get(&w.desk, aino), 200);
	const char *seen = version(&w, &w.desk);
	CHECK_INT(browser_get(&w.b, data), 200);
	const char *own = version(&w, &w.b);
	CHECK_INT(browser_post(&w.b, data, str_fmt(w.p.arena, fields, "Aro", own).p), 303);
	CHECK_INT(browser_post(&w.desk, aino, str_fmt(w.p.arena, fields, "Anttila", seen).p), 409);
	CHECK(browser_sees(&w.desk, "value=\"Anttila\"") && browser_sees(&w.desk, ">Aro<"));
	CHECK_INT(browser_post(&w.desk, aino,
			  str_fmt(w.p.arena, fields, "Anttila", version(&w, &w.desk)).p),
		303);
	CHECK_INT(browser_post(&w.b, data, str_fmt(w.p.arena, fields, "Aho", own).p), 409);
	CHECK(browser_sees(&w.b, "value=\"Aho\"") && browser_sees(&w.b, ">Anttila<"));
	CHECK_INT(browser_post(&w.b, data, str_fmt(w.p.arena, fields, "Aho", version(&w, &w.b)).p),
		303);
	CHECK_INT(browser_get(&w.desk, aino), 200);
	CHECK(browser_sees(&w.desk, "value=\"Aho\""));
	tear_down(&w);
}

/* As much as is kept of what stood there before, in the widest letters. */
static void write_much(struct world *w, const struct actor *by)
{
	struct buf wide;
	struct learning_saved saved;
	buf_init(&wide, w->p.arena, 4 * LEARNING_TEXT_MOST, 4 * LEARNING_TEXT_MOST);
	for (int i = 0; i < LEARNING_TEXT_MOST; i++)
		buf_lit(&wide, "\xf0\x9f\x8e\x88");
	const struct learning_in in = {STR("stem"), PROJECT_END, buf_str(&wide), 0, false};
	CHECK_OK(learning_save(&w->p.app, w->p.arena, by, w->aino, &in, &saved));
	place_sql(&w->p,
		"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) "
		"INSERT INTO learning_past (participant, area, moment, version, changed, body) "
		"SELECT participant, area, moment, 100 + i, changed + i, body "
		"FROM learning_text, n");
}

/* The project is deleted; what was hers she finds where it was. */
TEST(part_of_a_deleted_project_stays_in_the_account)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct actor nino = place_person(&w.p, "Nino", "nino@post.example");
	come_in(&w);
	browser_sign_in(&w.b, &nino);
	browser_get(&w.b, w.page);
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/claim"), ""), 303);
	write_much(&w, &nino);
	CHECK_OK(project_start(&w.p.app));
	place_end_projects(&w.p);
	browser_sign_in(&w.b, &nino);
	CHECK_INT(browser_get(&w.b, w.page), 303);
	const char *kept = str_z(w.p.arena, w.b.location);
	CHECK_STR(w.b.location, str_fmt(w.p.arena, "/kept/%s", key(&w, w.aino)).p);
	CHECK_INT(browser_get(&w.b, kept), 200);
	CHECK(browser_sees(&w.b, "Huis Zes") && browser_sees(&w.b, "aino@post.example"));
	CHECK(w.b.body.len > PROJECT_KEPT_PAST_BYTES);
	CHECK_INT(browser_get(&w.b, below(&w, kept, "/certificate/0")), 404);
	CHECK_INT(browser_get(&w.b, below(&w, kept, "/certificate/x")), 404);
	CHECK_INT(browser_get(&w.b, "/part/mine"), 200);
	CHECK(browser_sees(&w.b, kept));
	browser_sign_in(&w.desk, &w.mila);
	CHECK_INT(browser_get(&w.desk, kept), 404);
	CHECK_INT(browser_post(&w.b, below(&w, kept, "/remove"), ""), 303);
	CHECK_INT(browser_get(&w.b, "/part/mine?removed"), 200);
	CHECK(browser_sees(&w.b, "role=\"status\"") && !browser_sees(&w.b, kept));
	CHECK_INT(browser_get(&w.b, kept), 404);
	CHECK_INT(browser_get(&w.b, w.page), 404);
	tear_down(&w);
}

/* A mark that somebody made up for this browser does not become that of who signs in. */
TEST(part_open_here_does_not_stand_before_the_passport)
{
	static const char made_up[] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
	struct world w;
	REQUIRE(set_up(&w));
	come_in(&w);
	w.b.known = str_of(made_up);
	browser_get(&w.b, "/register");
	CHECK_INT(browser_post(&w.b, "/register",
			  "name=Nino&mail=nino%40post.example&password=twee+gele+fietsen"),
		303);
	struct place_letter letter = place_mail(&w.p);
	browser_get(&w.b, "/register/confirm");
	CHECK_INT(browser_post(&w.b, "/register/confirm",
			  str_fmt(w.p.arena, "code=%.*s", STR_ARG(place_code(&letter))).p),
		303);
	CHECK_STR(w.b.location, "/part");
	CHECK(w.b.known.len && !str_is(w.b.known, made_up));
	browser_get(&w.b, "/account");
	CHECK_INT(browser_post(&w.b, "/sign-out", ""), 303);
	browser_get(&w.b, "/sign-in");
	CHECK_INT(browser_post(
			  &w.b, "/sign-in", "mail=nino%40post.example&password=twee+gele+fietsen"),
		303);
	CHECK_STR(w.b.location, "/passport");
	tear_down(&w);
}

static void issue(struct world *w)
{
	place_issue(&w->p, &w->mila, &w->at);
}

/* Only what changes nothing may come by a link: that it was saved is seen by both sides. */
TEST(part_certificate_is_saved_by_a_press)
{
	struct world w;
	REQUIRE(set_up(&w));
	come_in(&w);
	issue(&w);
	const char *file = below(&w, w.page, "/certificate/file");
	CHECK_INT(browser_get(&w.b, file), 404);
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, "class=\"badge\">Certificaat uitgereikt"));
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/certificate")), 200);
	CHECK(browser_sees(&w.b, "/certificate/file\""));
	CHECK_INT(browser_post(&w.b, file, ""), 200);
	CHECK(str_starts(w.b.body, STR("%PDF-")));
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, "class=\"badge\">Gedownload"));
	CHECK_INT(browser_get(&w.desk, below(&w, w.people, "?state=downloaded")), 200);
	CHECK(browser_sees(&w.desk, "Aino") && !browser_sees(&w.desk, "Giorgi"));
	tear_down(&w);
}

TEST(part_certificate_is_asked_for)
{
	struct world w;
	day today = zone_day(PLACE_START);
	const struct project_activity_in week = {STR("Week"), STR("Ede"), today - 9, today - 2};
	REQUIRE(set_up(&w));
	come_in(&w);
	const char *asking = below(&w, w.page, "/certificate/ask");
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(!browser_sees(&w.b, "/certificate/ask\""));
	CHECK_INT(browser_post(&w.b, asking, ""), 409);
	CHECK_OK(project_put_activity(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, &week));
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, "/certificate/ask\""));
	CHECK_INT(browser_post(&w.b, asking, ""), 303);
	CHECK_STR(w.b.location, below(&w, w.page, "?asked"));
	CHECK_INT(browser_get(&w.b, w.b.location.p), 200);
	CHECK(browser_sees(&w.b, "role=\"status\"") && !browser_sees(&w.b, "/certificate/ask\""));
	CHECK_INT(browser_get(&w.desk, w.people), 200);
	CHECK(browser_sees(&w.desk, "Vraagt om het certificaat"));
	tear_down(&w);
}
