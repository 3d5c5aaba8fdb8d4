#include "app/learning_prove.h"

#include "app/participant_invite.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "unit/project.h"
#include "unit/unit.h"

/* A project in which Aino takes part, invited by mail, and Jure, with a card. */
struct world {
	struct place p;
	struct actor mila;
	struct project_at at;
	struct public_id aino, jure;
	struct str code; /* of the mail, or of the last card */
	struct visitor visitor;
};

static struct participant named(const char *name, const char *mail)
{
	struct participant in = place_participant(name, name, "FI", mail);
	in.language = STR("en");
	return in;
}

static void invite(struct world *w)
{
	struct participant_invite all = {
		.whom = INVITE_ALL, .language = STR("en"), .deadline = DAY_NONE};
	struct participant_invited done;
	CHECK_OK(participant_invite(&w->p.app, w->p.arena, &w->mila, &w->at, &all, &done));
	w->code = place_part_code(&w->p, place_mail(&w->p).text);
}

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	struct participant aino = named("Aino", "aino@post.example"), jure = named("Jure", "");
	if (!place_open_project(p, "youth-exchange", &w->mila, &w->at))
		return false;
	w->visitor = place_visitor("a");
	CHECK_OK(participant_put(&p->app, p->arena, &w->mila, &w->at, NULL, &aino));
	CHECK_OK(participant_put(&p->app, p->arena, &w->mila, &w->at, NULL, &jure));
	struct participant_page page = place_people(p, &w->mila, &w->at);
	w->aino = page.at[0].public;
	w->jure = page.at[1].public;
	invite(w);
	place_pass(p, USEC_MINUTE);
	return true;
}

static struct str card_of(struct world *w, struct public_id who)
{
	place_pass(&w->p, USEC_MINUTE);
	struct str code = place_card(&w->p, &w->mila, &w->at, who);
	place_mail(&w->p);
	place_pass(&w->p, USEC_MINUTE);
	return code;
}

static err_t save(struct world *w, const struct actor *by, struct public_id who, const char *text,
	int64_t version)
{
	struct learning_in in = {STR("stem"), PROJECT_END, str_of(text), version, version > 0};
	struct learning_saved saved;
	return learning_save(&w->p.app, w->p.arena, by, who, &in, &saved);
}

static err_t open_own(struct world *w, const struct actor *by, struct public_id who)
{
	struct learning l;
	return learning_open(&w->p.app, w->p.arena, by, who, 0, &l);
}

static struct learning_proof proof_of(struct world *w, const struct actor *by, struct public_id who)
{
	struct learning_proof proof = {0};
	CHECK_OK(learning_proof(&w->p.app, w->p.arena, by, &w->visitor, who, &proof));
	return proof;
}

TEST(proof_is_the_code_with_which_it_was_written)
{
	struct world w;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct str first = card_of(&w, w.jure), second = card_of(&w, w.jure);
	struct actor jure = place_come_in(&w.p, second);
	CHECK(!proof_of(&w, &jure, w.jure).is_needed);
	CHECK_ERR(learning_prove_code(app, a, &jure, w.jure, first), ERR_NOT_FOUND);
	CHECK_OK(save(&w, &jure, w.jure, "Ik kookte voor 24 mensen.", 0));
	struct str third = card_of(&w, w.jure), fourth = card_of(&w, w.jure);
	jure = place_come_in(&w.p, fourth);
	CHECK_ERR(open_own(&w, &jure, w.jure), ERR_FORBIDDEN);
	struct learning_proof proof = proof_of(&w, &jure, w.jure);
	CHECK(proof.is_needed && proof.by_code && !proof.by_mail && !proof.had_mail);
	CHECK_WRONG(learning_prove_code(app, a, &jure, w.jure, first), "code");
	CHECK_WRONG(learning_prove_code(app, a, &jure, w.jure, third), "code");
	CHECK_WRONG(learning_prove_code(app, a, &jure, w.jure, fourth), "code");
	CHECK_WRONG(learning_prove_code(app, a, &jure, w.jure, STR("x")), "code");
	CHECK_ERR(open_own(&w, &jure, w.jure), ERR_FORBIDDEN);
	CHECK_ERR(learning_prove_ask(app, a, &jure, &w.visitor, w.jure), ERR_NOT_FOUND);
	CHECK_OK(learning_prove_code(app, a, &jure, w.jure, second));
	CHECK_OK(open_own(&w, &jure, w.jure));
	CHECK_OK(save(&w, &jure, w.jure, "En ik waste af.", 1));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'learning.prove' "
				  "AND result = 'refused'"),
		3);
	/* and it stays closed to another one */
	jure = place_come_in(&w.p, card_of(&w, w.jure));
	CHECK_ERR(open_own(&w, &jure, w.jure), ERR_FORBIDDEN);
	CHECK_WRONG(learning_prove_code(app, a, &jure, w.jure, second), "code");
	CHECK_OK(learning_prove_code(app, a, &jure, w.jure, fourth));
	place_close(&w.p);
}

TEST(proof_is_a_code_mailed_to_the_address_of_then)
{
	struct world w;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct actor aino = place_come_in(&w.p, w.code);
	struct visitor other = place_visitor("b");
	CHECK_OK(save(&w, &aino, w.aino, "Ik kookte voor 24 mensen.", 0));
	aino = place_come_in(&w.p, card_of(&w, w.aino));
	struct learning_proof proof = proof_of(&w, &aino, w.aino);
	CHECK(proof.is_needed && proof.by_code && proof.by_mail && !proof.is_awaited);
	CHECK_ERR(learning_prove_mailed(app, a, &aino, &w.visitor, w.aino, STR("123456")),
		ERR_NOT_FOUND);
	CHECK_OK(learning_prove_ask(app, a, &aino, &w.visitor, w.aino));
	struct place_letter letter = place_mail(&w.p);
	CHECK_STR(letter.to, "aino@post.example");
	struct str code = place_code(&letter);
	CHECK(proof_of(&w, &aino, w.aino).is_awaited);
	CHECK_ERR(learning_prove_mailed(app, a, &aino, &other, w.aino, code), ERR_NOT_FOUND);
	CHECK_WRONG(learning_prove_mailed(app, a, &aino, &w.visitor, w.aino, STR("x")), "code");
	CHECK_ERR(open_own(&w, &aino, w.aino), ERR_FORBIDDEN);
	CHECK_OK(learning_prove_mailed(app, a, &aino, &w.visitor, w.aino, code));
	CHECK_OK(open_own(&w, &aino, w.aino));
	CHECK(!proof_of(&w, &aino, w.aino).is_needed);
	place_close(&w.p);
}

/* Whoever makes a card and changes the address, has neither. */
TEST(proof_is_nothing_that_an_organiser_has)
{
	struct world w;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct learning_place place = {STR("stem"), PROJECT_END};
	struct learning_about none = {0};
	struct actor aino = place_come_in(&w.p, w.code);
	CHECK_OK(save(&w, &aino, w.aino, "Ik kookte voor 24 mensen.", 0));
	place_hand_in(&w.p, &aino, w.aino);
	struct participant theirs = named("Aino", "mila@house.example");
	CHECK_OK(participant_put(app, a, &w.mila, &w.at, &w.aino, &theirs));
	CHECK_STR(place_mail(&w.p).to, "aino@post.example"); /* who is told */
	struct actor thief = place_come_in(&w.p, card_of(&w, w.aino));
	struct learning_proof proof = proof_of(&w, &thief, w.aino);
	CHECK(proof.is_needed && proof.by_code && !proof.by_mail && proof.had_mail);
	CHECK_ERR(learning_prove_ask(app, a, &thief, &w.visitor, w.aino), ERR_NOT_FOUND);
	CHECK_OK(open_own(&w, &thief, w.aino)); /* they have seen it */
	CHECK_ERR(learning_take_back(app, a, &thief, w.aino), ERR_FORBIDDEN);
	CHECK_ERR(save(&w, &thief, w.aino, "Niets", 1), ERR_FORBIDDEN);
	CHECK_ERR(learning_set_about(app, a, &thief, w.aino, &none), ERR_FORBIDDEN);
	CHECK_ERR(learning_reply(app, a, &thief, w.aino, &place, STR("Ja")), ERR_FORBIDDEN);
	CHECK_ERR(learning_begin_anew(app, a, &thief, w.aino), ERR_NOT_FOUND);
	/* nor has somebody else, of whichever page */
	struct actor jure = place_come_in(&w.p, card_of(&w, w.jure));
	struct actor noor = place_person(&w.p, "Noor", "noor@post.example");
	const struct actor *others[] = {&jure, &noor, &w.mila};
	for (size_t i = 0; i < 3; i++) {
		CHECK_ERR(learning_prove_code(app, a, others[i], w.aino, w.code), ERR_NOT_FOUND);
		CHECK_ERR(learning_proof(app, a, others[i], &w.visitor, w.aino, &proof),
			ERR_NOT_FOUND);
		CHECK_ERR(learning_prove_ask(app, a, others[i], &w.visitor, w.aino), ERR_NOT_FOUND);
	}
	CHECK_OK(learning_prove_code(app, a, &thief, w.aino, w.code));
	CHECK_OK(learning_take_back(app, a, &thief, w.aino));
	place_close(&w.p);
}
