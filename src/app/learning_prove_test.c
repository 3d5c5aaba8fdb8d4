#include "app/learning_prove.h"

#include "app/organisation.h"
#include "app/participant_invite.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "unit/place.h"
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
	return (struct participant){.given_name = str_of(name),
		.family_name = str_of(name),
		.country = STR("FI"),
		.mail = str_of(mail),
		.language = STR("en"),
		.born = DAY_NONE,
		.starts = DAY_NONE,
		.ends = DAY_NONE};
}

static void invite(struct world *w)
{
	struct participant_invite all = {
		.whom = INVITE_ALL, .language = STR("en"), .deadline = DAY_NONE};
	struct participant_invited done;
	CHECK_OK(participant_invite(&w->p.app, w->p.arena, &w->mila, &w->at, &all, &done));
	struct place_letter letter = place_mail(&w->p);
	struct str rest = str_from(letter.text, str_search(letter.text, STR("/part#")) + 6);
	w->code = str_dup(w->p.arena, str_cut(&rest, '\n'));
}

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	struct project_basics in = {STR("Water"), STR("youth-exchange"), STR_NONE};
	struct participant aino = named("Aino", "aino@post.example"), jure = named("Jure", "");
	struct participant_page page;
	if (!place_open(p))
		return false;
	w->visitor = place_visitor("a");
	w->mila = place_person(p, "Mila", "mila@house.example");
	CHECK_OK(organisation_make(&p->app, p->arena, STR("Huis Zes"), &w->at.organisation));
	place_member(p, &w->mila, w->at.organisation, ROLE_COORDINATOR);
	CHECK_OK(project_make(
		&p->app, p->arena, &w->mila, w->at.organisation, &in, NULL, &w->at.project));
	CHECK_OK(participant_put(&p->app, p->arena, &w->mila, &w->at, NULL, &aino));
	CHECK_OK(participant_put(&p->app, p->arena, &w->mila, &w->at, NULL, &jure));
	CHECK_OK(participant_list(&p->app, p->arena, &w->mila, &w->at, NULL, 1, &page));
	w->aino = page.at[0].public;
	w->jure = page.at[1].public;
	invite(w);
	place_pass(p, USEC_MINUTE);
	return true;
}

static struct str card_of(struct world *w, struct public_id who)
{
	struct participant_cards_made sheet = {0};
	const struct lang *lang = i18n_find(w->p.app.i18n, STR("en"));
	place_pass(&w->p, USEC_MINUTE);
	CHECK_OK(participant_cards(&w->p.app, w->p.arena, &w->mila, &w->at, lang, &who, 1, &sheet));
	place_mail(&w->p);
	place_pass(&w->p, USEC_MINUTE);
	return sheet.cards[0].code;
}

static struct actor come_in(struct world *w, struct str code)
{
	struct participation_opened opened = {0};
	struct actor actor = {0};
	CHECK_OK(participation_open(&w->p.app, w->p.arena, &w->visitor, code, &opened));
	CHECK_OK(participation_find(&w->p.app, w->p.arena, &opened.session, &actor));
	return actor;
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

static void hand_in(struct world *w, const struct actor *by, struct public_id who)
{
	struct learning l = {0};
	CHECK_OK(learning_open(&w->p.app, w->p.arena, by, who, 0, &l));
	CHECK_OK(learning_submit(&w->p.app, w->p.arena, by, who, l.revision));
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
	struct actor jure = come_in(&w, second);
	CHECK(!proof_of(&w, &jure, w.jure).is_needed);
	CHECK_ERR(learning_prove_code(app, a, &jure, w.jure, first), ERR_NOT_FOUND);
	CHECK_OK(save(&w, &jure, w.jure, "Ik kookte voor 24 mensen.", 0));
	struct str third = card_of(&w, w.jure), fourth = card_of(&w, w.jure);
	jure = come_in(&w, fourth);
	CHECK_ERR(open_own(&w, &jure, w.jure), ERR_FORBIDDEN);
	struct learning_proof proof = proof_of(&w, &jure, w.jure);
	CHECK(proof.is_needed && proof.by_code && !proof.by_mail);
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
	jure = come_in(&w, card_of(&w, w.jure));
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
	struct actor aino = come_in(&w, w.code);
	struct visitor other = place_visitor("b");
	CHECK_OK(save(&w, &aino, w.aino, "Ik kookte voor 24 mensen.", 0));
	aino = come_in(&w, card_of(&w, w.aino));
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
	struct actor aino = come_in(&w, w.code);
	CHECK_OK(save(&w, &aino, w.aino, "Ik kookte voor 24 mensen.", 0));
	hand_in(&w, &aino, w.aino);
	struct participant theirs = named("Aino", "mila@house.example");
	CHECK_OK(participant_put(app, a, &w.mila, &w.at, &w.aino, &theirs));
	CHECK_STR(place_mail(&w.p).to, "aino@post.example"); /* who is told */
	struct actor thief = come_in(&w, card_of(&w, w.aino));
	struct learning_proof proof = proof_of(&w, &thief, w.aino);
	CHECK(proof.is_needed && proof.by_code && !proof.by_mail);
	CHECK_ERR(learning_prove_ask(app, a, &thief, &w.visitor, w.aino), ERR_NOT_FOUND);
	CHECK_OK(open_own(&w, &thief, w.aino)); /* they have seen it */
	CHECK_ERR(learning_take_back(app, a, &thief, w.aino), ERR_FORBIDDEN);
	CHECK_ERR(save(&w, &thief, w.aino, "Niets", 1), ERR_FORBIDDEN);
	CHECK_ERR(learning_set_about(app, a, &thief, w.aino, &none), ERR_FORBIDDEN);
	CHECK_ERR(learning_reply(app, a, &thief, w.aino, &place, STR("Ja")), ERR_FORBIDDEN);
	CHECK_ERR(learning_begin_anew(app, a, &thief, w.aino), ERR_NOT_FOUND);
	/* nor has somebody else, of whichever page */
	struct actor jure = come_in(&w, card_of(&w, w.jure));
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
