/* The invented people of the demo answer what they are asked, as it can be answered. */
#include "app/content_check_inside.h"

struct place {
	struct content_checker *c;
	const struct json *person;
	const struct schema_place *at; /* of the answer */
};

static int64_t number(const struct json *object, const char *name, int64_t otherwise)
{
	int64_t n;
	return json_int(json_get(object, str_of(name)), &n) ? n : otherwise;
}

/* The member that answers a question of that kind. */
static struct str answered_by(struct str kind)
{
	static const struct {
		const char *kind, *member;
	} by[] = {{"text", "text"}, {"choice", "option"}, {"several", "options"}, {"scale", "step"},
		{"list", "lines"}};
	for (size_t i = 0; i < sizeof(by) / sizeof(*by); i++)
		if (str_is(kind, by[i].kind))
			return str_of(by[i].member);
	return STR_NONE;
}

static bool has_option(const struct json *question, struct str id)
{
	return content_by_id(json_get(question, STR("options")), id);
}

static bool options_fit(const struct json *question, const struct json *answer)
{
	const struct json *options = json_get(answer, STR("options"));
	struct str option = content_text(answer, "option");
	if (option.p && !has_option(question, option))
		return false;
	if (options)
		json_each_item (it, options)
			if (!has_option(question, json_str(it)))
				return false;
	return true;
}

static bool size_fits(const struct json *question, const struct json *answer)
{
	const struct json *options = json_get(answer, STR("options"));
	const struct json *lines = json_get(answer, STR("lines"));
	int64_t count = options ? options->len : lines ? lines->len : 0;
	int64_t steps = number(json_get(question, STR("scale")), "steps", CONTENT_STEPS_MOST);
	return count <= number(question, "most", count) && number(answer, "step", 1) <= steps;
}

static void check_members(const struct place *p, const struct json *question)
{
	struct str wanted = answered_by(content_text(question, "kind"));
	bool fits = json_get(p->at->value, wanted);
	json_each_member (it, p->at->value)
		fits &= str_eq(it->name, wanted) || str_is(it->name, "question") ||
			str_is(it->name, "days_ago");
	if (!fits)
		content_tell(p->c, &p->c->people, p->at,
			"does not answer a question of kind %.*s: say it in \"%.*s\"",
			STR_ARG(content_text(question, "kind")), STR_ARG(wanted));
	else if (!options_fit(question, p->at->value) || !size_fits(question, p->at->value))
		content_tell(
			p->c, &p->c->people, p->at, "is no answer that this question can have");
}

static void check_answer(const struct place *p)
{
	struct str id = content_text(p->at->value, "question");
	const struct json *question = content_question_of(p->c, id);
	if (!question || !content_asks(question, content_text(p->person, "route"))) {
		content_tell(p->c, &p->c->people, p->at, "%.*s is not asked on this person's route",
			STR_ARG(id));
		return;
	}
	check_members(p, question);
	if (number(p->at->value, "days_ago", 0) > number(p->person, "joined_days_ago", 0))
		content_tell(p->c, &p->c->people, p->at, "is older than the account");
}

/* Nobody has this person's id or address too. */
static void check_alone(
	struct content_checker *c, const struct schema_place *people, const struct schema_place *at)
{
	static const char *const own[] = {"id", "mail"};
	for (size_t i = 0; i < at->index; i++)
		for (size_t k = 0; k < sizeof(own) / sizeof(*own); k++)
			if (str_eq(content_text(&people->value->items[i], own[k]),
				    content_text(at->value, own[k])))
				content_tell(c, &c->people, at, "%s is somebody else's", own[k]);
}

static void check_person(
	struct content_checker *c, const struct schema_place *people, const struct schema_place *at)
{
	struct schema_place answers = content_member(at, "answers");
	struct str route = content_text(at->value, "route");
	check_alone(c, people, at);
	if (route.p && !content_by_id(json_get(c->passport.value, STR("routes")), route))
		content_tell(c, &c->people, at, "%.*s is no route", STR_ARG(route));
	if (answers.value && !str_is(content_text(at->value, "role"), "learner"))
		content_tell(c, &c->people, &answers, "only learners answer");
	for (size_t i = 0; answers.value && i < answers.value->len; i++) {
		struct schema_place answer = content_item(&answers, i);
		check_answer(&(struct place){c, at->value, &answer});
	}
}

void content_check_people(struct content_checker *c)
{
	struct schema_place top = {.value = c->people.value};
	struct schema_place people = content_member(&top, "people");
	for (size_t i = 0; i < people.value->len; i++) {
		struct schema_place at = content_item(&people, i);
		check_person(c, &people, &at);
	}
}
