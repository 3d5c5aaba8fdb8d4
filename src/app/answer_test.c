#include "app/answer.h"

#include "base/arena.h"
#include "codec/json.h"
#include "crypto/vault.h"
#include "unit/place.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct actor anna;
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	return true;
}

static const struct content_question *question(struct world *w, const char *id)
{
	return content_question(w->p.app.content, 0, str_of(id));
}

static err_t read(struct world *w, const char *id, const char *sent, struct str *ret_stored)
{
	struct form form;
	TRY(form_parse(w->p.arena, str_of(sent), &form_limits_default, &form));
	return answer_read(w->p.arena, question(w, id), &form, ret_stored);
}

static struct str sent(struct world *w, const char *id, const char *body)
{
	struct form form;
	CHECK_OK(form_parse(w->p.arena, str_of(body), &form_limits_default, &form));
	return answer_sent(w->p.arena, question(w, id), &form);
}

TEST(answer_of_each_kind_has_one_form)
{
	static const char *const tries[][3] = {
		{"who.self", "answer=een%0D%0Atwee+", "een\ntwee "},
		{"who.self", "answer=", ""},
		{"can.done", "answer=+een&answer=&answer=twee%0D%0Adrie+", "een\ntwee\ndrie"},
		{"can.done", "answer=", ""},
		{"need.travel", "option=&option=bike", "bike"},
		{"need.travel", "option=", ""},
		{"can.strengths", "option=&option=funny&option=handy&option=funny", "handy\nfunny"},
		{"can.strengths", "option=", ""},
		{"want.sure", "option=&option=3", "3"},
		{"want.sure", "option=&option=03", "3"},
		{"want.sure", "option=", ""},
	};
	struct world w;
	struct str stored;
	REQUIRE(set_up(&w));
	for (size_t i = 0; i < sizeof(tries) / sizeof(*tries); i++) {
		REQUIRE_OK(read(&w, tries[i][0], tries[i][1], &stored));
		CHECK_STR(stored, tries[i][2]);
	}
	place_close(&w.p);
}

TEST(answer_that_is_none_is_refused)
{
	static const char *const tries[][2] = {
		{"who.self", ""}, /* nothing sent is not empty */
		{"who.self", "option=x"},
		{"can.done", "version=1"},
		{"need.travel", "answer=bike"},
		{"need.travel", "option=rocket"},
		{"need.travel", "option=bike&option=car"},
		{"can.strengths", "option=handy&option=funny&option=calm&option=honest&option="
				  "leads&option=plans"},
		{"want.sure", "option=0"},
		{"want.sure", "option=6"},
		{"want.sure", "option=1&option=2"},
		{"want.sure", "option=much"},
		{"want.learn", "answer=1&answer=2&answer=3&answer=4&answer=5&answer=6"},
		{"can.made", "answer=x"},
	};
	struct world w;
	struct str stored = STR("untouched");
	REQUIRE(set_up(&w));
	for (size_t i = 0; i < sizeof(tries) / sizeof(*tries); i++)
		CHECK_ERR(read(&w, tries[i][0], tries[i][1], &stored), ERR_INVALID);
	CHECK_STR(stored, "untouched");
	place_close(&w.p);
}

TEST(answer_that_was_refused_can_be_shown_again)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_STR(sent(&w, "want.learn", "answer=1&answer=2&answer=3&answer=4&answer=5&answer=6"),
		"1\n2\n3\n4\n5\n6");
	CHECK_STR(sent(&w, "need.travel", "option=bike&option=car&option=x"), "bike\ncar");
	CHECK_STR(sent(&w, "who.self", ""), "");
	place_close(&w.p);
}

TEST(answer_counts_by_its_kind)
{
	static const struct {
		const char *question, *stored;
		bool counts;
	} tries[] = {
		{"who.self", "123456789", false},
		{"who.self", "1234567890", true},
		{"need.health", "ja", false},
		{"need.health", "nee", true},
		{"can.done", "", false},
		{"can.done", "a\nb", false},
		{"can.done", "a\nb\nc", true},
		{"need.travel", "", false},
		{"need.travel", "bike", true},
		{"can.strengths", "handy", true},
		{"want.sure", "1", true},
		{"want.sure", "", false},
		{"can.made", "", false},
	};
	struct world w;
	REQUIRE(set_up(&w));
	for (size_t i = 0; i < sizeof(tries) / sizeof(*tries); i++)
		CHECK(answer_counts(question(&w, tries[i].question), str_of(tries[i].stored)) ==
			tries[i].counts);
	place_close(&w.p);
}

TEST(answer_can_be_read_in_words)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct arena *a = w.p.arena;
	const struct content_question *several = question(&w, "can.strengths");
	struct answer found = answer_of(a, several, STR("handy\nfunny\nunknown"));
	CHECK_INT((int64_t)found.line_count, 2);
	size_t chosen = 0;
	for (size_t i = 0; i < several->option_count; i++)
		chosen += found.chosen[i];
	CHECK_INT((int64_t)chosen, 2);
	CHECK(str_has(found.words, "\n"));
	found = answer_of(a, question(&w, "want.sure"), STR("4"));
	CHECK_INT(found.step, 4);
	CHECK_STR(found.words, "4 / 5");
	found = answer_of(a, question(&w, "want.sure"), STR("9"));
	CHECK(!found.step && !found.words.len);
	found = answer_of(a, question(&w, "can.done"), STR("een\ntwee"));
	REQUIRE(found.line_count == 2);
	CHECK_STR(found.lines[1], "twee");
	found = answer_of(a, question(&w, "who.self"), STR("een\ntwee"));
	CHECK_STR(found.words, "een\ntwee");
	CHECK(!found.lines);
	place_close(&w.p);
}

TEST(answer_of_a_photo_is_a_file_and_its_description)
{
	struct world w;
	REQUIRE(set_up(&w));
	const struct content_question *photo = question(&w, "can.made");
	struct public_id file = public_id_new(w.p.app.random);
	struct str stored = answer_of_file(w.p.arena, file, STR("een kast\nvan hout"));
	struct answer found = answer_of(w.p.arena, photo, stored);
	CHECK(found.has_file && public_id_eq(found.file, file));
	CHECK_STR(found.words, "een kast\nvan hout");
	CHECK(answer_counts(photo, stored));
	found = answer_of(w.p.arena, photo, STR("kapot"));
	CHECK(!found.has_file && !found.words.len);
	CHECK(!answer_of(w.p.arena, photo, STR_NONE).has_file);
	place_close(&w.p);
}

TEST(answer_from_json_of_each_kind)
{
	static const char *const tries[][3] = {
		{"who.self", "{\"text\":\"hallo\"}", "hallo"},
		{"can.done", "{\"lines\":[\"een\",\"twee\"]}", "een\ntwee"},
		{"need.travel", "{\"option\":\"bike\"}", "bike"},
		{"can.strengths", "{\"options\":[\"funny\",\"handy\"]}", "handy\nfunny"},
		{"want.sure", "{\"step\":2}", "2"},
		{"want.sure", "{}", ""},
		{"can.done", "{\"lines\":\"een\"}", ""},
		{"can.strengths", "{\"options\":7}", ""},
	};
	struct world w;
	struct json *source;
	REQUIRE(set_up(&w));
	for (size_t i = 0; i < sizeof(tries) / sizeof(*tries); i++) {
		REQUIRE_OK(
			json_parse(w.p.arena, str_of(tries[i][1]), &json_limits_default, &source));
		CHECK_STR(answer_from_json(w.p.arena, question(&w, tries[i][0]), source),
			tries[i][2]);
	}
	place_close(&w.p);
}

/* What was chosen cannot be told from the length of what is sealed. */
TEST(answer_of_choices_is_sealed_at_one_length)
{
	static const char *const tries[][2] = {{"need.travel", ""}, {"need.travel", "bike"},
		{"need.travel", "unsure"}, {"want.sure", "1"}, {"can.strengths", "handy"},
		{"can.strengths", "handy\nfunny\ncalm\nhonest\nleads"}};
	struct world w;
	struct str sealed, stored;
	size_t length = 0;
	REQUIRE(set_up(&w));
	for (size_t i = 0; i < sizeof(tries) / sizeof(*tries); i++) {
		const struct content_question *q = question(&w, tries[i][0]);
		REQUIRE_OK(answer_seal(
			&w.p.app, w.p.arena, w.anna.public, q, str_of(tries[i][1]), &sealed));
		CHECK(!length || sealed.len == length);
		length = sealed.len;
		REQUIRE_OK(answer_open(&w.p.app, w.p.arena, w.anna.public, q, sealed, &stored));
		CHECK_STR(stored, tries[i][1]);
	}
	CHECK_ERR(answer_open(&w.p.app, w.p.arena, w.anna.public, question(&w, "who.self"), sealed,
			  &stored),
		ERR_INTERNAL);
	place_close(&w.p);
}
