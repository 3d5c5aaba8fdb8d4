#include "paper/handout.h"

#include "base/arena.h"
#include "paper/paper.h"
#include "unit/unit.h"

static const struct document_about about = {.title = STR("Klas"), .language = STR("nl")};

struct desk {
	struct arena *arena;
	struct paper *paper;
	struct str pdf;
};

static bool set_up(struct desk *d)
{
	d->arena = arena_new();
	d->pdf = STR("untouched");
	return CHECK_OK(paper_new(d->arena, &d->paper));
}

static err_t print_card(struct desk *d, struct str name, struct str code, struct str qr)
{
	const struct handout_card card = {
		.name = name, .lines = {name, STR("Scan.")}, .code = code, .qr = qr};
	return handout_cards(d->arena, d->paper, &about, &card, 1, &d->pdf);
}

TEST(handout_card_refuses_what_does_not_fit)
{
	struct desk d;
	REQUIRE(set_up(&d));
	char name[600];
	for (size_t i = 0; i < sizeof(name); i++)
		name[i] = i % 8 ? 'm' : ' ';
	struct handout_card long_words = {.lines = {{0}, {name, sizeof(name)}}, .qr = STR("x")};
	CHECK_ERR(handout_cards(d.arena, d.paper, &about, &long_words, 1, &d.pdf), ERR_TOO_LARGE);
	CHECK_ERR(print_card(&d, STR("Anna"), STR("ABCDEFGH ABCDEFGH ABCDEFGH"), STR("x")),
		ERR_TOO_LARGE);
	CHECK_ERR(print_card(&d, STR("Anna\xff"), STR("A"), STR("x")), ERR_INVALID);
	CHECK_ERR(print_card(&d, STR("Anna"), STR("A"), STR("")), ERR_INVALID);
	CHECK_STR(d.pdf, "untouched");
	CHECK_OK(print_card(&d, (struct str){name, sizeof(name)}, STR("A"), STR("x")));
	CHECK_OK(print_card(&d, STR("Anna"), STR(""), STR("x")));
	CHECK(str_starts(d.pdf, STR("%PDF-1.")));
	arena_free(d.arena);
}

TEST(handout_keeps_its_limits)
{
	struct desk d;
	REQUIRE(set_up(&d));
	struct handout_card *many =
		arena_array(d.arena, struct handout_card, HANDOUT_CARDS_MOST + 1);
	CHECK_ERR(handout_cards(d.arena, d.paper, &about, many, HANDOUT_CARDS_MOST + 1, &d.pdf),
		ERR_TOO_LARGE);
	CHECK_ERR(handout_cards(d.arena, d.paper, &about, many, 0, &d.pdf), ERR_INVALID);
	struct str prompts[HANDOUT_PROMPTS_MOST + 1];
	for (int i = 0; i <= HANDOUT_PROMPTS_MOST; i++)
		prompts[i] = STR("Hoe gaat het?");
	struct handout_talk talk = {.prompts = prompts, .count = HANDOUT_PROMPTS_MOST};
	CHECK_OK(handout_talk(d.arena, d.paper, &about, &talk, &d.pdf));
	talk.count++;
	CHECK_ERR(handout_talk(d.arena, d.paper, &about, &talk, &d.pdf), ERR_TOO_LARGE);
	talk.count = 0;
	CHECK_ERR(handout_talk(d.arena, d.paper, &about, &talk, &d.pdf), ERR_INVALID);
	struct handout_method method = {
		.title = STR("Touw"), .steps = prompts, .steps_len = HANDOUT_STEPS_MOST};
	CHECK_OK(handout_methods(d.arena, d.paper, &about, &method, 1, &d.pdf));
	CHECK_ERR(handout_methods(d.arena, d.paper, &about, &method, 0, &d.pdf), ERR_INVALID);
	method.steps_len++;
	CHECK_ERR(handout_methods(d.arena, d.paper, &about, &method, 1, &d.pdf), ERR_INVALID);
	char title[600];
	for (size_t i = 0; i < sizeof(title); i++)
		title[i] = i % 8 ? 'm' : ' ';
	method.steps_len = 1;
	method.about = (struct str){title, sizeof(title)};
	CHECK_OK(handout_methods(d.arena, d.paper, &about, &method, 1, &d.pdf));
	method.steps_len = HANDOUT_STEPS_MOST;
	for (int i = 0; i < HANDOUT_STEPS_MOST; i++)
		prompts[i] = method.about;
	CHECK_ERR(handout_methods(d.arena, d.paper, &about, &method, 1, &d.pdf), ERR_TOO_LARGE);
	struct handout_poster poster = {.qr = STR("x"), .title = {title, sizeof(title)}};
	CHECK_ERR(handout_poster(d.arena, d.paper, &about, &poster, &d.pdf), ERR_TOO_LARGE);
	poster.title = STR("Kort");
	CHECK_OK(handout_poster(d.arena, d.paper, &about, &poster, &d.pdf));
	arena_free(d.arena);
}
